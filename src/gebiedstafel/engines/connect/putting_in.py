"""A measure put into a plan that left it out, at little loss: where a price begins to search.

Small searches, each freer than the one before, for a plan with the measure in it. First nothing gives way,
then what the relaxation of the forced table disagrees about (`nearby`), then any measure of the plan may
leave but not move. From what is found, all that the relaxation does not decide wholly is searched for a plan
that is better by more than the gap, as the proof that follows would have to; where measures had to leave and
that is poor, they may all move instead.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .answer import relative_gap
from .first_plan import GAP, WHOLE, follows
from .highs import FIRST
from .loosening import loosened
from .model import Arrays, Floats
from .narrowing import narrowed
from .nearby import CLOSE, NEAR_GAP, Near, Stop, beside, better_near, in_place, searched
from .plan import Plan
from .warm_start import starting_point

#: Nodes of each search: with a plan of the small table in hand, and while any plan will do.
NODES, ANY_NODES = 100, 40
#: A plan further below the relaxation than this, found where measures could only leave, is a poor one.
POOR = 0.025


def put_in(
    near: Near, plan: Plan, measure: str, *, gap: float, most: float, stop: Stop | None = None
) -> Plan | None:
    """The best plan found with the measure in it; None where none is found. `near` forces the measure.

    No plan of that table is worth more than `most`: within the gap of that nothing better is sought.
    """
    most = min(most, near.linear.value)
    swapped = beside(near, plan, measure, stop=stop) or in_place(near, plan, measure, stop=stop)
    put = swapped or _leaving(near, plan, stop)
    put = put and better_near(near, put, stop=stop)
    if swapped is None and (put is None or relative_gap(put.objective, most) > POOR):
        put = _better(near, put, _moving(near, plan), gap, stop)
    elif put is not None and gap and relative_gap(put.objective, most) > gap:
        put = _better(near, put, _undecided(near, put), gap, stop)
    return put


def _better(near: Near, put: Plan | None, arrays: Arrays, gap: float, stop: Stop | None) -> Plan | None:
    """A plan of these arrays that is better by more than the gap, else what was put."""
    above = None if put is None else put.objective + gap * abs(put.objective)
    if above is not None:
        arrays = narrowed(near.model, arrays, near.linear.relaxed, above)
    return searched(near, arrays, gap=GAP, nodes=NODES, stop=stop, settings=FIRST, above=above) or put


def _leaving(near: Near, plan: Plan, stop: Stop | None) -> Plan | None:
    """A plan in which measures that the relaxation agrees about stay when they are, or leave; and so for
    who leads and pays. Flows that are used stay so.
    """
    arrays, point, agreed = _agreed(near, plan, CLOSE)
    starts = {m.id: m.start for m in plan.measures}
    undecided = _undecided_measures(near, arrays, agreed)
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    for c, name in enumerate(near.model.names):
        if name[0] == "start" and name[1] not in undecided:
            upper[c] *= starts.get(name[1], name[2]) == name[2]
        elif agreed[c] and not follows(name, undecided):
            upper[c] = min(upper[c], point[c])
            if name[0] == "used":
                lower[c] = point[c]
    return searched(
        near,
        replace(arrays, lower=lower, upper=upper),
        gap=NEAR_GAP,
        nodes=ANY_NODES,
        stop=stop,
        settings=FIRST,
    )


def _moving(near: Near, plan: Plan) -> Arrays:
    """The table in which measures of the plan are free, and others stay out where the relaxation agrees."""
    arrays, point, agreed = _agreed(near, plan, CLOSE)
    free = {m.id for m in plan.measures} | _undecided_measures(near, arrays, agreed)
    return _kept(near, arrays, point, agreed, free)


def _undecided(near: Near, plan: Plan) -> Arrays:
    """The table in which all is kept that the relaxation decides wholly, and as this plan does."""
    arrays, point, agreed = _agreed(near, plan, WHOLE)
    return _kept(near, arrays, point, agreed, ())


def _kept(
    near: Near, arrays: Arrays, point: Floats, agreed: NDArray[np.bool_], free: Collection[str]
) -> Arrays:
    """The choices that are agreed made, but for those of free measures and what follows from open starts."""
    names = near.model.names
    undecided = _undecided_measures(near, arrays, agreed).union(free)
    kept = agreed.copy()
    for c in np.flatnonzero(agreed):
        kept[c] = not follows(names[c], undecided) and not (names[c][0] == "by" and names[c][1] in free)
    return replace(
        arrays, lower=np.where(kept, point, arrays.lower), upper=np.where(kept, point, arrays.upper)
    )


def _agreed(near: Near, plan: Plan, tolerance: float) -> tuple[Arrays, Floats, NDArray[np.bool_]]:
    """The table, the plan's point in it, and which choices the relaxation makes as the plan does."""
    arrays = loosened(near.model, near.model.arrays())
    point = starting_point(near.able, near.model, plan)
    # The point says nothing of what is not a choice, and nothing is never near.
    return arrays, point, np.abs(near.linear.values - point) <= tolerance


def _undecided_measures(near: Near, arrays: Arrays, agreed: NDArray[np.bool_]) -> set[str]:
    """The measures about whose start the relaxation and the plan differ."""
    names = near.model.names
    return {names[c][1] for c in np.flatnonzero(arrays.integer.astype(bool) & ~agreed) if names[c][0] == "by"}
