"""What many tables get: a plan each, and who spends what of the money they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..plan import Infeasible, Plan, Status


@dataclass(frozen=True, slots=True)
class SharedUse:
    """One shared flow: cents per year it holds, what each table spends per year, and what lapses.

    `worth` is what €100,000 more in a year would bring at most, in points, as far as the search knows.
    """

    name: str
    flow: str
    holder: str
    budget: Mapping[int, int]
    spent: Mapping[str, Mapping[int, int]]
    lapses: int
    worth: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class ManyPlans:
    """The answer for all tables. `objective` is Σ of the tables' objectives less what lapses of shared money.

    Each table's plan is one of a table that has of the shared flows just what it spends; it has no bound of
    its own. `bound` is what no plans together can exceed, `gap` the relative distance.
    """

    status: Status
    objective: float
    bound: float
    gap: float
    rounds: int
    tables: Mapping[str, Plan]
    shared: tuple[SharedUse, ...]


@dataclass(frozen=True, slots=True)
class NoPlans:
    """Why there is no answer: tables whose forced choices clash, each with its conflict; else stopped.

    With `together` each table has a plan, but what they force does not fit in the money they share, or
    no plan was found in which it does.
    """

    status: Status
    tables: Mapping[str, Infeasible]
    together: bool = False
