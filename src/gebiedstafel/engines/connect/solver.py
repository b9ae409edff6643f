"""From a problem to a plan: model, solve, whole cents, whole hours, and a check on the own work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import inf

from .allotment import allot_hours
from .answer import SelfCheckFailed, answer, relative_gap
from .appraisal import appraise
from .check import CONTRADICTIONS, check
from .conflict import find_conflict, too_short
from .first_plan import Beginning, beginning
from .formulation import formulate
from .greedy import greedy_of
from .highs import PROVING, Outcome, Relaxation, run, without_point
from .loosening import loosened
from .model import Arrays, Floats, Model, Name
from .narrowing import narrowed
from .plan import (
    Infeasible,
    InvalidProblem,
    Issue,
    Payment,
    Plan,
    PlannedMeasure,
    Progress,
    Reason,
    Saving,
    Severity,
)
from .possible import Possible, possibilities
from .problem import Problem
from .reasons import reasons_for_rest
from .rounding import held, whole_cents
from .stopping import Stopping
from .verify import verify

ATTEMPTS = 25
WITHIN = 0.9999
"""A search above a plan leaves this part of the gap to it: the rest is for rounding to whole cents."""


def solve(
    problem: Problem,
    *,
    gap: float = 0.005,
    nodes: int | None = None,
    stop: Callable[[Progress], bool] | None = None,
    start: Plan | None = None,
    reasons: bool = True,
    quick: bool = True,
    look: bool = True,
    relaxed: Relaxation | None = None,
) -> Plan | Infeasible:
    """The best plan within `gap` of what no plan can exceed, or why the forced choices clash.

    The answer depends on the problem and the plan to start from alone, unless `stop` ends it early: then
    its status says so. A `start` of the same or a like table makes it quicker; where that keeps every rule
    here, the answer is never worth less. Without `reasons` nothing is said of what is not chosen; without
    `look` no first plan is sought beside such a start, which was sought with care already. `relaxed` is the
    linear relaxation of this very table, where somebody has it.

    A search that ends before it has a plan gives the one of a spreadsheet (`greedy`): without forced
    choices there always is one. Not so without `quick`: then it says that there is none yet.
    """
    clash = contradiction(problem)
    if clash is not None:
        return clash
    able = possibilities(problem)
    model = formulate(able)
    arrays = model.arrays()
    known = _known(problem, able, start) if start else None
    ends = Stopping(stop)
    begin = beginning(able, model, arrays, known, gap, ends if stop else None, look, relaxed)
    outcome = _solve_exactly(model, arrays, gap, nodes, ends if stop else None, begin)
    if outcome.infeasible:
        return find_conflict(able, model, ends)
    found = None if outcome.values is None else read_off(able, model, outcome.values)
    if quick and outcome.stopped and begin.worth is None and known is None:
        known = greedy_of(able)
    measures = _better(able, found, known)
    if measures is None:
        return too_short(problem, outcome.nodes)
    plan = answer(
        able,
        measures,
        bound=outcome.bound,
        stopped=outcome.stopped,
        nodes=outcome.nodes,
        not_chosen=reasons_for_rest(able, model, measures, ends.now) if reasons else (),
    )
    broken = verify(problem, plan)
    if broken:
        raise SelfCheckFailed("; ".join(f"{v.path}: {v.code} {dict(v.facts)}" for v in broken))
    return plan


def _known(problem: Problem, able: Possible, start: Plan) -> Plan | None:
    """A plan, perhaps of another table, as a plan of this one; None when it breaks a rule here."""
    ids = {m.id for m in problem.measures}
    flows = {f.id for f in able.flows}
    if any(m.id not in ids or any(p.flow not in flows for p in m.payments) for m in start.measures):
        return None
    here = answer(able, start.measures)
    return None if verify(problem, here) else here


def _better(
    able: Possible, found: tuple[PlannedMeasure, ...] | None, known: Plan | None
) -> tuple[PlannedMeasure, ...] | None:
    """What was found, or where the search began if that is worth more."""
    if known is None or (found is not None and known.objective <= appraise(able, found).objective):
        return found
    return known.measures


def contradiction(problem: Problem) -> Infeasible | None:
    """Choices that clash by themselves, before any money is counted. Other faults raise `InvalidProblem`."""
    errors = tuple(issue for issue in check(problem) if issue.severity is Severity.ERROR)
    if any(issue.code not in CONTRADICTIONS for issue in errors):
        raise InvalidProblem(errors)
    return _clash(errors[0]) if errors else None


def _clash(issue: Issue) -> Infeasible:
    measures = {issue.facts[key] for key in ("measure", "other") if key in issue.facts}
    return Infeasible(tuple(sorted(str(m) for m in measures)), (Reason(issue.code, issue.facts),))


def _solve_exactly(
    model: Model,
    arrays: Arrays,
    gap: float,
    nodes: int | None,
    stop: Stopping | None,
    begin: Beginning,
) -> Outcome:
    """A point whose payments hold at tight tolerance once its yes-or-no choices are fixed.

    A choice that only holds by the solver's tolerance, or only in parts of a cent, is left out and
    the search goes on. Without values where it began at a plan and found none that is better.
    """
    search = partial(run, gap=gap, nodes=nodes, stop=stop)
    for _ in range(ATTEMPTS):
        if stop is not None and stop.heard:
            return _as_begun(begin)
        if begin.worth is None:
            outcome = _search(search, model, arrays, begin)
        else:
            outcome = _search_above(search, model, arrays, gap, stop, begin)
        if outcome.values is None or outcome.values is begin.values:
            return outcome
        polished = held(model, arrays, outcome.values)
        if polished is not None:
            return replace(outcome, values=polished.values)
        arrays = without_point(arrays, outcome.values)
    raise SelfCheckFailed("no choice held at tight tolerance")


def _as_begun(begin: Beginning) -> Outcome:
    """What there is where the search was stopped before it began."""
    bound = begin.relaxed.objective if begin.relaxed else inf
    worth = -inf if begin.worth is None else begin.worth
    return Outcome(begin.values, worth, bound, nodes=0, stopped=True)


def _search(search: partial[Outcome], model: Model, arrays: Arrays, begin: Beginning) -> Outcome:
    """The best point, found without knowing any."""
    outcome = search(loosened(model, arrays), start=begin.point)
    if outcome.infeasible:
        outcome = search(arrays, start=begin.point)
    if outcome.infeasible:
        outcome = search(arrays, start=begin.point, presolve=False)
    return outcome


def _search_above(
    search: partial[Outcome],
    model: Model,
    arrays: Arrays,
    gap: float,
    stop: Callable[[Progress], bool] | None,
    begin: Beginning,
) -> Outcome:
    """The best point worth more than the plan where the search began by more than the gap, else that plan."""
    assert begin.worth is not None
    assert begin.relaxed is not None
    above = begin.worth * (1 + gap * WITHIN)
    part = narrowed(model, loosened(model, arrays), begin.relaxed, above)
    listen = stop and _with_what_is_known(stop, begin.worth, above)
    outcome = search(part, stop=listen, settings=PROVING, above=above)
    bound = min(outcome.bound, begin.relaxed.objective)
    if outcome.values is None:
        return replace(outcome, values=begin.values, objective=begin.worth, bound=bound, infeasible=False)
    return replace(outcome, bound=bound)


def _with_what_is_known(
    stop: Callable[[Progress], bool], worth: float, above: float
) -> Callable[[Progress], bool]:
    """The same `stop`, which hears of the plan where the search began and of what that leaves to prove."""

    def told(progress: Progress) -> bool:
        best = max(worth, progress.objective or worth)
        bound = max(progress.bound, above)
        return stop(Progress(progress.nodes, best, bound, relative_gap(best, bound)))

    return told


def read_off(able: Possible, model: Model, values: Floats) -> tuple[PlannedMeasure, ...]:
    """The measures of a solution with their starts, leads, whole hours and whole cents."""
    starts = {
        name[1]: name[2] for c, name in enumerate(model.names) if name[0] == "start" and values[c] > 0.5
    }
    leads = _leads(able, model, values, starts)
    hours = allot_hours(able, starts)
    cents = whole_cents(model, values)
    return tuple(
        PlannedMeasure(
            id=m,
            start=starts[m],
            lead=leads[m],
            hours=hours[m],
            payments=_payments(cents, m),
            savings=_savings(cents, m),
        )
        for m in sorted(starts)
    )


def _leads(able: Possible, model: Model, values: Floats, starts: dict[str, int]) -> dict[str, str]:
    leads = {}
    for m in starts:
        share = {p: values[model.column["lead", m, p]] for p in able.leads[m]}
        leads[m] = max(share, key=lambda p: share[p])
        if share[leads[m]] < 0.999:
            raise SelfCheckFailed(f"lead of {m} is split")
    return leads


def _payments(cents: dict[Name, int], measure: str) -> tuple[Payment, ...]:
    found = [
        Payment(name[1], name[3], name[4], amount)
        for name, amount in cents.items()
        if name[0] == "pay" and name[2] == measure and amount
    ]
    return tuple(sorted(found, key=lambda p: (p.year, p.cost_type, p.flow)))


def _savings(cents: dict[Name, int], measure: str) -> tuple[Saving, ...]:
    found: dict[tuple[int, str, str], Saving] = {}
    for name, amount in cents.items():
        if name[0] == "save" and name[4] == measure and amount:
            found[name[3], name[1], name[5]] = Saving(name[1], name[5], name[3], amount)
    return tuple(found[key] for key in sorted(found))
