"""The table after a way out was taken: a rule left out or moved, money and hours that came in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from .excerpt import CENTS_PER_HOUR
from .named_rules import ANYONE, Rule, without
from .possible import Offer, within
from .problem import (
    CostType,
    HourOffer,
    Match,
    Measure,
    MoneyFlow,
    Nature,
    OwnerClass,
    Party,
    Problem,
)

Cents = Mapping[tuple[str, CostType, int], int]
Hours = Mapping[tuple[tuple[Offer, ...], int], int]
To = date | int | Fraction | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: rules left out or moved, money and hours that come in.

    `to` is what the one rule moves to: a day, a year, a number, cents, a share, or the names that are let
    in. `cents` are per (measure, cost type, year), from whoever may pay that and counts as co-funding;
    `hours` are per (offers that may give them, year). What is named together is needed together.
    `amount` is the least in cents that a rule's move is about, 0 where it is not about money. `shares` are
    the cents for each measure, None where it is for these together: then one purse could pay either.
    `cofunds` are the flows for which the money counts as co-funding, with its share of the cost.
    """

    rules: tuple[Rule, ...] = ()
    to: To | None = None
    cents: Cents = field(default_factory=dict)
    hours: Hours = field(default_factory=dict)
    amount: int = 0
    shares: Mapping[str, int | None] = field(default_factory=dict)
    cofunds: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def worth(self) -> int:
        """Cents and hours together, as the engine weighs them; to order ways by."""
        return sum(self.cents.values()) + CENTS_PER_HOUR * sum(self.hours.values())


def eased(problem: Problem, way: Way) -> Problem:
    """The table after this way out was taken: to see that it is enough."""
    moved = way.to is not None
    problem = _with_move(problem, way.rules[0], way.to) if moved else without(problem, way.rules)
    return _with_means(problem, way) if way.cents or way.hours else problem


def _with_move(problem: Problem, rule: Rule, to: Any) -> Problem:
    if rule.code == "area":
        return _with_areas(problem, rule.about, to)
    if rule.code in FLOW_MOVES:
        move = FLOW_MOVES[rule.code]
        flows = (replace(f, **move(f, to)) if f.id == rule.about else f for f in problem.flows)
        return replace(problem, flows=tuple(flows))
    if rule.code in MEASURE_MOVES:
        change = MEASURE_MOVES[rule.code]
        measures = (
            replace(m, **change(m, rule.other, to)) if m.id == rule.about else m for m in problem.measures
        )
        return replace(problem, measures=tuple(measures))
    parties = (
        replace(p, **PARTY_MOVES[rule.code](p, to)) if p.id == rule.about else p for p in problem.parties
    )
    return replace(problem, parties=tuple(parties))


def _match(f: MoneyFlow, **changes: Any) -> dict[str, Any]:
    assert isinstance(f.match, Match)
    return {"match": replace(f.match, **changes)}


def _classes(names: Collection[str]) -> frozenset[OwnerClass]:
    return frozenset(OwnerClass(name) for name in names)


FLOW_MOVES: Mapping[str, Callable[[MoneyFlow, Any], dict[str, Any]]] = {
    "available_from": lambda f, to: {"available_from": to},
    "spend_by": lambda f, to: {"spend_by": to},
    "start_by": lambda f, to: {"start_by": to},
    "commit_by": lambda f, to: {"commit_by": to},
    "max_share": lambda f, to: {"max_share": to},
    "min_share": lambda f, to: {"min_share": to},
    "carry_forward": lambda f, to: {"carry_forward": to},
    "match": lambda f, to: _match(f, ratio=to),
    "match_in_time": lambda f, to: _match(f, certain_by=to),
    "match_classes": lambda f, to: _match(f, excluded_classes=f.match.excluded_classes - _classes(to)),  # type: ignore[union-attr]
    "core": lambda f, to: {"core": replace(f.core, share=to)},  # type: ignore[type-var]
    "min_application": lambda f, to: {"min_application": to},
    "max_application": lambda f, to: {"max_application": to},
    "lump": lambda f, to: {"lump": to},
    "unit": lambda f, to: {"max_per_unit": (f.max_per_unit[0], to)},  # type: ignore[index]
    "programme_min": lambda f, to: {"programme_min": to},
    "ban_classes": lambda f, to: {"ban_classes": f.ban_classes - _classes(to)},
    "theme": lambda f, to: {"themes": (f.themes or frozenset()) | set(to)},
    "kind": lambda f, to: {"kinds": (f.kinds or frozenset()) | set(to)},
    "target_group": lambda f, to: {"target_groups": (f.target_groups or frozenset()) | set(to)},
    "cost_type": lambda f, to: {"cost_types": f.cost_types | {CostType(name) for name in to}},
    "only_led_by": lambda f, to: {"only_led_by": (f.only_led_by or frozenset()) | set(to)},
}
"""How a flow's rule moves to a day, a share, cents or names that are let in."""

MEASURE_MOVES: Mapping[str, Callable[[Measure, str, Any], dict[str, Any]]] = {
    "window": lambda m, _, to: {"start_years": (*m.start_years, to)},
    "requires": lambda m, other, to: {
        "requires": tuple(replace(need, lag=to) if need.measure == other else need for need in m.requires)
    },
}
PARTY_MOVES: Mapping[str, Callable[[Party, Any], dict[str, Any]]] = {
    "max_leads": lambda p, to: {"max_leads": to},
    "willing": lambda p, to: {"themes": (p.themes or frozenset()) | set(to)},
}
MOVABLE = frozenset({"area", *FLOW_MOVES, *MEASURE_MOVES, *PARTY_MOVES})


def _with_areas(problem: Problem, flow: str, areas: Collection[str]) -> Problem:
    """The flow may pay in these areas too: what it may pay so carries a mark, and it pays for that mark."""
    f = next(f for f in problem.flows if f.id == flow)
    mark = f"{ANYONE}{flow}"

    def reached(m: Measure) -> bool:
        return any(within(m.area, area, problem.areas) for area in (f.area, *areas)) and (
            f.kinds is None or bool(f.kinds & m.kinds)
        )

    everywhere = without(problem, [Rule("area", flow)])
    return replace(
        everywhere,
        measures=tuple(replace(m, kinds=m.kinds | {mark}) if reached(m) else m for m in everywhere.measures),
        flows=tuple(replace(g, kinds=frozenset({mark})) if g.id == flow else g for g in everywhere.flows),
    )


def _with_means(problem: Problem, way: Way) -> Problem:
    """New money of a class that counts everywhere, and more hours of those who may give them."""
    barred = {c for f in problem.flows for c in f.ban_classes}
    barred |= {c for f in problem.flows if f.match for c in f.match.excluded_classes}
    owner = next((c for c in reversed(OwnerClass) if c not in barred), OwnerClass.FUND)
    flows = []
    for kind in sorted({kind for _, kind, _ in way.cents}):
        budget: dict[int, int] = {}
        for (_, k, year), cents in way.cents.items():
            if k == kind:
                budget[year] = budget.get(year, 0) + cents
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
