"""Rules and ways out as findings with facts, so that they can be said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from .named_rules import CLOSING, Rule
from .plan import Reason
from .possible import deficits
from .problem import Problem
from .ways_out import Way

TOGETHER = (*CLOSING, "budget", "carry_forward", "carry_backward")
"""Rules of flows that are told once for all flows they hold for."""

NAMED = 4
"""How many flows a sentence names; of the rest it says how many there are."""


def rules_told(problem: Problem, rules: Sequence[Rule]) -> tuple[Reason, ...]:
    """Each rule as a finding; what is the same of several flows is told once."""
    told: list[Reason] = []
    done: set[str] = set()
    for rule in rules:
        if rule.code not in TOGETHER:
            told.append(Reason(f"rule_{rule.code}", _facts(problem, rule)))
        elif rule.code not in done:
            done.add(rule.code)
            flows = [other.about for other in rules if other.code == rule.code]
            told.append(Reason(f"rule_{rule.code}", {"flows": flows[:NAMED], "rest": len(flows[NAMED:])}))
    return tuple(told)


def _facts(problem: Problem, rule: Rule) -> dict[str, object]:
    flow = next((f for f in problem.flows if f.id == rule.about), None)
    if flow is not None:
        return {"flow": flow.id, **_of_flow(problem, rule.code, rule.about)}
    party = next((p for p in problem.parties if p.id == rule.about), None)
    if party is not None and rule.code in ("empty_chair", "willing", "max_leads", "own_interest"):
        return {"party": party.id, "number": party.max_leads or 0}
    if rule.code == "alternative":
        return {"measures": [m.id for m in problem.measures if m.alternative == rule.about]}
    return {"measure": rule.about, **_of_measure(problem, rule)}


def _of_flow(problem: Problem, code: str, name: str) -> dict[str, object]:
    flow = next(f for f in problem.flows if f.id == name)
    match = flow.match
    facts: dict[str, dict[str, object]] = {
        "available_from": {"day": flow.available_from},
        "spend_by": {"day": flow.spend_by},
        "start_by": {"day": flow.start_by},
        "commit_by": {"day": flow.commit_by},
        "max_share": {"percent": _percent(flow.max_share)},
        "min_share": {"percent": _percent(flow.min_share)},
        "match": {"number": match.ratio if match else 0},
        "match_in_time": {"day": match.certain_by if match else None},
        "min_application": {"cents": flow.min_application},
        "max_application": {"cents": flow.max_application or 0},
        "lump": {"cents": flow.lump or 0},
        "programme_min": {"cents": flow.programme_min},
        "core": {"percent": _percent(flow.core.share if flow.core else Fraction(0))},
    }
    return facts.get(code, {})


def _percent(share: Fraction) -> int:
    return round(share * 100)


def _of_measure(problem: Problem, rule: Rule) -> dict[str, object]:
    measure = next((m for m in problem.measures if m.id == rule.about), None)
    if measure is None:
        return {}
    if rule.code == "window":
        return {"allowed": sorted(set(measure.start_years))}
    if rule.code == "horizon":
        return {"years_needed": measure.years_needed, "last": max(problem.years)}
    if rule.code == "lead":
        return {"offered": list(measure.leads)}
    if rule.code == "requires":
        return {"other": rule.other}
    if rule.code == "cost":
        return {"cents": sum(map(sum, deficits(measure).values()))}
    if rule.code == "hours":
        party, _, skill = rule.other.partition("/")
        asked = [n for n in measure.hours if (n.party or "") == party and (n.skill or "") == skill]
        return {
            "hours": sum(sum(need.hours) for need in asked),
            "parties": [party] if party else [],
            "skills": [skill] if skill else [],
        }
    if rule.code == "forced_start":
        return {"year": problem.choices.start.get(rule.about)}
    return {}


def way_told(problem: Problem, way: Way) -> tuple[Reason, ...]:
    """What has to happen, as findings that belong together."""
    told: list[Reason] = []
    for rule in way.rules:
        facts = _facts(problem, rule)
        if way.to is not None:
            told.append(Reason(f"way_{rule.code}_to", facts | {"to": way.to}))
        else:
            told.append(Reason("way_hours_asked" if rule.code == "hours" else f"way_{rule.code}", facts))
    if way.cents:
        facts = {"cents": sum(way.cents.values()), "years": _per_year(way.cents.items())}
        told.append(Reason("way_money", facts))
    for (offers, year), hours in sorted(way.hours.items()):
        parties = sorted({party for party, _ in offers})
        told.append(Reason("way_hours", {"hours": hours, "parties": parties, "skills": [], "year": year}))
    return tuple(told)


def _per_year(cents: Iterable[tuple[tuple[object, int], int]]) -> dict[int, int]:
    years: dict[int, int] = {}
    for (_, year), amount in sorted(cents, key=lambda item: item[0][1]):
        years[year] = years.get(year, 0) + amount
    return years
