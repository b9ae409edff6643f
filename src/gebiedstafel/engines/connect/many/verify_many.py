"""An independent check of plans of many tables: each table by itself, and the shared money to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ..plan import Plan, Violation
from ..problem import Certainty, MoneyFlow, Problem
from ..verify import verify
from ..verify_money import check_budgets
from .result import ManyPlans, SharedUse
from .tables import ManyTables

CLOSE = 1e-6


def verify_many(many: ManyTables, plans: ManyPlans) -> list[Violation]:
    """Every rule the plans break; empty when they keep them all."""
    missing = sorted({t.id for t in many.tables} ^ set(plans.tables))
    if missing:
        return [Violation("unknown_table", f"tables/{t}", {"table": t}) for t in missing]
    keys = {(f.id, f.holder) for table in many.tables for f in table.flows}
    spenders = {key: [t for t in many.tables if _open(t, key)] for key in keys}
    shared = {key: tables for key, tables in sorted(spenders.items()) if len(tables) > 1}
    found = list(_tables(many, plans, frozenset(shared)))
    worth = sum((Fraction(plan.objective) for plan in plans.tables.values()), Fraction(0))
    for key, tables in shared.items():
        flow = next(f for f in tables[0].flows if (f.id, f.holder) == key)
        whole = _merged(tables, plans, flow.id)
        frame = replace(tables[0], flows=(flow,))
        found += check_budgets(frame, whole)
        lapsed = _lapse(frame, flow, whole)
        worth -= tables[0].weights.lapse * lapsed / 10_000_000
        told = next((use for use in plans.shared if (use.flow, use.holder) == key), None)
        if told is None or not _told_as_spent(told, flow, tables, plans, lapsed):
            found.append(Violation("shared_differs", f"shared/{flow.id}", {"flow": flow.id}))
    for use in plans.shared:
        if (use.flow, use.holder) not in shared:
            found.append(Violation("shared_differs", f"shared/{use.flow}", {"flow": use.flow}))
    # Asked this way round, so that an objective that is no number is told too.
    if not abs(float(worth) - plans.objective) <= CLOSE * max(1.0, abs(float(worth))):
        found.append(Violation("objective_differs", "objective", {}))
    if not plans.bound >= plans.objective - CLOSE * max(1.0, abs(plans.objective)):
        found.append(Violation("bound_below_plan", "bound", {}))
    return found


def _told_as_spent(
    use: SharedUse, flow: MoneyFlow, tables: list[Problem], plans: ManyPlans, lapsed: Fraction
) -> bool:
    """Whether the answer says of this money what the plans spend of it, to the cent."""
    spent = {(t, y): cents for t, years in use.spent.items() for y, cents in years.items() if cents}
    paid = {(t.id, y): cents for t in tables for y, cents in _spent(flow, plans.tables[t.id]).items()}
    held = {year: cents for year, cents in use.budget.items() if cents}
    years = tables[0].years
    return (
        spent == paid
        and held == {year: cents for year, cents in flow.budget.items() if cents and year in years}
        and use.lapses == int(lapsed)
    )


def _tables(many: ManyTables, plans: ManyPlans, shared: frozenset[tuple[str, str]]) -> Iterator[Violation]:
    """Each table's own rules, with of the shared money just what it spends."""
    for table in many.tables:
        plan = plans.tables[table.id]
        flows = tuple(_as_spent(f, plan) if (f.id, f.holder) in shared else f for f in table.flows)
        for broken in verify(replace(table, flows=flows), plan):
            yield replace(broken, path=f"{table.id}/{broken.path}")


def _as_spent(flow: MoneyFlow, plan: Plan) -> MoneyFlow:
    return replace(flow, budget=_spent(flow, plan), carry_forward=Fraction(0), carry_backward=False)


def _spent(flow: MoneyFlow, plan: Plan) -> dict[int, int]:
    """Cents a year that a plan takes from the flow."""
    spent: dict[int, int] = {}
    for m in plan.measures:
        for p in m.payments:
            if p.flow == flow.id:
                spent[p.year] = spent.get(p.year, 0) + p.cents
    return spent


def _merged(tables: list[Problem], plans: ManyPlans, flow: str) -> Plan:
    """One plan with the measures of all these tables, as far as this flow pays them."""
    measures = [
        replace(m, payments=tuple(p for p in m.payments if p.flow == flow))
        for table in tables
        for m in plans.tables[table.id].measures
    ]
    return replace(plans.tables[tables[0].id], measures=tuple(measures))


def _open(table: Problem, key: tuple[str, str]) -> bool:
    """Whether the base plan of this table may spend the flow."""
    seated = {p.id for p in table.parties if p.at_table}
    return any(
        (f.id, f.holder) == key
        and f.in_engine
        and f.certainty in (Certainty.FIRM, Certainty.LIKELY)
        and (not f.needs_at_table or f.needs_at_table in seated)
        for f in table.flows
    )


def _lapse(frame: Problem, flow: MoneyFlow, plan: Plan) -> Fraction:
    """Cents that no later year may use."""
    lost = kept = owed = Fraction(0)
    for year in sorted(frame.years):
        spent = sum(p.cents for m in plan.measures for p in m.payments if p.year == year)
        left = flow.budget.get(year, 0) + kept - owed - spent
        owed, left = max(-left, Fraction(0)), max(left, Fraction(0))
        late = flow.spend_by is not None and flow.spend_by < date(year + 1, 12, 31)
        kept = Fraction(0) if late else left * flow.carry_forward
        lost += left - kept
    return lost
