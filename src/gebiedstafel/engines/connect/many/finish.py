"""From outlines to plans in whole cents: each table within whole cents of the shared money.

The yes-or-no choices are fixed and payments solved again within the table's share, rounded down to whole
cents; the few tables that miss a cent by that come after the others, one by one, with all that is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor

import numpy as np

from ..answer import answer
from ..greedy import greedy
from ..highs import fix_whole, run
from ..loosening import loosened
from ..model import Arrays
from ..plan import Plan, PlannedMeasure
from ..possible import possibilities
from ..problem import Problem
from ..reasons import reasons_for_rest
from ..rounding import CannotRound
from ..solver import read_off
from .columns import Side, searched
from .stand import Key

NEAR = 1e-3
SEARCH_GAP = 0.005
WholeCents = Mapping[Key, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """A table's choices with the whole cents that others spend of each (flow, year) it shares.

    With `search` other choices may be found when these do not hold to the cent.
    """

    problem: Problem
    shared: frozenset[str]
    chosen: tuple[int, ...]
    others: WholeCents
    search: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finished plan of which the reasons for what was left out are asked, beside what others spend."""

    problem: Problem
    shared: frozenset[str]
    measures: tuple[PlannedMeasure, ...]
    others: WholeCents


@dataclass(frozen=True, slots=True)
class Part:
    """A table with the whole cents that are for it of each (flow, year) it shares."""

    problem: Problem
    shared: frozenset[str]
    share: WholeCents


def by_spreadsheet(part: Part) -> tuple[PlannedMeasure, ...] | None:
    """The measures of a table as in a spreadsheet; None where that does not have what is forced."""
    plan = greedy(with_share(part.problem, part.shared, part.share))
    return None if plan is None else plan.measures


def whole_share(use: Mapping[Key, float]) -> dict[Key, int]:
    """A use in whole cents, rounded down unless it is whole already."""
    return {key: floor(cents + NEAR) for key, cents in use.items()}


def in_cents(outline: Outline) -> tuple[PlannedMeasure, ...] | None:
    """The measures of a table in whole cents and hours; None when the choices do not hold to the cent."""
    side = Side(outline.problem, outline.shared, lapse=True)
    arrays = side.within(side.arrays, outline.others)
    side.leave(outline.others)
    found = _held(side, fix_whole(arrays, np.nan_to_num(side.point(outline.chosen))))
    if found is not None or not outline.search:
        return found
    again = searched(loosened(side.model, arrays), gap=SEARCH_GAP)
    return None if again.values is None else _held(side, fix_whole(arrays, again.values))


def _held(side: Side, fixed: Arrays) -> tuple[PlannedMeasure, ...] | None:
    """The measures once the choices are fixed, if every payment can be made in whole cents."""
    values = run(fixed, exact=True).values
    if values is None:
        return None
    try:
        return read_off(side.able, side.model, values)
    except CannotRound:
        return None


def spent(measures: tuple[PlannedMeasure, ...], shared: frozenset[str]) -> dict[Key, int]:
    """Cents of shared money per (flow, year)."""
    total: dict[Key, int] = {}
    for m in measures:
        for p in m.payments:
            if p.flow in shared:
                total[p.flow, p.year] = total.get((p.flow, p.year), 0) + p.cents
    return total


def with_share(problem: Problem, shared: frozenset[str], share: WholeCents) -> Problem:
    """The table with, of the shared flows, just these cents per (flow, year)."""
    return replace(
        problem,
        flows=tuple(
            replace(
                f,
                budget={year: share.get((f.id, year), 0) for year in problem.years},
                carry_forward=f.carry_forward * 0,
                carry_backward=False,
            )
            if f.id in shared
            else f
            for f in problem.flows
        ),
    )


def plan_of(problem: Problem, shared: frozenset[str], measures: tuple[PlannedMeasure, ...]) -> Plan:
    """The plan of a table that has of the shared flows just what it spends."""
    return answer(possibilities(with_share(problem, shared, spent(measures, shared))), measures)


def explained(doubt: Doubt) -> Plan:
    """The plan with, for what was left out, what lacks beside all tables' plans."""
    plan = plan_of(doubt.problem, doubt.shared, doubt.measures)
    side = Side(doubt.problem, doubt.shared)
    model = side.leave(doubt.others)
    return replace(plan, not_chosen=reasons_for_rest(side.able, model, doubt.measures))


def unexplained(doubt: Doubt) -> Plan:
    """The plan without reasons."""
    return plan_of(doubt.problem, doubt.shared, doubt.measures)
