"""What forcing a measure in would cost: the best plan that has it beside the plan that has not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .plan import Infeasible, Plan, Progress
from .problem import Problem
from .solver import solve


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
    """Solve again with the measure forced in; `Infeasible` where no plan has it, or none was found."""
    choices = problem.choices
    forced = replace(
        choices, forced_in=choices.forced_in | {measure}, forced_out=choices.forced_out - {measure}
    )
    found = solve(replace(problem, choices=forced), gap=gap, nodes=nodes, stop=stop, start=plan)
    return found if isinstance(found, Infeasible) else compared(plan, found, measure)


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
