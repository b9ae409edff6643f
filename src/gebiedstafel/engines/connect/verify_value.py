"""Verifier, part four: the figures the plan states about itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .plan import Plan, Violation
from .problem import Bundle, Certainty, MoneyFlow, Problem

CLOSE = 1e-6


def check_value(problem: Problem, plan: Plan) -> list[Violation]:
    """Coverage, statements, what is unused and the objective are as the plan says."""
    found = []
    start = {m.id: m.start for m in plan.measures}
    met = {o.id: _met(problem, start, o.id) for o in problem.challenges}
    for o in problem.challenges:
        share = float(min(met[o.id] / o.need, Fraction(1)))
        if abs(plan.coverage.get(o.id, -1.0) - share) > CLOSE:
            found.append(Violation("coverage_differs", f"coverage/{o.id}", {"challenge": o.id}))
    served = _served(problem, start)
    for s, part in served.items():
        if abs(plan.statements.get(s, -1.0) - float(part)) > CLOSE:
            found.append(Violation("statement_differs", f"statements/{s}", {"statement": s}))
    lapsed, unused = _unused(problem, plan)
    stated = {(u.flow, u.year, u.lapses): u.cents for u in plan.unused}
    if stated != unused:
        found.append(Violation("unused_differs", "unused", {}))
    worth = float(_worth(problem, plan, met, served, lapsed))
    if abs(worth - plan.objective) > CLOSE * max(1.0, abs(worth)):
        found.append(Violation("objective_differs", "objective", {}))
    if plan.bound < worth - CLOSE * max(1.0, abs(worth)):
        found.append(Violation("bound_below_plan", "bound", {}))
    return found


def _met(problem: Problem, start: dict[str, int], challenge: str) -> Fraction:
    first = min(problem.years)
    total = Fraction(0)
    for m in problem.measures:
        if m.id in start:
            effect = m.effects.get(challenge) or Fraction(0)
            total += effect * problem.yearly_discount ** (start[m.id] - first)
    return total


def _together(problem: Problem, bundle: Bundle, start: dict[str, int]) -> Fraction:
    street = {m.id: m.street for m in problem.measures}
    places = [
        (start[member], street[member] if bundle.same_street else "")
        for member in bundle.measures
        if member in start and (street[member] or not bundle.same_street)
    ]
    moments = set(places)
    if len(moments) == len(places):
        return Fraction(0)
    return max(Fraction(0), Fraction(len(bundle.measures) - len(moments), len(bundle.measures) - 1))


def _served(problem: Problem, start: dict[str, int]) -> dict[str, Fraction]:
    together = {b.id: _together(problem, b, start) for b in problem.bundles}
    return {
        s.id: Fraction(sum(together.get(x, Fraction(x in start)) for x in s.served_by))
        / max(len(s.served_by), 1)
        for s in problem.statements
    }


def _unused(problem: Problem, plan: Plan) -> tuple[Fraction, dict[tuple[str, int, bool], int]]:
    lapsed, rows = Fraction(0), {}
    seated = {p.id for p in problem.parties if p.at_table}
    years = sorted(problem.years)
    for f in problem.flows:
        usable = f.in_engine and f.certainty in (Certainty.FIRM, Certainty.LIKELY)
        if not usable or (f.needs_at_table and f.needs_at_table not in seated):
            continue
        kept = owed = Fraction(0)
        for year in years:
            spent = sum(
                p.cents for m in plan.measures for p in m.payments if p.flow == f.id and p.year == year
            )
            left = f.budget.get(year, 0) + kept - owed - spent
            owed, left = max(-left, Fraction(0)), max(left, Fraction(0))
            late = f.spend_by is not None and f.spend_by < date(year + 1, 12, 31)
            kept = Fraction(0) if late else left * f.carry_forward
            lapsed += left - kept
            if left - kept >= 1:
                rows[f.id, year, True] = int(left - kept)
            if year == years[-1] and kept >= 1:
                rows[f.id, year, False] = int(kept)
    return lapsed, rows


def _worth(
    problem: Problem,
    plan: Plan,
    met: dict[str, Fraction],
    served: dict[str, Fraction],
    lapsed: Fraction,
) -> Fraction:
    w = problem.weights
    total = -w.lapse * lapsed / 10_000_000
    for o in problem.challenges:
        before = Fraction(0)
        for step in problem.segments:
            inside = max(min(met[o.id] - before, step.width * o.need), Fraction(0))
            total += w.need * o.urgency * (1 + o.resident_priority) * step.value * inside
            before += step.width * o.need
    total += w.statement * sum((s.strength * served[s.id] for s in problem.statements), Fraction(0))
    total += w.lead * len({m.lead for m in plan.measures})
    used = {p.flow for m in plan.measures for p in m.payments}
    total -= w.burden * sum((_accounting(f) for f in problem.flows if f.id in used), Fraction(0))
    chosen = {m.id for m in plan.measures}
    residents = sum(1 for m in problem.measures if m.resident_led and m.id in chosen)
    return total - w.resident_shortfall * max(0, problem.min_resident_led - residents)


def _accounting(flow: MoneyFlow) -> Fraction:
    """What accounting weighs: €10,000 or 100 hours is one; the grade only where neither is known."""
    known = [
        Fraction(amount, one)
        for amount, one in ((flow.accounting_cents, 1_000_000), (flow.accounting_hours, 100))
        if amount is not None
    ]
    return sum(known, Fraction(0)) if known else Fraction(flow.burden)
