"""Rules and ways out as findings with facts, so that they can be said in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from .easing import To, Way
from .forcing import with_all_before
from .named_rules import CLOSING, Rule
from .plan import Reason
from .possible import deficits, meets
from .problem import MoneyFlow, Problem

TOGETHER = (*CLOSING, "budget", "carry_forward", "carry_backward")
"""Rules of flows that are told once for all flows they hold for."""

EARMARKS = tuple(
    code for code in CLOSING if code not in ("decided_elsewhere", "not_promised", "needs_at_table")
)
"""What money is not meant for. Money that waits for a word or a chair is told apart: that may still come."""

NAMED = 4
"""How many flows a sentence names; of the rest it says how many there are."""


def rules_told(problem: Problem, rules: Sequence[Rule]) -> tuple[Reason, ...]:
    """Each rule as a finding, in the order given; what is the same of several flows is told once.

    Money that is meant for something else comes last. Of more flows than one can name at a glance it is
    one finding: how many there are, and how many by which kind of rule (`shut`).
    """
    shut = [rule for rule in rules if rule.code in EARMARKS]
    told = _told([rule for rule in rules if rule.code not in EARMARKS], problem, NAMED)
    if len(shut) <= NAMED:
        return (*told, *_told(shut, problem, NAMED))
    facts = {"number": len(shut), "shut": dict(Counter(rule.code for rule in shut))}
    return (*told, Reason("rule_shut", facts))


def rules_in_full(problem: Problem, rules: Sequence[Rule]) -> tuple[Reason, ...]:
    """Each rule as a finding that names every flow it holds for."""
    return _told(rules, problem, len(rules))


def decisive_first(rules: Iterable[Rule], ways: Sequence[Way]) -> tuple[Rule, ...]:
    """The rules with in front what the nearest way out is about, and last what shuts money out.

    What a measure waits for stays before what is asked of that.
    """

    def about(way: Way, rule: Rule) -> bool:
        bought = ("cost", "budget") if way.cents else ("hours",) if way.hours else ()
        return rule in way.rules or rule.code in bought

    def place(rule: Rule) -> tuple[bool, bool, int]:
        nearest = next((n for n, way in enumerate(ways) if about(way, rule)), len(ways))
        return rule.code != "requires", rule.code in EARMARKS, nearest

    return tuple(sorted(rules, key=place))


def _told(rules: Sequence[Rule], problem: Problem, named: int) -> tuple[Reason, ...]:
    told: list[Reason] = []
    done: set[str] = set()
    for rule in rules:
        if rule.code not in TOGETHER:
            told.append(Reason(f"rule_{rule.code}", _facts(problem, rule)))
        elif rule.code not in done:
            done.add(rule.code)
            flows = [other.about for other in rules if other.code == rule.code]
            told.append(Reason(f"rule_{rule.code}", {"flows": flows[:named], "rest": len(flows[named:])}))
    return tuple(told)


def _facts(problem: Problem, rule: Rule) -> dict[str, object]:
    flow = next((f for f in problem.flows if f.id == rule.about), None)
    if flow is not None:
        return {"flow": flow.id, **_of_flow(flow, rule.code)}
    party = next((p for p in problem.parties if p.id == rule.about), None)
    if party is not None and rule.code in ("empty_chair", "willing", "max_leads", "own_interest"):
        return {"party": party.id, "number": party.max_leads or 0}
    if rule.code == "alternative":
        return {"measures": [m.id for m in problem.measures if m.alternative == rule.about]}
    return {"measure": rule.about, **_of_measure(problem, rule)}


def _of_flow(flow: MoneyFlow, code: str) -> dict[str, object]:
    match = flow.match
    facts: dict[str, dict[str, object]] = {
        "available_from": {"day": flow.available_from},
        "spend_by": {"day": flow.spend_by},
        "start_by": {"day": flow.start_by},
        "commit_by": {"day": flow.commit_by},
        "max_share": {"percent": flow.max_share},
        "min_share": {"percent": flow.min_share},
        "match": {"percent": match.ratio if match else Fraction(0)},
        "match_in_time": {"day": match.certain_by if match else None},
        "min_application": {"cents": flow.min_application},
        "max_application": {"cents": flow.max_application or 0},
        "lump": {"cents": flow.lump or 0},
        "unit": {"cents": flow.max_per_unit[1] if flow.max_per_unit else 0},
        "carry_forward": {"percent": flow.carry_forward},
        "programme_min": {"cents": flow.programme_min},
        "core": {"percent": flow.core.share if flow.core else Fraction(0)},
    }
    return facts.get(code, {})


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


def way_told(problem: Problem, way: Way, measure: str) -> tuple[Reason, ...]:
    """What has to happen for this measure, as findings that belong together."""
    before = with_all_before({m.id: m for m in problem.measures}, [measure])
    told: list[Reason] = []
    for rule in way.rules:
        facts = _facts(problem, rule) | {"amount": way.amount} | _for_whom(way.shares, measure, before)
        code = "hours_asked" if rule.code == "hours" else rule.code
        if way.to is not None:
            told.append(Reason(f"way_{code}_{_ending(rule, way.to)}", facts | _to(rule, way.to)))
        else:
            told.append(Reason(f"way_{code}", facts))
    if way.cents:
        facts = {"cents": sum(way.cents.values()), "years": _per_year(way)}
        whom = _for_whom(way.shares, measure, before)
        told.append(Reason("way_money", facts | whom | {"cofunds": way.cofunds}))
    for (offers, year), hours in sorted(way.hours.items()):
        parties = sorted({party for party, _ in offers})
        facts = {"hours": hours, "parties": parties, "skills": [], "year": year}
        asking = {
            m.id: None
            for m in problem.measures
            if m.id in before and any(meets(o, need) for o in offers for need in m.hours)
        }
        whom = {} if measure in asking else _for_whom(asking, measure, before)
        told.append(Reason("way_hours", facts | whom))
    return tuple(told)


IN_CENTS = ("max_application", "min_application", "programme_min", "lump", "unit")


def _ending(rule: Rule, to: To) -> str:
    """What asks for words of its own: a figure that comes down to nothing."""
    return "nothing" if to == 0 and rule.code in ("match", "requires") else "to"


def _to(rule: Rule, to: To) -> dict[str, object]:
    """What a rule moves to, under the name by which it is said."""
    if not isinstance(to, tuple):
        return {"to_cents" if rule.code in IN_CENTS else "to": to}
    kinds = {"cost_type": "cost_types", "match_classes": "classes", "ban_classes": "classes"}
    return {kinds.get(rule.code, "names"): list(to)}


def _for_whom(shares: Mapping[str, int | None], measure: str, before: Collection[str]) -> dict[str, object]:
    """Which measures beside this one it is for: those that must come first, those the table put in."""
    others = {m: cents for m, cents in shares.items() if m != measure}
    if not others:
        return {}
    return {
        "first": {m: cents for m, cents in others.items() if m in before},
        "put_in": {m: cents for m, cents in others.items() if m not in before},
        "with": measure if measure in shares else "",
    }


def _per_year(way: Way) -> dict[int, int]:
    years: dict[int, int] = {}
    for (_, _, year), cents in sorted(way.cents.items(), key=lambda item: item[0][2]):
        years[year] = years.get(year, 0) + cents
    return years
