"""The least of a lever with which a plan still holds: no euro, hour, day, percent or part more than it uses.

The plan stays as it is, with its payments and hours, and is checked by the verifier's own rules. What
is left of the lever is least one by one: of no amount can one step be taken off alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce

from .levers import STEPS, Lever, LeverKind, rule_value, together, with_lever
from .plan import Plan
from .problem import Problem
from .verify import keeps_rules
from .verify_money import check_budgets

EURO = 100
"""Cents in the step by which money is trimmed; hours go by one, days that the engine counts by one."""
UPWARDS = frozenset({"max_share", "max_application", "carry_forward"})
"""Rules that are eased by a larger number; of the others a smaller one asks less."""
DAYS_COUNTED = ("spend_by", "available_from")
"""Dates that are weighed by the day; of the others only the year counts, and a year is what they move."""


def trimmed(problem: Problem, lever: Lever, plan: Plan) -> Lever | None:
    """The lever with no more than the plan uses; None where the plan holds without it.

    The plan is one of the table with the whole lever, and is one of the table with what is left of it.
    """
    if keeps_rules(problem, plan):
        return None
    if lever.parts:
        return _parts_used(problem, lever, plan)
    return _LEAST.get(lever.kind, _as_it_is)(problem, lever, plan)


def _as_it_is(_: Problem, lever: Lever, __: Plan) -> Lever:
    """A chair, a promise or a rule is there or it is not."""
    return lever


def _parts_used(problem: Problem, lever: Lever, plan: Plan) -> Lever:
    """Each part trimmed beside the others, the dearest first; parts that nothing needs fall away."""
    kept = {part.id: part for part in lever.parts}
    for name in sorted(kept, key=lambda name: (-kept[name].total_cents, -kept[name].total_hours, name)):
        rest = {other: part for other, part in kept.items() if other != name}
        left = trimmed(reduce(with_lever, rest.values(), problem), kept[name], plan)
        kept = rest if left is None else {**rest, name: left}
    return together(kept.values())


def _least_money(problem: Problem, lever: Lever, plan: Plan) -> Lever:
    """What the plan spends above the budget without the lever, by the rules on what is kept for later."""

    def fits(cents: Mapping[int, int]) -> bool:
        after = with_lever(problem, replace(lever, cents=tuple(cents.items())))
        changed = tuple(
            f for f in after.flows if f.id == lever.flow or all(f.id != g.id for g in problem.flows)
        )
        return not check_budgets(replace(after, flows=changed), plan)

    return replace(lever, cents=_least_of_each(lever.cents, fits, EURO))


def _least_of_each(
    amounts: tuple[tuple[int, int], ...], fits: Callable[[Mapping[int, int]], bool], step: int
) -> tuple[tuple[int, int], ...]:
    """The least of each year while the later ones are whole: what comes too early may lapse."""
    left = dict(amounts)
    for year in sorted(left):
        most = left[year]

        def enough(steps: int, year: int = year, most: int = most) -> bool:
            return fits(left | {year: min(steps * step, most)})

        left[year] = min(least(-(-most // step), enough) * step, most)
    return tuple((year, amount) for year, amount in left.items() if amount)


def _least_hours(problem: Problem, lever: Lever, plan: Plan) -> Lever:
    """What the plan asks of the party in this skill above what it offered."""
    offered = [o for p in problem.parties if p.id == lever.party for o in p.offers if o.skill == lever.skill]
    shares = [share for m in plan.measures for share in m.hours]
    mine = [share for share in shares if (share.party, share.skill) == (lever.party, lever.skill)]
    left = {
        year: sum(share.hours for share in mine if share.year == year)
        - sum(offer.hours.get(year, 0) for offer in offered)
        for year, _ in lever.hours
    }
    return replace(lever, hours=tuple((year, hours) for year, hours in left.items() if hours > 0))


def _nearest_day(problem: Problem, lever: Lever, plan: Plan) -> Lever:
    """The day nearest to the one there is."""
    old: date | None = next(getattr(f, lever.rule) for f in problem.flows if f.id == lever.flow)
    if lever.rule not in DAYS_COUNTED or old is None or lever.by is None:
        return lever
    way = 1 if lever.by > old else -1

    def moved(days: int) -> Lever:
        return replace(lever, by=old + timedelta(way * days))

    far = abs((lever.by - old).days)
    return moved(least(far, lambda days: keeps_rules(with_lever(problem, moved(days)), plan)))


def _least_easing(problem: Problem, lever: Lever, plan: Plan) -> Lever:
    """The rule as near to what it is as the plan allows; lifted where nothing less will do."""
    flow = next(f for f in problem.flows if f.id == lever.flow)
    old, step = rule_value(flow, lever.rule), STEPS.get(lever.rule)
    if old is None or step is None or lever.to is not None:
        return lever
    up = lever.rule in UPWARDS
    whole = old // step if up else -(-old // step)
    paid = sum(p.cents for m in plan.measures for p in m.payments if p.flow == flow.id)
    end = Fraction(-(-paid // step)) if lever.rule == "max_application" else 1 / step if up else Fraction(0)
    far = max(int(abs(end - whole)), 1)

    def moved(steps: int) -> Lever:
        return replace(lever, to=max((whole + (steps if up else -steps)) * step, Fraction(0)))

    nearest = moved(least(far, lambda steps: keeps_rules(with_lever(problem, moved(steps)), plan)))
    lifted = nearest.to == (1 if up else 0) and lever.rule != "max_application"
    return lever if lifted or not keeps_rules(with_lever(problem, nearest), plan) else nearest


_LEAST: Mapping[LeverKind, Callable[[Problem, Lever, Plan], Lever]] = {
    LeverKind.MORE_MONEY: _least_money,
    LeverKind.NEW_MONEY: _least_money,
    LeverKind.MORE_HOURS: _least_hours,
    LeverKind.LATER_DATE: _nearest_day,
    LeverKind.RULE_RELAXED: _least_easing,
}


def least(most: int, enough: Callable[[int], bool]) -> int:
    """The least number from 0 that is enough, where `most` is and more is never worse."""
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high
