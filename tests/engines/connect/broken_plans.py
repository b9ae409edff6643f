"""Plans with one fault seeded each, for the verifier to catch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gebiedstafel.engines.connect import Plan
from gebiedstafel.engines.connect.plan import HourShare, Payment, PlannedMeasure, Saving
from gebiedstafel.engines.connect.problem import CostType, Problem

Breaker = Callable[[Problem, Plan], Plan | None]


def _with_first(plan: Plan, change: Callable[[PlannedMeasure], PlannedMeasure | None]) -> Plan | None:
    for n, m in enumerate(plan.measures):
        changed = change(m)
        if changed is not None:
            return replace(plan, measures=(*plan.measures[:n], changed, *plan.measures[n + 1 :]))
    return None


def _first_payment(m: PlannedMeasure, **changes: object) -> PlannedMeasure | None:
    if not m.payments:
        return None
    return replace(m, payments=(replace(m.payments[0], **changes), *m.payments[1:]))


def _dearer(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(
        plan, lambda m: (m.payments and _first_payment(m, cents=m.payments[0].cents + 1)) or None
    )


def _unpaid(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(plan, lambda m: replace(m, payments=m.payments[1:]) if m.payments else None)


def _other_year(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(plan, lambda m: _first_payment(m, year=problem.years[-1] + 1))


def _other_kind(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(plan, lambda m: _first_payment(m, cost_type=CostType.PROCESS))


def _strange_flow(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(plan, lambda m: _first_payment(m, flow="nowhere"))


def _strange_measure(problem: Problem, plan: Plan) -> Plan | None:
    return replace(plan, measures=(*plan.measures, PlannedMeasure("nowhere", problem.years[0], "p0")))


def _twice(problem: Problem, plan: Plan) -> Plan | None:
    return replace(plan, measures=(*plan.measures, plan.measures[0])) if plan.measures else None


def _too_early(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(plan, lambda m: replace(m, start=problem.years[0] - 1))


def _strange_lead(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(plan, lambda m: replace(m, lead="nobody"))


def _extra_hours(problem: Problem, plan: Plan) -> Plan | None:
    year = problem.years[0]
    share = HourShare("p0", "a", year, 1)
    return _with_first(plan, lambda m: replace(m, hours=(*m.hours, share)))


def _no_hours(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(plan, lambda m: replace(m, hours=m.hours[1:]) if m.hours else None)


def _made_up_saving(problem: Problem, plan: Plan) -> Plan | None:
    return _with_first(
        plan,
        lambda m: replace(m, savings=(*m.savings, Saving("b0", CostType.INVESTMENT, m.start, 100))),
    )


def _nothing_paid(problem: Problem, plan: Plan) -> Plan | None:
    kind = CostType.INVESTMENT
    return _with_first(
        plan,
        lambda m: replace(m, payments=(*m.payments, Payment("f0", kind, m.start, -5))),
    )


def _better_score(problem: Problem, plan: Plan) -> Plan | None:
    return replace(plan, objective=plan.objective + 1, bound=plan.bound + 1)


def _low_bound(problem: Problem, plan: Plan) -> Plan | None:
    return replace(plan, bound=plan.objective - 1)


def _more_coverage(problem: Problem, plan: Plan) -> Plan | None:
    return replace(plan, coverage={name: share + 0.01 for name, share in plan.coverage.items()})


def _more_left(problem: Problem, plan: Plan) -> Plan | None:
    return replace(plan, unused=plan.unused[1:]) if plan.unused else None


def _dropped(problem: Problem, plan: Plan) -> Plan | None:
    return replace(plan, measures=plan.measures[1:]) if plan.measures else None


BREAKERS: dict[str, Breaker] = {
    "a cent too much": _dearer,
    "a payment left out": _unpaid,
    "a payment past the horizon": _other_year,
    "another cost type": _other_kind,
    "money from nowhere": _strange_flow,
    "a measure from nowhere": _strange_measure,
    "a measure twice": _twice,
    "a start before its window": _too_early,
    "a lead that did not offer": _strange_lead,
    "an hour nobody asked": _extra_hours,
    "hours left out": _no_hours,
    "a saving made up": _made_up_saving,
    "a negative payment": _nothing_paid,
    "a better score": _better_score,
    "a bound too low": _low_bound,
    "more coverage": _more_coverage,
    "unused money hidden": _more_left,
    "a measure left out": _dropped,
}
