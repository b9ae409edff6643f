"""The connection engine: measures × parties × hours × money flows → a plan and its reasons."""

from .check import check
from .compare import Comparison, Way, compare
from .plan import Infeasible, InvalidProblem, Issue, Plan, Progress, Severity, Status, Violation
from .problem import Problem
from .robust import Robust, robust
from .solver import solve
from .verify import verify
from .words import sentence

__all__ = [
    "Comparison",
    "Infeasible",
    "InvalidProblem",
    "Issue",
    "Plan",
    "Problem",
    "Progress",
    "Robust",
    "Severity",
    "Status",
    "Violation",
    "Way",
    "check",
    "compare",
    "robust",
    "sentence",
    "solve",
    "verify",
]
