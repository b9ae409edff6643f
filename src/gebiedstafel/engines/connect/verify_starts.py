"""Verifier, part one: what starts when, what comes first, and what bundles save."""

from __future__ import annotations

from .plan import Plan, PlannedMeasure, Violation
from .problem import Bundle, Measure, Problem


def check_starts(problem: Problem, plan: Plan) -> list[Violation]:
    """Once, in its window, within the horizon, one alternative, after its predecessors, as forced."""
    found: list[Violation] = []
    by_id = {m.id: m for m in problem.measures}
    start = {m.id: m.start for m in plan.measures}
    if len(start) != len(plan.measures):
        doubles = sorted({m.id for m in plan.measures if [n.id for n in plan.measures].count(m.id) > 1})
        found += [Violation("chosen_twice", f"measures/{m}", {"measure": m}) for m in doubles]
    labels: dict[str, str] = {}
    for m, year in start.items():
        measure, path = by_id[m], f"measures/{m}"
        runs_until = year + measure.years_needed - 1
        if year not in measure.start_years or year not in problem.years:
            found.append(Violation("start_outside_window", path, {"measure": m, "year": year}))
        if runs_until > max(problem.years) and not measure.funded_beyond:
            found.append(Violation("beyond_horizon", path, {"measure": m, "year": runs_until}))
        for need in measure.requires:
            if need.measure not in start or start[need.measure] + need.lag > year:
                facts = {"measure": m, "needs": need.measure, "lag": need.lag}
                found.append(Violation("predecessor_missing", path, facts))
        if measure.alternative:
            if measure.alternative in labels:
                facts = {"measure": m, "other": labels[measure.alternative]}
                found.append(Violation("two_alternatives", path, facts))
            labels[measure.alternative] = m
    return found + _check_choices(problem, start)


def _check_choices(problem: Problem, start: dict[str, int]) -> list[Violation]:
    forced = problem.choices
    found = [
        Violation("forced_in_missing", f"choices/{m}", {"measure": m})
        for m in sorted(forced.forced_in)
        if m not in start
    ]
    found += [
        Violation("forced_out_chosen", f"choices/{m}", {"measure": m})
        for m in sorted(forced.forced_out)
        if m in start
    ]
    return found + [
        Violation("forced_start_differs", f"choices/{m}", {"measure": m, "year": year})
        for m, year in sorted(forced.start.items())
        if m in start and start[m] != year
    ]


def _first_deficit(measure: Measure) -> dict[str, int]:
    """What must be paid per cost type in the start year before savings."""
    due = {}
    for kind, costs in measure.costs.items():
        own = measure.revenue.get(kind, (0,))
        due[str(kind)] = max((costs[0] if costs else 0) - (own[0] if own else 0), 0)
    return due


def check_savings(problem: Problem, plan: Plan) -> list[Violation]:
    """(n−1) × saving for works that start together, booked on the named members in that year."""
    found: list[Violation] = []
    by_id = {m.id: m for m in problem.measures}
    bundles = {b.id: b for b in problem.bundles}
    for m in plan.measures:
        per_kind: dict[str, int] = {}
        for s in m.savings:
            path, facts = f"measures/{m.id}", {"measure": m.id, "bundle": s.bundle, "cents": s.cents}
            bundle = bundles.get(s.bundle)
            allowed = bundle and m.id in (bundle.saving_on or bundle.measures) and m.id in bundle.measures
            if not allowed or s.cents < 0 or s.year != m.start:
                found.append(Violation("saving_not_allowed", path, facts))
            per_kind[str(s.cost_type)] = per_kind.get(str(s.cost_type), 0) + s.cents
        due = _first_deficit(by_id[m.id])
        for kind, cents in per_kind.items():
            if cents > due.get(kind, 0):
                facts = {"measure": m.id, "cents": cents - due.get(kind, 0)}
                found.append(Violation("saving_below_zero", f"measures/{m.id}", facts))
    for bundle in problem.bundles:
        found += _check_bundle(bundle, by_id, plan)
    return found


def _check_bundle(bundle: Bundle, by_id: dict[str, Measure], plan: Plan) -> list[Violation]:
    found: list[Violation] = []
    groups: dict[tuple[int, str], list[PlannedMeasure]] = {}
    for m in plan.measures:
        street = by_id[m.id].street if bundle.same_street else "*"
        if m.id in bundle.measures and street:
            groups.setdefault((m.start, street), []).append(m)
    booked_in_groups = 0
    for (year, _), members in sorted(groups.items()):
        promised = (len(members) - 1) * bundle.saving
        booked = sum(s.cents for m in members for s in m.savings if s.bundle == bundle.id)
        booked_in_groups += booked
        facts = {"bundle": bundle.id, "year": year, "cents": booked - promised}
        if booked > promised:
            found.append(Violation("saving_too_high", f"bundles/{bundle.id}", facts))
        if booked < promised and any(
            sum(s.cents for s in m.savings) < sum(_first_deficit(by_id[m.id]).values())
            for m in members
            if m.id in (bundle.saving_on or bundle.measures)
        ):
            found.append(Violation("saving_too_low", f"bundles/{bundle.id}", facts))
    booked_at_all = sum(s.cents for m in plan.measures for s in m.savings if s.bundle == bundle.id)
    if booked_at_all != booked_in_groups:
        facts = {"bundle": bundle.id, "cents": booked_at_all - booked_in_groups}
        found.append(Violation("saving_too_high", f"bundles/{bundle.id}", facts))
    return found
