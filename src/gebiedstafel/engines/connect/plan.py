"""What the engine answers: a plan that can be checked to the cent, and why the rest is not in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .problem import CostType, Weights


class Status(StrEnum):
    """How a solve ended. Only `INFEASIBLE` has no plan."""

    OPTIMAL = "optimal"
    WITHIN_GAP = "within_gap"
    STOPPED = "stopped"
    INFEASIBLE = "infeasible"


class Severity(StrEnum):
    """An error keeps a problem from being solved; a warning is shown beside the plan."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault of a problem: what, where and what would help, with facts for a sentence."""

    severity: Severity
    code: str
    path: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Payment:
    """What one flow pays for one cost type of a measure in one year."""

    flow: str
    cost_type: CostType
    year: int
    cents: int


@dataclass(frozen=True, slots=True)
class Saving:
    """What a bundle takes off the cost of one of its works in its start year."""

    bundle: str
    cost_type: CostType
    year: int
    cents: int


@dataclass(frozen=True, slots=True)
class HourShare:
    """Hours one party gives to a measure in one year, in one of its skills ("" is any)."""

    party: str
    skill: str
    year: int
    hours: int


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A chosen measure: when it starts, who leads it, who gives hours and who pays what."""

    id: str
    start: int
    lead: str
    hours: tuple[HourShare, ...] = ()
    payments: tuple[Payment, ...] = ()
    savings: tuple[Saving, ...] = ()


@dataclass(frozen=True, slots=True)
class UnusedMoney:
    """What a flow of the base plan leaves of one year's budget; `lapses` when no later year may use it."""

    flow: str
    year: int
    cents: int
    lapses: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a measure is not chosen: the first missing thing as a code, with facts for a sentence."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotChosen:
    """A measure left out, with its reasons: what is missing first comes first."""

    id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A condition of a flow that the engine did not calculate, beside the payments it touches."""

    flow: str
    measures: tuple[str, ...]
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer of `solve`: what is done, when, by whom and with whose money.

    `objective` is the exact value of this plan, `bound` what no plan can exceed, `gap` their relative
    distance. `coverage` is per challenge the share of its need that is met, at most 1; `points` the
    undiscounted sum of effects. `statements` says which part of each shared statement is met.
    """

    status: Status
    objective: float
    terms: Mapping[str, float]
    weights: Weights
    bound: float
    gap: float
    coverage: Mapping[str, float]
    points: Mapping[str, float]
    statements: Mapping[str, float]
    measures: tuple[PlannedMeasure, ...]
    unused: tuple[UnusedMoney, ...]
    not_chosen: tuple[NotChosen, ...]
    to_check: tuple[ToCheck, ...]
    resident_shortfall: int = 0
    nodes: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a solve has come; a `stop` callback reads it."""

    nodes: int
    objective: float | None
    bound: float
    gap: float


class InvalidProblem(ValueError):
    """A problem with errors was handed to `solve`; `issues` carries all of them."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("; ".join(f"{issue.path}: {issue.code}" for issue in issues))
        self.issues = issues


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No plan exists with these forced choices; `conflict` names a smallest set that clashes.

    `more` are other sets that clash as well, without any choice of this one or of one another.
    """

    conflict: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    status: Status = Status.INFEASIBLE
    more: tuple[Infeasible, ...] = ()

    @property
    def never(self) -> bool:
        """Whether one measure that is put in cannot be in any plan, whatever else is chosen."""
        chosen = [reason.code for reason in self.reasons if reason.code.startswith("forced_")]
        return len(self.conflict) == 1 and chosen == ["forced_in"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule a plan breaks: which, where, by how much (cents or hours where that makes sense)."""

    code: str
    path: str
    facts: Mapping[str, object] = field(default_factory=dict)
