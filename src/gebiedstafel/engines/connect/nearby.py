"""A better plan near one that is known: what the relaxation agrees with stays, the rest is searched.

After Danna, Rothberg and Le Pape, Exploring relaxation induced neighborhoods (2005). It gives a plan
that keeps every rule, never a proof; the bound comes from the relaxation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .answer import answer
from .formulation import formulate
from .highs import FIRST, USUAL, Settings, run
from .linear import Linear, relaxation
from .loosening import loosened
from .model import Arrays, Floats, Model
from .plan import Plan, PlannedMeasure, Progress
from .possible import Possible, of_arranged
from .problem import Problem
from .rounding import held
from .solver import read_off
from .verify import verify
from .warm_start import starting_point

Stop = Callable[[Progress], bool]

#: How far a yes-or-no of the relaxation may lie from the plan and still count as agreeing.
CLOSE, CLOSER = 0.3, 0.1
NOWHERE = -1.0
"""A tolerance at which nothing agrees: the whole table is searched, for a few nodes."""
NEAR_GAP = 1e-3
NODES = 12
LEAST = 1e-5
"""A plan is better when it is worth so much more, as a share."""


@dataclass(frozen=True)
class Near:
    """A table made ready for a search near a known plan: its model and its relaxation."""

    problem: Problem
    able: Possible
    model: Model
    linear: Linear


def made_ready(problem: Problem, near: Linear | None = None) -> Near | None:
    """An arranged table with its relaxation; None where even the relaxation has no answer."""
    able = of_arranged(problem)
    model = formulate(able)
    linear = relaxation(model, near)
    return None if linear is None else Near(problem, able, model, linear)


def valued(near: Near, plan: Plan) -> Plan:
    """The same measures, at what they are worth at this table."""
    return answer(near.able, plan.measures, bound=max(near.linear.value, 0.0))


def better_near(near: Near, plan: Plan, *, tolerance: float = CLOSE, stop: Stop | None = None) -> Plan:
    """The best plan found where the relaxation and this plan differ; the plan itself if none is better."""
    arrays = loosened(near.model, near.model.arrays())
    start = starting_point(near.able, near.model, plan)
    part = _where_they_differ(arrays, start, near.linear.values, tolerance)
    above = plan.objective + LEAST * abs(plan.objective)
    return _better(plan, searched(near, part, stop=stop, settings=FIRST, above=above))


def _where_they_differ(arrays: Arrays, start: Floats, values: Floats, tolerance: float) -> Arrays:
    agreed = arrays.integer.astype(bool) & ~np.isnan(start)
    agreed[agreed] = np.abs(values[agreed] - start[agreed]) <= tolerance
    fixed = np.where(agreed, start, 0.0)
    return replace(
        arrays,
        lower=np.where(agreed, fixed, arrays.lower),
        upper=np.where(agreed, fixed, arrays.upper),
    )


def _whole(near: Near, values: Floats) -> tuple[PlannedMeasure, ...] | None:
    """The measures in whole cents and hours, or None where the choices held by tolerance only."""
    outcome = held(near.model, near.model.arrays(), values)
    if outcome is None or outcome.values is None:
        return None
    return read_off(near.able, near.model, outcome.values)


def _better(plan: Plan, found: Plan | None) -> Plan:
    return plan if found is None or found.objective <= plan.objective else found


def beside(near: Near, plan: Plan, measure: str, *, stop: Stop | None = None) -> Plan | None:
    """The plan with one measure more and all others as they are; None where that cannot be."""
    own = _starts(near, measure)
    if not own:
        return None
    arrays = loosened(near.model, near.model.arrays())
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    starts = {m.id: m.start for m in plan.measures}
    for c, name in enumerate(near.model.names):
        if name[0] in ("start", "by") and name[1] != measure:
            begun = starts.get(name[1])
            on = begun is not None and (begun <= name[2] if name[0] == "by" else begun == name[2])
            lower[c] = upper[c] = float(on)
    return searched(near, _with_row(replace(arrays, lower=lower, upper=upper), own), stop=stop)


def in_place(near: Near, plan: Plan, measure: str, *, stop: Stop | None = None) -> Plan | None:
    """The plan with one measure more, in place of what stands in its way; None where none is found."""
    own = _starts(near, measure)
    if not own:
        return None
    forced = _with_row(loosened(near.model, near.model.arrays()), own)
    linear = relaxation(near.model, near.linear, forced)
    if linear is None:
        return None
    start = starting_point(near.able, near.model, plan)
    start[[c for c, name in enumerate(near.model.names) if name[0] in ("by", "uses") and measure in name]] = (
        np.nan
    )
    return searched(near, _where_they_differ(forced, start, linear.values, CLOSE), stop=stop)


def keeping_all(near: Near, plan: Plan, *, stop: Stop | None = None) -> Plan:
    """The best plan found that has every measure of the known one, in other years if need be."""
    arrays = loosened(near.model, near.model.arrays())
    for m in plan.measures:
        arrays = _with_row(arrays, _starts(near, m.id))
    linear = relaxation(near.model, near.linear, arrays)
    if linear is None:
        return plan
    start = starting_point(near.able, near.model, plan)
    return _better(plan, searched(near, _where_they_differ(arrays, start, linear.values, CLOSE), stop=stop))


def _starts(near: Near, measure: str) -> list[int]:
    return [c for c, name in enumerate(near.model.names) if name[0] == "start" and name[1] == measure]


def searched(
    near: Near,
    arrays: Arrays,
    *,
    gap: float = NEAR_GAP,
    nodes: int = NODES,
    stop: Stop | None = None,
    settings: Settings = USUAL,
    above: float | None = None,
) -> Plan | None:
    """The best plan found in a part of the table, worth more than `above`; None where none is found."""
    outcome = run(arrays, gap=gap, nodes=nodes, stop=stop, settings=settings, above=above)
    measures = None if outcome.values is None else _whole(near, outcome.values)
    if measures is None:
        return None
    found = answer(near.able, measures, bound=max(near.linear.value, 0.0))
    return None if verify(near.problem, found) else found


def planned_again(
    near: Near, plan: Plan, measures: tuple[str, ...], *, hoped: float, stop: Stop | None = None
) -> Plan:
    """The best plan near the known one, first from where one of these measures is put into it.

    Where that gains less than half of what was hoped for, also from the known plan as it is.
    """
    tries: list[Plan] = [plan]
    for measure in dict.fromkeys(measures):
        more = beside(near, plan, measure, stop=stop) or in_place(near, plan, measure, stop=stop)
        tries += [] if more is None else [more]
    best = max(tries, key=lambda one: one.objective)
    found = better_near(near, best, stop=stop)
    if best is plan or found.objective - plan.objective >= hoped / 2:
        return found
    return max(found, better_near(near, plan, stop=stop), key=lambda one: one.objective)


def searched_wholly(near: Near, plan: Plan, *, stop: Stop | None = None) -> Plan:
    """The best plan of a short search of the whole table, for what no small step from the plan finds."""
    return better_near(near, plan, tolerance=NOWHERE, stop=stop)


def _with_row(arrays: Arrays, columns: list[int]) -> Arrays:
    """The same model where these columns add up to at least one."""
    return replace(
        arrays,
        row_lower=np.append(arrays.row_lower, 1.0),
        row_upper=np.append(arrays.row_upper, np.inf),
        start=np.append(arrays.start, arrays.start[-1] + len(columns)).astype(np.int32),
        index=np.append(arrays.index, columns).astype(np.int32),
        value=np.append(arrays.value, np.ones(len(columns))),
    )
