"""The same plan with as little as can be of what a lever adds: paid and staffed by others where they can.

What starts, who leads and which flows are used stay as they are; payments and hours are free. A search
for the best plan has no reason to spare what a lever adds, so that without this a lever asks too much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .allotment import HoursDoNotFit, allot_hours
from .highs import fix_whole, run
from .levers import Lever, LeverKind, new_money_name
from .model import Arrays, Model
from .nearby import Near
from .plan import Plan, PlannedMeasure
from .possible import Offer, Possible
from .rounding import CannotRound
from .solver import read_off
from .trimming import least
from .warm_start import starting_point


def spared(near: Near, lever: Lever, plan: Plan) -> tuple[PlannedMeasure, ...]:
    """The plan's measures with less of the lever; as they are where there is nothing to spare.

    `near` is the table with the lever, `plan` one of that table.
    """
    for part in lever.parts or (lever,):
        if part.kind is LeverKind.MORE_HOURS:
            plan = replace(plan, measures=_with_fewer_hours(near.able, part, plan))
        elif part.kind in (LeverKind.MORE_MONEY, LeverKind.NEW_MONEY):
            plan = replace(plan, measures=_with_less_money(near, part, plan))
    return plan.measures


def _with_fewer_hours(able: Possible, lever: Lever, plan: Plan) -> tuple[PlannedMeasure, ...]:
    starts = {m.id: m.start for m in plan.measures}
    offer = (lever.party, lever.skill)
    room = dict(able.capacity[offer])
    for year, most in lever.hours:

        def enough(hours: int, year: int = year, most: int = most) -> bool:
            return _fits(_with_room(able, offer, room | {year: room[year] - most + hours}), starts)

        room[year] += least(most, enough) - most
    hours = allot_hours(_with_room(able, offer, room), starts)
    return tuple(replace(m, hours=hours[m.id]) for m in plan.measures)


def _with_room(able: Possible, offer: Offer, room: Mapping[int, int]) -> Possible:
    return replace(able, capacity={**able.capacity, offer: room})


def _fits(able: Possible, starts: Mapping[str, int]) -> bool:
    try:
        allot_hours(able, starts)
    except HoursDoNotFit:
        return False
    return True


def _with_less_money(near: Near, lever: Lever, plan: Plan) -> tuple[PlannedMeasure, ...]:
    """Payments that ask least above the old budget; a flow that keeps or lends a part is left alone."""
    name = lever.flow or new_money_name(lever)
    flow = next((f for f in near.able.flows if f.id == name), None)
    if flow is None or flow.carry_backward or 0 < flow.carry_forward < 1:
        return plan.measures
    arrays = fix_whole(near.model.arrays(), starting_point(near.able, near.model, plan))
    asked = _with_the_extra_apart(near.model, arrays, name, lever.cents, keeps=flow.carry_forward == 1)
    outcome = run(asked, exact=True)
    if outcome.values is None:
        return plan.measures
    try:
        paid = read_off(near.able, near.model, outcome.values[: len(near.model.names)])
    except CannotRound:
        return plan.measures
    hours = {m.id: m.hours for m in plan.measures}
    return tuple(replace(m, hours=hours[m.id]) for m in paid)


def _with_the_extra_apart(
    model: Model, arrays: Arrays, flow: str, amounts: tuple[tuple[int, int], ...], *, keeps: bool
) -> Arrays:
    """The model with a column for each year's extra, taken out of the budget; only these are priced."""
    columns = len(model.names)
    row_upper = arrays.row_upper.copy()
    at: list[int] = []
    index: list[int] = []
    ends = arrays.start[1:].copy()
    for r, name in enumerate(model.row_names):
        if name[:2] != ("budget", flow):
            continue
        for number, (year, cents) in enumerate(amounts):
            if year == name[2] or (keeps and year < name[2]):
                row_upper[r] -= model.cash(cents)
                at.append(int(arrays.start[r + 1]))
                index.append(columns + number)
                ends[r:] += 1
    extra = len(amounts)
    return replace(
        arrays,
        cost=np.append(np.zeros(columns), -np.ones(extra)),
        lower=np.append(arrays.lower, np.zeros(extra)),
        upper=np.append(arrays.upper, [model.cash(cents) for _, cents in amounts]),
        integer=np.append(arrays.integer, np.zeros(extra)).astype(np.int32),
        row_upper=row_upper,
        start=np.append(arrays.start[:1], ends).astype(np.int32),
        index=np.insert(arrays.index, at, index).astype(np.int32),
        value=np.insert(arrays.value, at, -np.ones(len(index))),
    )
