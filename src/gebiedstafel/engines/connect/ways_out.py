"""What would make an impossible measure possible: money and hours, a day, a promise, a chair, a rule less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from .excerpt import CENTS_PER_HOUR
from .forcing import Forcing, paying
from .formulation import rules_alone
from .highs import run
from .irreducible import irreducible
from .model import Arrays, Model
from .named_rules import ANYONE, Rule, without
from .possible import Offer, last_day, of_arranged
from .problem import CostType, HourOffer, MoneyFlow, Nature, OwnerClass, Party, Problem

Cents = Mapping[tuple[CostType, int], int]
Hours = Mapping[tuple[tuple[Offer, ...], int], int]
DATED = ("available_from", "spend_by", "start_by", "commit_by")
BY_PEOPLE = (
    "forced_out",
    "forced_in",
    "forced_start",
    "empty_chair",
    "lead",
    "max_leads",
    "willing",
    "window",
    "horizon",
    "requires",
    "alternative",
    "hours",
    "own_interest",
)
"""Rules that money cannot mend; the ones in front are the first to be looked at."""
NEAR = (*BY_PEOPLE, "not_promised", "needs_at_table")
MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: rules left out or moved (`to` a day, a year or a number), money and hours that come in.

    `cents` are per (cost type, year), from whoever may pay that and counts as co-funding; `hours` are per
    (offers that may give them, year). What is named together is needed together.
    """

    rules: tuple[Rule, ...] = ()
    to: date | int | None = None
    cents: Cents = field(default_factory=dict)
    hours: Hours = field(default_factory=dict)

    @property
    def worth(self) -> int:
        """Cents and hours together, as the engine weighs them; to order ways by."""
        return sum(self.cents.values()) + CENTS_PER_HOUR * sum(self.hours.values())


def ways_out(forcing: Forcing, conflict: Sequence[Rule]) -> tuple[Way, ...]:
    """Each way that is enough by itself: a day, a chair or a promise, then the least money and hours."""
    found = list(_one_rule(forcing, conflict))
    bought = bought_out(forcing)
    if bought is not None:
        found.append(bought)
    return tuple(sorted(found, key=lambda way: (_step(way), way.worth, len(way.rules), way.rules)))


def _step(way: Way) -> int:
    """How large a step it is: what people here can do or move, what it costs, a rule that must go."""
    if way.worth:
        return 1
    return 0 if way.to is not None or all(rule.code in NEAR for rule in way.rules) else 2


def _one_rule(forcing: Forcing, conflict: Sequence[Rule]) -> Iterator[Way]:
    """One rule moved as little as helps, or left out."""
    tried = [rule for rule in conflict if rule.code not in ("cost", "budget")]
    for rule in tried[:MOST_TRIED]:
        if not forcing.possible([rule]):
            continue
        yield next((way for way in _moved(forcing, rule) if _helps(forcing, way)), Way((rule,)))


def _helps(forcing: Forcing, way: Way) -> bool:
    return Forcing(eased(forcing.whole, way), forcing.measures).possible()


def _moved(forcing: Forcing, rule: Rule) -> Iterator[Way]:
    """The same rule with another day, year or number, the smallest move first."""
    problem = forcing.whole
    if rule.code in DATED:
        flow = next(f for f in problem.flows if f.id == rule.about)
        now: date = getattr(flow, rule.code)
        days = [last_day(year) for year in problem.years]
        later = sorted(day for day in days if day > now)
        earlier = sorted((date(year, 1, 1) for year in problem.years), reverse=True)
        if rule.code == "available_from":
            yield from (Way((rule,), day) for day in earlier if day < now)
        else:
            yield from (Way((rule,), day) for day in later)
    elif rule.code == "window":
        measure = forcing.by_id[rule.about]
        open_years = set(measure.start_years)
        others = [year for year in problem.years if year not in open_years]
        near = sorted(others, key=lambda y: (min((abs(y - s) for s in open_years), default=0), y))
        yield from (Way((rule,), year) for year in near)
    elif rule.code == "max_leads":
        party = next(p for p in problem.parties if p.id == rule.about)
        first = (party.max_leads or 0) + 1
        yield from (Way((rule,), number) for number in range(first, first + len(forcing.along)))


def bought_out(forcing: Forcing) -> Way | None:
    """The least money and hours that make it possible, with the fewest other rules out of the way."""
    rules = [rule for code in BY_PEOPLE for rule in forcing.rules if rule.code == code]
    own_wish = ("forced_in", "forced_start")
    rules.sort(key=lambda rule: rule.code in own_wish)

    def enough(dropped: Sequence[Rule]) -> bool:
        return _bought(forcing, dropped) is not None

    if not enough(rules):
        return None
    dropped = () if enough(()) else irreducible(rules, enough)
    bought = _bought(forcing, dropped)
    return replace(bought, rules=tuple(dropped)) if bought else None


def _bought(forcing: Forcing, dropped: Sequence[Rule]) -> Way | None:
    able = paying(of_arranged(without(forcing.part, dropped)))
    if any(not able.starts[m] for m in forcing.measures):
        return None
    model = rules_alone(able)
    outcome = run(_opened(model, forcing.forced(model)), gap=0.0, nodes=200)
    if outcome.values is None:
        return None
    cents: dict[tuple[CostType, int], int] = {}
    hours: dict[tuple[tuple[Offer, ...], int], int] = {}
    for name, value in zip(model.names, outcome.values, strict=True):
        if name[0] == "no_money" and value / model.cent >= 0.5:
            key = name[2], name[3]
            cents[key] = cents.get(key, 0) + int(np.ceil(value / model.cent - 1e-3))
        elif name[0] == "no_hours" and value > 1e-4:
            hours[name[1], name[2]] = int(np.ceil(value - 1e-4))
    return Way((), None, cents, hours)


def _opened(model: Model, arrays: Arrays) -> Arrays:
    """Money and hours may come in, as few as can be; hours only where someone may give them."""
    upper, cost = arrays.upper.copy(), arrays.cost.copy()
    for c, name in enumerate(model.names):
        if name[0] == "no_money":
            upper[c], cost[c] = np.inf, -1.0
        elif name[0] == "no_hours" and name[1]:
            upper[c], cost[c] = np.inf, -model.cash(CENTS_PER_HOUR)
    return replace(arrays, upper=upper, cost=cost)


def eased(problem: Problem, way: Way) -> Problem:
    """The table after this way out was taken: to see that it is enough."""
    moved = way.to is not None
    problem = problem if moved else without(problem, way.rules)
    if moved:
        problem = _with_move(problem, way.rules[0], way.to)
    if way.cents or way.hours:
        problem = _with_means(problem, way)
    return problem


def _with_move(problem: Problem, rule: Rule, to: date | int | None) -> Problem:
    if rule.code in DATED:
        flows = (
            replace(f, **{rule.code: to})  # type: ignore[arg-type]
            if f.id == rule.about
            else f
            for f in problem.flows
        )
        return replace(problem, flows=tuple(flows))
    if rule.code == "window":
        assert isinstance(to, int)
        measures = (
            replace(m, start_years=(*m.start_years, to)) if m.id == rule.about else m
            for m in problem.measures
        )
        return replace(problem, measures=tuple(measures))
    assert isinstance(to, int)
    parties = (replace(p, max_leads=to) if p.id == rule.about else p for p in problem.parties)
    return replace(problem, parties=tuple(parties))


def _with_means(problem: Problem, way: Way) -> Problem:
    """New money of a class that counts everywhere, and more hours of those who may give them."""
    barred = {c for f in problem.flows for c in f.ban_classes}
    barred |= {c for f in problem.flows if f.match for c in f.match.excluded_classes}
    owner = next((c for c in reversed(OwnerClass) if c not in barred), OwnerClass.FUND)
    flows = []
    for kind in sorted({kind for kind, _ in way.cents}):
        budget = {year: cents for (k, year), cents in way.cents.items() if k == kind}
        flows.append(_purse(f"{ANYONE}{kind}", owner, kind, budget))
    more: dict[Offer, dict[int, int]] = {}
    for (offers, year), hours in way.hours.items():
        given = more.setdefault(offers[0], {})
        given[year] = given.get(year, 0) + hours
    parties = [
        replace(
            p, offers=(*p.offers, *(HourOffer(skill, h) for (who, skill), h in more.items() if who == p.id))
        )
        for p in problem.parties
    ]
    if not any(p.id == ANYONE for p in parties):
        parties.append(Party(ANYONE, owner))
    areas = problem.areas
    if ANYONE not in areas:
        areas = {ANYONE: None, **{a: (up if up is not None else ANYONE) for a, up in areas.items()}}
    return replace(problem, areas=areas, parties=tuple(parties), flows=(*problem.flows, *flows))


def _purse(name: str, owner: OwnerClass, kind: CostType, budget: Mapping[int, int]) -> MoneyFlow:
    return MoneyFlow(
        id=name,
        holder=ANYONE,
        owner_class=owner,
        budget=budget,
        cost_types=frozenset({kind}),
        area=ANYONE,
        nature=Nature.RECURRING,
    )
