"""What people must still check beside the payments of a plan."""

from __future__ import annotations

from .plan import PlannedMeasure, ToCheck
from .possible import Possible, one_off_for_recurring
from .problem import Certainty, Condition, MoneyFlow


def conditions_to_check(able: Possible, measures: tuple[PlannedMeasure, ...]) -> tuple[ToCheck, ...]:
    """What hangs on the flows that pay, then on the measures themselves, then what is unknown."""
    touched: dict[str, list[str]] = {}
    for m in measures:
        for flow in sorted({p.flow for p in m.payments}):
            touched.setdefault(flow, []).append(m.id)
    flows = {f.id: f for f in able.flows}
    found = [check for flow in sorted(touched) for check in _of_flow(flows[flow], tuple(touched[flow]))]
    found += _one_off(able, measures)
    return tuple(found + _of_measures(able, measures) + _beyond(able, measures) + _unknown(able, measures))


def _of_flow(f: MoneyFlow, measures: tuple[str, ...]) -> list[ToCheck]:
    found = [_condition(condition, f.id, measures) for condition in f.conditions]
    if f.certainty is Certainty.LIKELY:
        found.append(ToCheck(f.id, measures, "likely", {"certain_on": f.certain_on}))
        if f.certain_on is None:
            found.append(ToCheck(f.id, measures, "certain_on_unknown", {}))
    for code, day in (("apply_by", f.apply_by), ("start_by", f.start_by), ("commit_by", f.commit_by)):
        if day is not None:
            found.append(ToCheck(f.id, measures, code, {"by": day}))
    return found


def _one_off(able: Possible, measures: tuple[PlannedMeasure, ...]) -> list[ToCheck]:
    """Payments that are there only because the table lets one-off money pay what comes back every year."""
    rows, flows = {m.id: m for m in able.problem.measures}, {f.id: f for f in able.flows}
    found = []
    for m in measures:
        for name in sorted({p.flow for p in m.payments}):
            if one_off_for_recurring(flows[name], rows[m.id]):
                paid = [(p.year, p.cents) for p in m.payments if p.flow == name]
                facts = {"cents": sum(cents for _, cents in paid), "last": max(year for year, _ in paid)}
                found.append(ToCheck(name, (m.id,), "one_off_pays_recurring", facts))
    return found


def _of_measures(able: Possible, measures: tuple[PlannedMeasure, ...]) -> list[ToCheck]:
    """The conditions of each measure itself, whoever pays for it."""
    rows = {m.id: m for m in able.problem.measures}
    return [_condition(each, "", (m.id,)) for m in measures for each in rows[m.id].conditions]


def _condition(condition: Condition, flow: str, measures: tuple[str, ...]) -> ToCheck:
    facts = {"text": condition.text, "checked_by": condition.checked_by, "by": condition.by}
    return ToCheck(flow, measures, "condition", facts)


def _beyond(able: Possible, measures: tuple[PlannedMeasure, ...]) -> list[ToCheck]:
    """Costs of years after the horizon, for which the table named other money."""
    last = able.problem.years[-1]
    found = []
    for m in measures:
        rest: dict[int, int] = {}
        for cents in able.deficit[m.id].values():
            for k, amount in enumerate(cents):
                if amount and m.start + k > last:
                    rest[m.start + k] = rest.get(m.start + k, 0) + amount
        if rest:
            found.append(ToCheck("", (m.id,), "beyond_horizon", {"cents": rest}))
    return found


def _unknown(able: Possible, measures: tuple[PlannedMeasure, ...]) -> list[ToCheck]:
    """Effects nobody knows, and benefits without an end where they decide what a party may pay."""
    careful = {p.id for p in able.problem.parties if p.never_worse_off}
    chosen = {m.id for m in measures}
    found = []
    for m in sorted(able.problem.measures, key=lambda m: m.id):
        if m.id not in chosen:
            continue
        unknown = sorted(c for c, effect in m.effects.items() if effect is None)
        if unknown:
            found.append(ToCheck("", (m.id,), "effect_unknown", {"challenges": unknown}))
        for benefit in m.benefits:
            if benefit.until is None and benefit.party in careful:
                found.append(ToCheck("", (m.id,), "benefit_end_unknown", {"party": benefit.party}))
    return found
