"""Every rule of a table by name, and the table without some of them.

A rule is what people agreed or what a flow asks: a share, a deadline, an earmark, a chair, a choice.
Leaving one out never makes anything impossible that was possible. What no rule says (a measure is done
once, costs are whole) stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from .possible import deficits, misfits, open_flow, willing
from .problem import (
    Certainty,
    Choices,
    CostType,
    HourNeed,
    Measure,
    MoneyFlow,
    Nature,
    Party,
    Problem,
)

ANYONE = "*"
"""Stands for whoever it takes, and for everywhere, once a rule is left out."""


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A rule by its kind, what it is about, and what else it names (a measure, a skill)."""

    code: str
    about: str
    other: str = ""


CLOSING = (
    "excluded",
    "decided_elsewhere",
    "area",
    "theme",
    "kind",
    "target_group",
    "nature",
    "cost_type",
    "unit",
    "only_led_by",
    "not_promised",
    "needs_at_table",
)
"""Rules of a flow that keep it from paying a measure at all, the firmest first."""

_OPEN: dict[str, str] = {
    "uitgesloten": "excluded",
    "decided_elsewhere": "decided_elsewhere",
    "mogelijk": "not_promised",
    "absent": "needs_at_table",
}
_MISFITS: dict[str, str] = {
    "area": "area",
    "theme": "theme",
    "kind": "kind",
    "target_group": "target_group",
    "nature": "nature",
    "unit": "unit",
    "lead": "only_led_by",
}


def closing_rules(problem: Problem, f: MoneyFlow, m: Measure) -> tuple[Rule, ...]:
    """The rules that each by itself keep this flow from paying this measure, the firmest first."""
    bare = replace(f, needs_at_table="")
    codes = [_OPEN[code] for code in (open_flow(problem, bare),) if code]
    seated = {p.id for p in problem.parties if p.at_table}
    if f.needs_at_table and f.needs_at_table not in seated:
        codes.append("needs_at_table")
    codes += [_MISFITS[code] for code in misfits(problem, f, m)]
    if not f.cost_types.intersection(deficits(m)):
        codes.append("cost_type")
    return tuple(Rule(code, f.id) for code in CLOSING if code in codes)


_AMOUNTS: dict[str, Callable[[MoneyFlow], object]] = {
    "budget": lambda f: True,
    "carry_forward": lambda f: f.carry_forward < 1,
    "carry_backward": lambda f: not f.carry_backward,
    "available_from": lambda f: f.available_from,
    "spend_by": lambda f: f.spend_by,
    "start_by": lambda f: f.start_by,
    "commit_by": lambda f: f.commit_by,
    "max_share": lambda f: f.max_share < 1,
    "min_share": lambda f: f.min_share,
    "match": lambda f: f.match,
    "match_classes": lambda f: f.match and f.match.excluded_classes,
    "match_in_time": lambda f: f.match and f.match.certain_by,
    "min_application": lambda f: f.min_application,
    "max_application": lambda f: f.max_application is not None,
    "lump": lambda f: f.lump,
    "unit": lambda f: f.max_per_unit,
    "programme_min": lambda f: f.programme_min,
    "core": lambda f: f.core,
    "ban_group": lambda f: f.ban_group,
    "ban_classes": lambda f: f.ban_classes,
    "only_led_by": lambda f: f.only_led_by is not None,
    "cost_type": lambda f: f.cost_types != frozenset(CostType),
}


def flow_rules(f: MoneyFlow) -> tuple[Rule, ...]:
    """The rules of a flow that may pay: how much, when, with whom, for what."""
    return tuple(Rule(code, f.id) for code, active in _AMOUNTS.items() if active(f))


def measure_rules(problem: Problem, m: Measure) -> Iterator[Rule]:
    """What a measure asks: a first year, time, someone to lead it, others before it, hours, its cost."""
    last = max(problem.years)
    if set(problem.years) - set(m.start_years):
        yield Rule("window", m.id)
    if not m.funded_beyond and any(y + m.years_needed - 1 > last for y in problem.years):
        yield Rule("horizon", m.id)
    yield Rule("lead", m.id)
    if m.alternative and sum(1 for other in problem.measures if other.alternative == m.alternative) > 1:
        yield Rule("alternative", m.alternative)
    for need in m.requires:
        yield Rule("requires", m.id, need.measure)
    for hours in m.hours:
        if any(hours.hours):
            yield Rule("hours", m.id, whose(hours))
    if deficits(m):
        yield Rule("cost", m.id)


def whose(need: HourNeed) -> str:
    """Whose hours a need asks: a party, a skill, or both."""
    return f"{need.party or ''}/{need.skill or ''}"


def party_rules(problem: Problem, measures: Collection[Measure]) -> Iterator[Rule]:
    """Chairs that stand empty, and what parties will not do or pay for."""
    led = {party for m in measures for party in m.leads}
    asked = {need.party for m in measures for need in m.hours if need.party}
    skills = {need.skill for m in measures for need in m.hours if need.skill and not need.party}
    wanted = {f.needs_at_table for f in problem.flows}
    for p in problem.parties:
        gives = p.id in asked or any(o.skill in skills or (skills and not o.skill) for o in p.offers)
        if not p.at_table and (p.id in led or gives or p.id in wanted):
            yield Rule("empty_chair", p.id)
        if gives and any(not willing(replace(p, at_table=True), m) for m in measures):
            yield Rule("willing", p.id)
        if p.max_leads is not None and p.id in led:
            yield Rule("max_leads", p.id)
        if p.never_worse_off:
            yield Rule("own_interest", p.id)


def choice_rules(choices: Choices, measures: Collection[str]) -> Iterator[Rule]:
    """What the table forced about these measures."""
    for m in sorted(measures):
        if m in choices.forced_in:
            yield Rule("forced_in", m)
        if m in choices.forced_out:
            yield Rule("forced_out", m)
        if m in choices.start:
            yield Rule("forced_start", m)


def without(problem: Problem, rules: Iterable[Rule]) -> Problem:
    """The same problem with these rules left out."""
    dropped: dict[str, set[str]] = {}
    pairs: set[tuple[str, str, str]] = set()
    for rule in rules:
        dropped.setdefault(rule.code, set()).add(rule.about)
        pairs.add((rule.code, rule.about, rule.other))
    if not dropped:
        return problem
    return _Looser(problem, dropped, pairs).problem()


class _Looser:
    """Leaves rules out of a problem, kind by kind."""

    def __init__(
        self, problem: Problem, dropped: dict[str, set[str]], pairs: set[tuple[str, str, str]]
    ) -> None:
        self.given = problem
        self.dropped = dropped
        self.pairs = pairs
        self.plenty = max(sum(sum(map(sum, m.costs.values())) for m in problem.measures), 1)

    def problem(self) -> Problem:
        """The problem without them."""
        given = self.given
        areas = given.areas
        if "area" in self.dropped:
            areas = {ANYONE: None, **{a: (p if p is not None else ANYONE) for a, p in areas.items()}}
        return replace(
            given,
            areas=areas,
            parties=tuple(self._party(p) for p in given.parties) + self._anyone(),
            measures=tuple(self._measure(m) for m in given.measures),
            flows=tuple(self._flow(f) for f in given.flows),
            choices=self._choices(given.choices),
        )

    def _out(self, code: str, about: str) -> bool:
        return about in self.dropped.get(code, ())

    def _anyone(self) -> tuple[Party, ...]:
        """Someone who leads what no longer has to be led by who offered."""
        known = any(p.id == ANYONE for p in self.given.parties)
        return () if known or "lead" not in self.dropped else (Party(ANYONE, None),)

    def _party(self, p: Party) -> Party:
        changes: dict[str, Any] = {}
        if self._out("empty_chair", p.id):
            changes["at_table"] = True
        if self._out("willing", p.id):
            changes["themes"] = None
        if self._out("max_leads", p.id):
            changes["max_leads"] = None
        if self._out("own_interest", p.id):
            changes["never_worse_off"] = False
        return replace(p, **changes) if changes else p

    def _measure(self, m: Measure) -> Measure:
        changes: dict[str, Any] = {}
        if self._out("window", m.id):
            changes["start_years"] = self.given.years
        if self._out("horizon", m.id):
            changes["funded_beyond"] = True
        if self._out("lead", m.id):
            changes["leads"] = (*m.leads, ANYONE)
        if m.alternative and self._out("alternative", m.alternative):
            changes["alternative"] = ""
        if self._out("requires", m.id):
            changes["requires"] = tuple(
                need for need in m.requires if ("requires", m.id, need.measure) not in self.pairs
            )
        hours = tuple(
            _unasked(need) if ("hours", m.id, whose(need)) in self.pairs else need for need in m.hours
        )
        if hours != m.hours:
            changes["hours"] = hours
        if self._out("cost", m.id):
            changes |= {"costs": {}, "revenue": {}, "hours": _as_long(m, hours)}
        return replace(m, **changes) if changes else m

    def _flow(self, f: MoneyFlow) -> MoneyFlow:
        changes: dict[str, Any] = {}
        for code, names in self.dropped.items():
            if f.id in names and code in _LEFT_OUT:
                changes |= _LEFT_OUT[code](f)
        if self._out("budget", f.id):
            changes["budget"] = dict.fromkeys(self.given.years, self.plenty)
        match = f.match
        if match is not None and not self._out("match", f.id):
            if self._out("match_classes", f.id):
                match = replace(match, excluded_classes=frozenset())
            if self._out("match_in_time", f.id):
                match = replace(match, certain_by=None)
            changes["match"] = match
        return replace(f, **changes) if changes else f

    def _choices(self, choices: Choices) -> Choices:
        return Choices(
            forced_in=choices.forced_in - self.dropped.get("forced_in", set()),
            forced_out=choices.forced_out - self.dropped.get("forced_out", set()),
            start={m: y for m, y in choices.start.items() if not self._out("forced_start", m)},
        )


def _unasked(need: HourNeed) -> HourNeed:
    return replace(need, hours=(0,) * len(need.hours))


def _as_long(m: Measure, hours: tuple[HourNeed, ...]) -> tuple[HourNeed, ...]:
    """The hours of a measure, drawn out so that it still takes as long once it costs nothing."""
    years = m.years_needed
    first, *rest = hours or (HourNeed((0,), skill=ANYONE),)
    drawn = replace(first, hours=(*first.hours, *(0,) * (years - len(first.hours))))
    return (drawn, *rest)


_LEFT_OUT: dict[str, Callable[[MoneyFlow], dict[str, Any]]] = {
    "excluded": lambda f: {"certainty": Certainty.FIRM},
    "not_promised": lambda f: {"certainty": Certainty.FIRM},
    "decided_elsewhere": lambda f: {"in_engine": True},
    "needs_at_table": lambda f: {"needs_at_table": ""},
    "area": lambda f: {"area": ANYONE},
    "theme": lambda f: {"themes": None},
    "kind": lambda f: {"kinds": None},
    "target_group": lambda f: {"target_groups": None},
    "nature": lambda f: {"nature": Nature.RECURRING},
    "cost_type": lambda f: {"cost_types": frozenset(CostType)},
    "unit": lambda f: {"max_per_unit": None},
    "only_led_by": lambda f: {"only_led_by": None},
    "carry_forward": lambda f: {"carry_forward": Fraction(1)},
    "carry_backward": lambda f: {"carry_backward": True},
    "available_from": lambda f: {"available_from": None},
    "spend_by": lambda f: {"spend_by": None},
    "start_by": lambda f: {"start_by": None},
    "commit_by": lambda f: {"commit_by": None},
    "max_share": lambda f: {"max_share": Fraction(1)},
    "min_share": lambda f: {"min_share": Fraction(0)},
    "match": lambda f: {"match": None},
    "min_application": lambda f: {"min_application": 0},
    "max_application": lambda f: {"max_application": None},
    "lump": lambda f: {"lump": None},
    "programme_min": lambda f: {"programme_min": 0},
    "core": lambda f: {"core": None},
    "ban_group": lambda f: {"ban_group": ""},
    "ban_classes": lambda f: {"ban_classes": frozenset()},
}
