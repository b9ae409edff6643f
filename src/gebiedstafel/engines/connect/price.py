"""What forcing a measure in would cost: the best plan that has it beside the plan that has not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import inf

from .answer import relative_gap
from .first_plan import unproven
from .nearby import made_ready
from .order import arrange
from .plan import Infeasible, Plan, Progress
from .problem import Problem
from .putting_in import put_in
from .solver import contradiction, solve


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure of both plans that starts in another year."""

    measure: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Price:
    """The best plan found with a measure in it, beside the plan without.

    `lost` is what the one weighted sum loses (points; below zero where the forced plan turned out
    better), `band` how far off that can be, from the gaps of both plans: a loss within the band is a
    `tie`. `coverage` is per challenge the change in the share of its need that is met.
    """

    measure: str
    start: int
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    moved: tuple[Moved, ...]
    lost: float
    share: float
    band: float
    coverage: Mapping[str, float]
    plan: Plan

    @property
    def is_tie(self) -> bool:
        """Whether the two plans are equally good as far as anyone can tell."""
        return self.lost <= self.band


def price(
    problem: Problem,
    plan: Plan,
    measure: str,
    *,
    gap: float = 0.005,
    nodes: int | None = None,
    stop: Callable[[Progress], bool] | None = None,
) -> Price | Infeasible:
    """Solve again with the measure forced in; `Infeasible` where no plan has it, or none was found.

    The search begins at the plan with the measure put into it. Unless the table forced the measure out, no
    plan that has it is worth more than the plan's own bound: within the gap of that the search ends.
    """
    choices = problem.choices
    wanted = replace(
        choices, forced_in=choices.forced_in | {measure}, forced_out=choices.forced_out - {measure}
    )
    forced = replace(problem, choices=wanted)
    most = inf if measure in choices.forced_out else plan.bound
    near = None if contradiction(forced) else made_ready(arrange(forced))
    start = put_in(near, plan, measure, gap=gap, most=most, stop=unproven(stop)) if near else None
    if start is not None and relative_gap(start.objective, most) <= gap:
        return compared(plan, _bounded(start, most), measure)
    found = solve(
        forced,
        gap=gap,
        nodes=nodes,
        stop=stop,
        start=start,
        reasons=False,
        quick=False,
        look=False,
        relaxed=near.linear.relaxed if near else None,
    )
    if isinstance(found, Infeasible):
        return found
    return compared(plan, _bounded(found, most), measure)


def _bounded(plan: Plan, bound: float) -> Plan:
    """The plan with a bound that it is known to have too."""
    least = max(min(plan.bound, bound), plan.objective)
    return replace(plan, bound=least, gap=relative_gap(plan.objective, least))


def compared(before: Plan, after: Plan, measure: str) -> Price:
    """What changes from one plan to the other, in which the measure is forced in."""
    was, now = ({m.id: m.start for m in plan.measures} for plan in (before, after))
    lost = before.objective - after.objective
    return Price(
        measure=measure,
        start=now[measure],
        entering=tuple(sorted(now.keys() - was.keys() - {measure})),
        leaving=tuple(sorted(was.keys() - now.keys())),
        moved=tuple(Moved(m, was[m], now[m]) for m in sorted(was.keys() & now.keys()) if was[m] != now[m]),
        lost=lost,
        share=lost / max(abs(before.objective), 1e-9),
        band=(before.bound - before.objective) + (after.bound - after.objective),
        coverage={
            challenge: after.coverage[challenge] - covered for challenge, covered in before.coverage.items()
        },
        plan=after,
    )
