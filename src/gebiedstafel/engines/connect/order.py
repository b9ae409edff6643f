"""One canonical order for everything a table brings, so that the same table gives the same plan.

The order depends on what things are, not on how they are called or in which order they came: each
thing gets a rank from its own figures and from the ranks of what it refers to, refined a few rounds.
Only things that are the same in everything fall back on their id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from .problem import Bundle, Challenge, Measure, MoneyFlow, Party, Problem, Statement

Thing = TypeVar("Thing", Party, Challenge, Measure, MoneyFlow, Bundle, Statement)
Ranks = dict[str, int]

ROUNDS = 3


def largest_deficit(problem: Problem) -> int:
    """The largest total cost of one measure in cents: the yardstick of the table's money."""
    totals = (sum(sum(cents) for cents in m.costs.values()) for m in problem.measures)
    return max(max(totals, default=0), 1)


def arrange(problem: Problem) -> Problem:
    """The same problem with every list in canonical order."""
    ranks = _Ranking(problem)
    for _ in range(ROUNDS):
        ranks.refine()
    return replace(
        problem,
        years=tuple(sorted(problem.years)),
        parties=_sorted(problem.parties, ranks.party),
        challenges=_sorted(problem.challenges, ranks.challenge),
        measures=_sorted(problem.measures, ranks.measure),
        flows=_sorted(problem.flows, ranks.flow),
        bundles=_sorted(problem.bundles, ranks.bundle),
        statements=_sorted(problem.statements, ranks.statement),
    )


def _sorted(things: Iterable[Thing], rank: Ranks) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda thing: (rank[thing.id], thing.id)))


def _whose(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """What each name is named by, from pairs of (name, named by)."""
    found: dict[str, set[str]] = {}
    for name, by in pairs:
        found.setdefault(name, set()).add(by)
    return found


class _Ranking:
    """Ranks per kind of thing; each round looks one reference further."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.yardstick = largest_deficit(problem)
        self.area = self._area_ranks(problem.areas)
        self.party = {p.id: 0 for p in problem.parties}
        self.challenge = {c.id: 0 for c in problem.challenges}
        self.measure = {m.id: 0 for m in problem.measures}
        self.flow = {f.id: 0 for f in problem.flows}
        self.bundle = {b.id: 0 for b in problem.bundles}
        self.statement = {s.id: 0 for s in problem.statements}
        self.asking = _whose((r.measure, m.id) for m in problem.measures for r in m.requires)
        self.wanting = _whose((m, s.id) for s in problem.statements for m in s.served_by)
        self.holding = _whose((m, b.id) for b in problem.bundles for m in b.measures)

    def refine(self) -> None:
        """Rank everything again, now by the ranks of what it refers to."""
        problem = self.problem
        alternatives = self._group(m.alternative for m in problem.measures)
        streets = self._group(m.street for m in problem.measures)
        bans = self._group(f.ban_group for f in problem.flows)
        party = self._rank(problem.parties, self._party_key)
        challenge = self._rank(problem.challenges, self._challenge_key)
        measure = self._rank(
            problem.measures,
            lambda m: (self._measure_key(m), alternatives[m.alternative], streets[m.street]),
        )
        flow = self._rank(problem.flows, lambda f: (self._flow_key(f), bans[f.ban_group]))
        bundle = self._rank(problem.bundles, self._bundle_key)
        statement = self._rank(problem.statements, self._statement_key)
        self.party, self.challenge, self.measure = party, challenge, measure
        self.flow, self.bundle, self.statement = flow, bundle, statement

    def _rank(self, things: Iterable[Thing], key: Callable[[Thing], object]) -> Ranks:
        keys = {thing.id: repr(key(thing)) for thing in things}
        rank = {text: number for number, text in enumerate(sorted(set(keys.values())))}
        return {name: rank[text] for name, text in keys.items()}

    @staticmethod
    def _area_ranks(areas: Mapping[str, str | None]) -> Ranks:
        depth = {}
        for area in areas:
            steps, here = 0, areas.get(area)
            while here is not None and steps <= len(areas):
                steps, here = steps + 1, areas.get(here)
            depth[area] = steps
        return depth

    @staticmethod
    def _group(labels: Iterable[str]) -> Ranks:
        counts: Ranks = {}
        for label in labels:
            counts[label] = counts.get(label, 0) + (label != "")
        return counts

    def _cash(self, cents: int | None) -> Fraction | None:
        return None if cents is None else Fraction(cents, self.yardstick)

    def _cashes(self, cents: Iterable[int]) -> list[Fraction | None]:
        return [self._cash(amount) for amount in cents]

    def _party_key(self, p: Party) -> object:
        offers = sorted((offer.skill, sorted(offer.hours.items())) for offer in p.offers)
        led = sorted(self.measure[m.id] for m in self.problem.measures if p.id in m.leads)
        held = sorted(self.flow[f.id] for f in self.problem.flows if f.holder == p.id)
        asked = sorted(
            (self.measure[m.id], need.hours)
            for m in self.problem.measures
            for need in m.hours
            if need.party == p.id
        )
        themes = None if p.themes is None else sorted(p.themes)
        own = (p.owner_class or "", p.at_table, offers, p.max_leads, themes, p.never_worse_off)
        return (self.party[p.id], own, led, held, asked)

    def _challenge_key(self, c: Challenge) -> object:
        effects = sorted(
            (self.measure[m.id], str(m.effects[c.id])) for m in self.problem.measures if c.id in m.effects
        )
        return (self.challenge[c.id], c.need, c.urgency, c.resident_priority, effects)

    def _measure_key(self, m: Measure) -> object:
        money = [sorted((k, self._cashes(v)) for k, v in part.items()) for part in (m.costs, m.revenue)]
        hours = sorted(
            (need.hours, need.skill or "", self.party.get(need.party or "", -1)) for need in m.hours
        )
        effects = sorted((self.challenge.get(c, -1), str(e)) for c, e in m.effects.items())
        requires = sorted((self.measure.get(r.measure, -1), r.lag) for r in m.requires)
        benefits = sorted(
            (self.party.get(b.party, -1), self._cash(b.cents_per_year), b.until or 0) for b in m.benefits
        )
        leads = sorted(self.party.get(p, -1) for p in m.leads)
        words = (sorted(m.themes), sorted(m.kinds), sorted(m.target_groups), sorted(m.units.items()))
        flags = (m.nature, m.resident_led, m.funded_beyond, self.area.get(m.area, -1))
        forced = self.problem.choices
        choice = (m.id in forced.forced_in, m.id in forced.forced_out, forced.start.get(m.id, 0))
        wanted = sorted(self.statement[s] for s in self.wanting.get(m.id, ()))
        grouped = sorted(self.bundle[b] for b in self.holding.get(m.id, ()))
        asked = sorted(self.measure[other] for other in self.asking.get(m.id, ()))
        own = (sorted(m.start_years), money, hours, effects, requires, benefits, leads)
        return (self.measure[m.id], own, words, flags, choice, wanted, grouped, asked)

    def _flow_key(self, f: MoneyFlow) -> object:
        budget = sorted((year, self._cash(cents)) for year, cents in f.budget.items())
        sets = [
            None if group is None else sorted(group)
            for group in (f.cost_types, f.themes, f.kinds, f.target_groups, f.ban_classes)
        ]
        match = f.match and (
            f.match.ratio,
            sorted(f.match.excluded_classes),
            str(f.match.certain_by),
            f.match.programme,
        )
        core = f.core and (f.core.share, sorted(f.core.kinds), sorted(f.core.themes))
        dates = [str(d) for d in (f.certain_on, f.available_from, f.start_by, f.commit_by, f.spend_by)]
        limits = [self._cash(c) for c in (f.min_application, f.max_application, f.lump, f.programme_min)]
        unit = f.max_per_unit and (f.max_per_unit[0], self._cash(f.max_per_unit[1]))
        led = f.only_led_by and sorted(self.party.get(p, -1) for p in f.only_led_by)
        who = (self.party.get(f.holder, -1), f.owner_class, self.party.get(f.needs_at_table, -1), led)
        where = (self.area.get(f.area, -1), f.certainty, f.nature, f.burden, f.in_engine, self._accounting(f))
        shares = (f.carry_forward, f.carry_backward, f.max_share, f.min_share)
        return (self.flow[f.id], budget, sets, match, core, dates, limits, unit, who, where, shares)

    def _accounting(self, f: MoneyFlow) -> object:
        known = f.accounting_cents is not None, f.accounting_hours is not None
        return (known, self._cash(f.accounting_cents or 0), f.accounting_hours or 0)

    def _bundle_key(self, b: Bundle) -> object:
        members = sorted(self.measure.get(m, -1) for m in b.measures)
        saved = sorted(self.measure.get(m, -1) for m in b.saving_on)
        return (self.bundle[b.id], members, self._cash(b.saving), saved, b.same_street)

    def _statement_key(self, s: Statement) -> object:
        served = sorted(self.measure.get(x, self.bundle.get(x, -1)) for x in s.served_by)
        return (self.statement[s.id], s.strength, served)
