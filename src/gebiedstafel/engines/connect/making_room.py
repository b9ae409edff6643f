"""What lets a measure outside a plan in: which measures of the plan then leave it their money or hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .plan import Plan, PlannedMeasure

MOST_MAKERS = 3


@dataclass(frozen=True, slots=True)
class Room:
    """How a measure outside the plan came in.

    Of the `entered` scenarios that chose it, at least one of `makers` had dropped out in `times`: measures of
    the plan that ask the same money or, where none does, hours of the same party. They are named from what
    accounts for most, at most `MOST_MAKERS`; in the other scenarios it came in without them.
    """

    measure: str
    entered: int
    times: int
    makers: tuple[str, ...]


def room_made(plan: Plan, found: Plan) -> dict[str, tuple[str, ...]]:
    """Per measure that `found` has and the plan has not: what dropped out that asks the same means."""
    staying = {m.id for m in found.measures}
    planned = {m.id for m in plan.measures}
    gone = [m for m in plan.measures if m.id not in staying]
    return {m.id: _makers(m, gone) for m in found.measures if m.id not in planned}


def _makers(measure: PlannedMeasure, gone: Sequence[PlannedMeasure]) -> tuple[str, ...]:
    flows, parties = _flows(measure), _parties(measure)
    by_money = tuple(m.id for m in gone if _flows(m) & flows)
    return by_money or tuple(m.id for m in gone if _parties(m) & parties)


def _flows(measure: PlannedMeasure) -> set[str]:
    return {payment.flow for payment in measure.payments}


def _parties(measure: PlannedMeasure) -> set[str]:
    return {given.party for given in measure.hours}


def room_of(measure: str, scenarios: Sequence[Mapping[str, Sequence[str]]]) -> Room:
    """What let a measure in, from the room made in each scenario; what accounts for most comes first."""
    entering = [set(room[measure]) for room in scenarios if measure in room]
    left = [makers for makers in entering if makers]
    named: list[str] = []
    while left and len(named) < MOST_MAKERS:
        counts = {m: sum(m in makers for makers in left) for m in sorted(set().union(*left))}
        best = max(counts, key=lambda m: counts[m])
        if named and counts[best] < 2:
            break
        named.append(best)
        left = [makers for makers in left if best not in makers]
    times = sum(bool(makers & set(named)) for makers in entering)
    return Room(measure, len(entering), times, tuple(named))
