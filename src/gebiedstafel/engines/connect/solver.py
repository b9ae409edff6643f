"""From a problem to a plan: model, solve, whole cents, whole hours, and a check on the own work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from .allotment import allot_hours
from .appraisal import appraise
from .check import CONTRADICTIONS, check
from .conditions import conditions_to_check
from .conflict import find_conflict
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
    Status,
)
from .possible import Possible, possibilities
from .problem import Problem
from .reasons import reasons_for_rest
from .rounding import CannotRound, whole_cents
from .verify import verify

ATTEMPTS = 25
PROVEN = 1e-6


class SelfCheckFailed(RuntimeError):
    """The engine's own plan broke a rule: a crash, never an answer."""


def solve(
    problem: Problem,
    *,
    gap: float = 0.005,
    nodes: int | None = None,
    stop: Callable[[Progress], bool] | None = None,
) -> Plan | Infeasible:
    """The best plan within `gap` of what no plan can exceed, or why the forced choices clash.

    The answer depends on the problem alone, unless `stop` ends it early: then its status says so.
    """
    errors = tuple(issue for issue in check(problem) if issue.severity is Severity.ERROR)
    if any(issue.code not in CONTRADICTIONS for issue in errors):
        raise InvalidProblem(errors)
    able = possibilities(problem)
    if errors:
        return _contradiction(errors[0])
    model = formulate(able)
    arrays = model.arrays()
    outcome = _solve_exactly(model, arrays, gap, nodes, stop)
    if outcome.values is None:
        return find_conflict(able, model) if outcome.infeasible else Infeasible((), (), Status.STOPPED)
    values = outcome.values
    measures = _planned(able, model, values)
    plan = _plan(able, model, measures, outcome)
    broken = verify(problem, plan)
    if broken:
        raise SelfCheckFailed("; ".join(f"{v.path}: {v.code} {dict(v.facts)}" for v in broken))
    return plan


def _contradiction(issue: Issue) -> Infeasible:
    """Choices that clash by themselves, before any money is counted."""
    measures = {issue.facts[key] for key in ("measure", "other") if key in issue.facts}
    return Infeasible(tuple(sorted(str(m) for m in measures)), (Reason(issue.code, issue.facts),))


def _solve_exactly(
    model: Model,
    arrays: Arrays,
    gap: float,
    nodes: int | None,
    stop: Callable[[Progress], bool] | None,
) -> Outcome:
    """A point whose payments hold at tight tolerance once its yes-or-no choices are fixed.

    A choice that only holds by the solver's tolerance, or only in parts of a cent, is left out and
    the search goes on.
    """
    for _ in range(ATTEMPTS):
        outcome = run(loosened(model, arrays), gap=gap, nodes=nodes, stop=stop)
        if outcome.infeasible:
            outcome = run(arrays, gap=gap, nodes=nodes, stop=stop)
        if outcome.values is None:
            return outcome
        polished = run(fix_whole(arrays, outcome.values), exact=True)
        if polished.values is not None and _payable(model, polished.values):
            return replace(outcome, values=polished.values)
        arrays = without_point(arrays, outcome.values)
    raise SelfCheckFailed("no choice held at tight tolerance")


def _payable(model: Model, values: Floats) -> bool:
    """Whether the payments can be made in whole cents."""
    try:
        whole_cents(model, values)
    except CannotRound:
        return False
    return True


def _planned(able: Possible, model: Model, values: Floats) -> tuple[PlannedMeasure, ...]:
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


def _plan(able: Possible, model: Model, measures: tuple[PlannedMeasure, ...], outcome: Outcome) -> Plan:
    worth = appraise(able, measures)
    objective = worth.objective
    bound = max(outcome.bound, objective) if np.isfinite(outcome.bound) else float("inf")
    distance = (bound - objective) / max(abs(objective), 1e-9) if bound > objective else 0.0
    status = Status.OPTIMAL if bound - objective <= PROVEN * max(1.0, abs(objective)) else Status.WITHIN_GAP
    if outcome.stopped and status is not Status.OPTIMAL:
        status = Status.STOPPED
    return Plan(
        status=status,
        objective=objective,
        terms=worth.terms,
        weights=able.problem.weights,
        bound=bound,
        gap=distance,
        coverage=worth.coverage,
        points=worth.points,
        statements=worth.statements,
        measures=measures,
        unused=worth.unused,
        not_chosen=reasons_for_rest(able, model, measures),
        to_check=conditions_to_check(able, measures),
        resident_shortfall=worth.resident_shortfall,
        nodes=outcome.nodes,
    )
