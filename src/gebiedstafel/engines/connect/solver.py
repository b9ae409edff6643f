"""From a problem to a plan: model, solve, whole cents, whole hours, and a check on the own work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from .allotment import allot_hours
from .answer import SelfCheckFailed, answer
from .appraisal import appraise
from .check import CONTRADICTIONS, check
from .conflict import find_conflict, too_short
from .first_plan import Beginning, beginning
from .formulation import formulate
from .highs import Outcome, fix_whole, run, without_point
from .loosening import loosened
from .model import Arrays, Floats, Model, Name
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
from .rounding import CannotRound, whole_cents
from .verify import verify

ATTEMPTS = 25


def solve(
    problem: Problem,
    *,
    gap: float = 0.005,
    nodes: int | None = None,
    stop: Callable[[Progress], bool] | None = None,
    start: Plan | None = None,
    reasons: bool = True,
) -> Plan | Infeasible:
    """The best plan within `gap` of what no plan can exceed, or why the forced choices clash.

    The answer depends on the problem and the plan to start from alone, unless `stop` ends it early: then
    its status says so. A `start` of the same or a like table makes it quicker; where that keeps every rule
    here, the answer is never worth less. Without `reasons` nothing is said of what is not chosen.
    """
    clash = contradiction(problem)
    if clash is not None:
        return clash
    able = possibilities(problem)
    model = formulate(able)
    arrays = model.arrays()
    known = _known(problem, able, start) if start else None
    begin = beginning(able, model, loosened(model, arrays), known, gap, stop)
    outcome = _solve_exactly(model, arrays, gap, nodes, stop, begin)
    if outcome.infeasible:
        return find_conflict(able, model)
    found = None if outcome.values is None else read_off(able, model, outcome.values)
    measures = _better(able, found, known)
    if measures is None:
        return too_short(problem, outcome.nodes)
    plan = answer(
        able,
        measures,
        bound=outcome.bound,
        stopped=outcome.stopped,
        nodes=outcome.nodes,
        not_chosen=reasons_for_rest(able, model, measures) if reasons else (),
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
    stop: Callable[[Progress], bool] | None,
    begin: Beginning,
) -> Outcome:
    """A point whose payments hold at tight tolerance once its yes-or-no choices are fixed.

    A choice that only holds by the solver's tolerance, or only in parts of a cent, is left out and
    the search goes on.
    """
    for _ in range(ATTEMPTS):
        search = partial(run, gap=gap, nodes=nodes, stop=stop, start=begin.point, settings=begin.settings)
        outcome = search(loosened(model, arrays))
        if outcome.infeasible:
            outcome = search(arrays)
        if outcome.infeasible:
            outcome = search(arrays, presolve=False)
        if outcome.values is None:
            return outcome
        polished = run(fix_whole(arrays, outcome.values), exact=True)
        if polished.values is not None and payable(model, polished.values):
            return replace(outcome, values=polished.values)
        arrays = without_point(arrays, outcome.values)
    raise SelfCheckFailed("no choice held at tight tolerance")


def payable(model: Model, values: Floats) -> bool:
    """Whether the payments can be made in whole cents."""
    try:
        whole_cents(model, values)
    except CannotRound:
        return False
    return True


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
