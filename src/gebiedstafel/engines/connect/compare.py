"""What connecting brings: the same table connected, in silos, and as a spreadsheet would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from .answer import relative_gap
from .greedy import greedy
from .plan import Infeasible, Plan, Progress, Status
from .possible import open_flow
from .problem import Problem
from .silo import in_silos
from .solver import contradiction, solve


@dataclass(frozen=True, slots=True)
class Way:
    """One way of arranging the table: its plan, the share of weighed need it covers, the cents it pays."""

    plan: Plan
    need_covered: float
    money_used: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Three plans of one table, each keeping every rule; None where what is forced in does not fit that way.

    `bound` and `gap` of each say how far it is from what no plan of the table can exceed. `money` is what
    the flows of the base plan hold over the horizon, in cents.
    """

    connected: Way
    silo: Way | None
    greedy: Way | None
    money: int


def compare(
    problem: Problem,
    *,
    gap: float = 0.005,
    nodes: int | None = None,
    stop: Callable[[Progress], bool] | None = None,
    connected: Plan | None = None,
) -> Comparison | Infeasible:
    """The three plans. The connected one is never worth less than the others: it starts from the best.

    A known connected plan is taken as it is when neither of the others is worth more.
    """
    clash = contradiction(problem)
    if clash is not None:
        return clash
    spreadsheet = greedy(problem)
    silo = _in_silos(problem, gap, nodes, stop)
    others = [plan for plan in (silo, spreadsheet) if plan is not None]
    start = max(others, key=lambda plan: plan.objective, default=None)
    if connected is None or (start is not None and start.objective > connected.objective):
        found = solve(problem, gap=gap, nodes=nodes, stop=stop, start=start)
        if isinstance(found, Infeasible):
            return found
        connected = found
    return Comparison(
        connected=way(problem, connected),
        silo=_beside(problem, silo, connected.bound),
        greedy=_beside(problem, spreadsheet, connected.bound),
        money=sum(sum(f.budget.values()) for f in problem.flows if not open_flow(problem, f)),
    )


def _in_silos(
    problem: Problem, gap: float, nodes: int | None, stop: Callable[[Progress], bool] | None
) -> Plan | None:
    apart = in_silos(problem)
    found = solve(apart, gap=gap, nodes=nodes, stop=stop, start=greedy(apart), reasons=False)
    return None if isinstance(found, Infeasible) else found


def _beside(problem: Problem, plan: Plan | None, bound: float) -> Way | None:
    """A plan beside what no plan of the whole table can exceed."""
    if plan is None:
        return None
    gap = relative_gap(plan.objective, bound)
    return way(problem, replace(plan, bound=bound, gap=gap, status=Status.WITHIN_GAP, not_chosen=()))


def way(problem: Problem, plan: Plan) -> Way:
    """A plan with its two figures."""
    paid = sum(p.cents for m in plan.measures for p in m.payments)
    return Way(plan, need_covered(problem, plan), paid)


def need_covered(problem: Problem, plan: Plan) -> float:
    """The share of all need that is met, each challenge weighed as in the objective; from 0 to 1."""
    weigh = {o.id: o.urgency * (1 + o.resident_priority) * o.need for o in problem.challenges}
    whole = sum(weigh.values(), Fraction(0))
    met = sum(float(weight) * plan.coverage[o] for o, weight in weigh.items())
    return met / float(whole) if whole else 0.0
