"""Verifier, part three: every euro due is paid, from money that may pay it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .plan import Plan, PlannedMeasure, Violation
from .problem import Certainty, Measure, MoneyFlow, Nature, Problem


def check_payments(problem: Problem, plan: Plan) -> list[Violation]:
    """Per measure, cost type and year: cost − revenue − savings = what is paid."""
    found: list[Violation] = []
    by_id = {m.id: m for m in problem.measures}
    for m in plan.measures:
        measure = by_id[m.id]
        due: dict[tuple[str, int], int] = {}
        for kind, costs in measure.costs.items():
            own = measure.revenue.get(kind, ())
            for k, cost in enumerate(costs):
                rest = cost - (own[k] if k < len(own) else 0)
                if rest > 0 and m.start + k <= max(problem.years):
                    due[str(kind), m.start + k] = rest
        for s in m.savings:
            due[str(s.cost_type), s.year] = due.get((str(s.cost_type), s.year), 0) - s.cents
        for p in m.payments:
            if p.cents <= 0:
                facts = {"measure": m.id, "flow": p.flow, "cents": p.cents}
                found.append(Violation("payment_not_positive", f"measures/{m.id}", facts))
            due[str(p.cost_type), p.year] = due.get((str(p.cost_type), p.year), 0) - p.cents
        for (kind_name, year), rest in sorted(due.items()):
            if rest:
                facts = {"measure": m.id, "cost_type": kind_name, "year": year, "cents": rest}
                code = "not_paid" if rest > 0 else "paid_too_much"
                found.append(Violation(code, f"measures/{m.id}", facts))
    return found


def check_flows(problem: Problem, plan: Plan) -> list[Violation]:
    """Each flow pays only what its rules allow, measure by measure."""
    found: list[Violation] = []
    by_id = {m.id: m for m in problem.measures}
    flows = {f.id: f for f in problem.flows}
    for m in plan.measures:
        paid: dict[str, int] = {}
        times: dict[str, int] = {}
        for p in m.payments:
            paid[p.flow] = paid.get(p.flow, 0) + p.cents
            times[p.flow] = times.get(p.flow, 0) + 1
            codes = _time_and_kind(flows[p.flow], str(p.cost_type), p.year)
            found += [_broken(code, m, p.flow, year=p.year) for code in codes]
        for name in sorted(paid):
            flow = flows[name]
            found += [_broken(code, m, name) for code in _earmark(problem, flow, by_id[m.id], m)]
            found += _amounts(flow, by_id[m.id], m, paid[name])
            found += _shares(flows, flow, m, paid, times)
        found += _bans(flows, m, paid)
    return found


def _broken(code: str, m: PlannedMeasure, flow: str, **facts: object) -> Violation:
    return Violation(code, f"measures/{m.id}/{flow}", {"measure": m.id, "flow": flow, **facts})


def _time_and_kind(flow: MoneyFlow, kind: str, year: int) -> list[str]:
    codes = []
    if kind not in {str(k) for k in flow.cost_types}:
        codes.append("wrong_cost_type")
    if flow.available_from is not None and flow.available_from > date(year, 12, 31):
        codes.append("not_yet_available")
    if flow.spend_by is not None and flow.spend_by < date(year, 12, 31):
        codes.append("too_late_to_spend")
    return codes


def _earmark(problem: Problem, flow: MoneyFlow, measure: Measure, m: PlannedMeasure) -> list[str]:
    codes = []
    if not flow.in_engine or flow.certainty not in (Certainty.FIRM, Certainty.LIKELY):
        codes.append("not_in_base_plan")
    if flow.needs_at_table and not any(p.id == flow.needs_at_table and p.at_table for p in problem.parties):
        codes.append("holder_absent")
    area: str | None = measure.area
    steps = 0
    while area is not None and area != flow.area and steps <= len(problem.areas):
        area, steps = problem.areas.get(area), steps + 1
    if area != flow.area:
        codes.append("wrong_area")
    if flow.themes is not None and not set(flow.themes) & set(measure.themes):
        codes.append("wrong_theme")
    if flow.kinds is not None and not set(flow.kinds) & set(measure.kinds):
        codes.append("wrong_kind")
    if flow.target_groups is not None and not set(flow.target_groups) & set(measure.target_groups):
        codes.append("wrong_target_group")
    lifted = problem.one_off_pays_recurring
    if not lifted and measure.nature is Nature.RECURRING and flow.nature is not Nature.RECURRING:
        codes.append("one_off_for_recurring")
    if any(limit is not None and m.start > limit.year for limit in (flow.start_by, flow.commit_by)):
        codes.append("starts_too_late")
    if flow.only_led_by is not None and m.lead not in flow.only_led_by:
        codes.append("wrong_lead")
    return codes


def _amounts(flow: MoneyFlow, measure: Measure, m: PlannedMeasure, cents: int) -> list[Violation]:
    found = []
    if cents < flow.min_application:
        found.append(_broken("below_minimum", m, flow.id, cents=flow.min_application - cents))
    if flow.max_application is not None and cents > flow.max_application:
        found.append(_broken("above_maximum", m, flow.id, cents=cents - flow.max_application))
    if flow.lump and cents != flow.lump:
        found.append(_broken("not_the_lump", m, flow.id, cents=cents - flow.lump))
    if flow.max_per_unit is not None:
        most = flow.max_per_unit[1] * measure.units.get(flow.max_per_unit[0], 0)
        if cents > most:
            found.append(_broken("above_unit_cap", m, flow.id, cents=cents - most))
    return found


def _counts(flow: MoneyFlow, other: MoneyFlow) -> bool:
    match = flow.match
    if match is None or other.id == flow.id or other.owner_class in match.excluded_classes:
        return False
    if match.certain_by is None or other.certainty is Certainty.FIRM:
        return True
    return other.certain_on is not None and other.certain_on <= match.certain_by


def _shares(
    flows: dict[str, MoneyFlow],
    flow: MoneyFlow,
    m: PlannedMeasure,
    paid: dict[str, int],
    times: dict[str, int],
) -> list[Violation]:
    found = []
    total, number = sum(paid.values()), sum(times.values())
    over = paid[flow.id] - flow.max_share * total
    if over >= number:
        found.append(_broken("above_max_share", m, flow.id, cents=int(over)))
    under = flow.min_share * total - paid[flow.id]
    if under >= number:
        found.append(_broken("below_min_share", m, flow.id, cents=int(under)))
    if flow.match is not None and not flow.match.programme:
        other = [g for g in paid if _counts(flow, flows[g])]
        short = flow.match.ratio * paid[flow.id] - sum(paid[g] for g in other)
        if short >= times[flow.id] + sum(times[g] for g in other):
            found.append(_broken("match_short", m, flow.id, cents=int(short)))
    return found


def _bans(flows: dict[str, MoneyFlow], m: PlannedMeasure, paid: dict[str, int]) -> list[Violation]:
    found = []
    names = sorted(paid)
    for k, name in enumerate(names):
        for other in names:
            if other != name and flows[other].owner_class in flows[name].ban_classes:
                found.append(_broken("banned_class", m, name, other=other))
        for other in names[k + 1 :]:
            if flows[name].ban_group and flows[name].ban_group == flows[other].ban_group:
                found.append(_broken("banned_together", m, name, other=other))
    return found


def check_budgets(problem: Problem, plan: Plan) -> list[Violation]:
    """Year by year no flow pays more than it has, with what was kept and what may be advanced."""
    found = []
    years = sorted(problem.years)
    for flow in problem.flows:
        kept = owed = Fraction(0)
        for year in years:
            spent = sum(
                p.cents for m in plan.measures for p in m.payments if p.flow == flow.id and p.year == year
            )
            left = flow.budget.get(year, 0) + kept - owed - spent
            may_owe = flow.carry_backward and year != years[-1]
            if left < 0 and not may_owe:
                facts = {"flow": flow.id, "year": year, "cents": -int(left // 1)}
                found.append(Violation("over_budget", f"flows/{flow.id}", facts))
                left = Fraction(0)
            owed = max(-left, Fraction(0))
            kept = max(left, Fraction(0)) * flow.carry_forward
        outside = {p.year for m in plan.measures for p in m.payments if p.flow == flow.id} - set(years)
        for year in sorted(outside):
            facts = {"flow": flow.id, "year": year}
            found.append(Violation("payment_outside_horizon", f"flows/{flow.id}", facts))
    return found


def check_programmes(problem: Problem, plan: Plan) -> list[Violation]:
    """Rules over all of a flow's measures together, and parties that must not be worse off."""
    found = []
    by_id = {m.id: m for m in problem.measures}
    flows = {f.id: f for f in problem.flows}
    for flow in problem.flows:
        own = [(m, p) for m in plan.measures for p in m.payments if p.flow == flow.id]
        total, number = sum(p.cents for _, p in own), len(own)
        facts = {"flow": flow.id}
        if own and total < flow.programme_min:
            short = facts | {"cents": flow.programme_min - total}
            found.append(Violation("below_programme_minimum", f"flows/{flow.id}", short))
        if flow.core is not None:
            kinds, themes = flow.core.kinds, flow.core.themes
            core = sum(
                p.cents
                for m, p in own
                if by_id[m.id].kinds & kinds or themes.intersection(by_id[m.id].themes)
            )
            lacking = flow.core.share * total - core
            if own and lacking >= number:
                found.append(Violation("core_too_small", f"flows/{flow.id}", facts | {"cents": int(lacking)}))
        if flow.match is not None and flow.match.programme and own:
            other = [
                p.cents
                for m in plan.measures
                if not _earmark_of_programme(problem, flow, by_id[m.id])
                for p in m.payments
                if _counts(flow, flows[p.flow])
            ]
            short_by = flow.match.ratio * total - sum(other)
            if short_by >= number + len(other):
                lack = facts | {"cents": int(short_by)}
                found.append(Violation("programme_match_short", f"flows/{flow.id}", lack))
    return found + _worse_off(problem, plan)


def _earmark_of_programme(problem: Problem, flow: MoneyFlow, measure: Measure) -> list[str]:
    """The earmark alone: which parts a measure does not meet, whoever leads it and whenever it starts."""
    probe = PlannedMeasure(measure.id, min(problem.years), next(iter(sorted(flow.only_led_by or {""}))))
    codes = _earmark(problem, flow, measure, probe)
    if flow.only_led_by is not None and not flow.only_led_by & set(measure.leads):
        codes.append("wrong_lead")
    unit = flow.max_per_unit
    if unit is not None and not measure.units.get(unit[0], 0):
        codes.append("above_unit_cap")
    return [code for code in codes if code != "starts_too_late"]


def _worse_off(problem: Problem, plan: Plan) -> list[Violation]:
    found = []
    by_id = {m.id: m for m in problem.measures}
    for party in problem.parties:
        if not party.never_worse_off:
            continue
        held = {f.id for f in problem.flows if f.holder == party.id}
        paid = sum(p.cents for m in plan.measures for p in m.payments if p.flow in held)
        gained = 0
        for m in plan.measures:
            delivered = m.start + by_id[m.id].years_needed - 1
            for benefit in by_id[m.id].benefits:
                if benefit.party == party.id and benefit.until is not None:
                    last = min(benefit.until, max(problem.years))
                    gained += max(0, last - delivered) * benefit.cents_per_year
        if paid > gained:
            facts = {"party": party.id, "cents": paid - gained}
            found.append(Violation("worse_off", f"parties/{party.id}", facts))
    return found
