"""Many tables that share money: a plan for each, with a bound that is proven for all together."""

from .check_many import check_many
from .executor import Executor, InTurn
from .result import ManyPlans, NoPlans, SharedUse
from .solve_many import Effort, solve_many
from .stand import ManyProgress, Stand
from .tables import ManyTables, SharedFlow, shared_flows
from .verify_many import verify_many

__all__ = [
    "Effort",
    "Executor",
    "InTurn",
    "ManyPlans",
    "ManyProgress",
    "ManyTables",
    "NoPlans",
    "SharedFlow",
    "SharedUse",
    "Stand",
    "check_many",
    "shared_flows",
    "solve_many",
    "verify_many",
]
