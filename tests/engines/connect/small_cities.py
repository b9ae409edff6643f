"""Small cities for the oracle: a few small tables that share one or two flows, and the same as one table."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from gebiedstafel.engines.connect.many import ManyTables
from gebiedstafel.engines.connect.problem import (
    CostType,
    MoneyFlow,
    OwnerClass,
    Party,
    Problem,
    Weights,
)

from .small_tables import small_table

WEIGHTS = Weights(lead=Fraction(1, 10), lapse=Fraction(2))
YEARS = (2027, 2028)


def small_city(seed: int, tables: int = 3) -> ManyTables:
    """Tables with money of their own that share two flows, too small for all of them."""
    dice = random.Random(seed)
    shared = tuple(_shared(dice, n) for n in range(2))
    found: list[Problem] = []
    candidate = seed * 1000
    while len(found) < tables:
        candidate += 1
        problem = small_table(candidate, measures=3, weights=WEIGHTS)
        if problem.years == YEARS:
            found.append(_table(problem, f"t{len(found)}", shared))
    return ManyTables(tuple(found))


def _shared(dice: random.Random, number: int) -> MoneyFlow:
    return MoneyFlow(
        id=f"samen{number}",
        holder="stad",
        owner_class=OwnerClass.MUNICIPALITY,
        budget={year: dice.choice((40, 90, 130)) * 101 for year in YEARS},
        cost_types=frozenset(CostType),
        area="wijk",
        carry_forward=dice.choice((Fraction(0), Fraction(1), Fraction(1, 5))),
        carry_backward=dice.random() < 0.2,
        max_share=dice.choice((Fraction(1), Fraction(2, 3))),
    )


def _table(problem: Problem, name: str, shared: tuple[MoneyFlow, ...]) -> Problem:
    """The table with its first own flow and the shared ones; its measures all in one wijk."""
    return replace(
        problem,
        id=name,
        parties=(*problem.parties, Party("stad", OwnerClass.MUNICIPALITY, at_table=False)),
        flows=(replace(problem.flows[0], id=f"{name}/eigen"), *shared),
        measures=tuple(replace(m, area="wijk") for m in problem.measures),
        min_resident_led=0,
        one_off_pays_recurring=False,
    )


def as_one(many: ManyTables) -> Problem:
    """All tables as one table: everything under `table/id`, but the shared money once and everywhere."""
    parts = [_prefixed(table) for table in many.tables]
    shared = tuple(replace(f, area="stad") for f in many.tables[0].flows if f.holder == "stad")
    return replace(
        parts[0],
        id="samen",
        areas={"stad": None} | {area: parent or "stad" for p in parts for area, parent in p.areas.items()},
        parties=(
            *(party for p in parts for party in p.parties if party.id != "stad"),
            Party("stad", OwnerClass.MUNICIPALITY, at_table=False),
        ),
        challenges=tuple(each for p in parts for each in p.challenges),
        measures=tuple(each for p in parts for each in p.measures),
        flows=(*(f for p in parts for f in p.flows if f.holder != "stad"), *shared),
        bundles=tuple(each for p in parts for each in p.bundles),
        statements=tuple(each for p in parts for each in p.statements),
    )


def _prefixed(problem: Problem) -> Problem:
    def own(name: str) -> str:
        return name if name in ("", "stad") else f"{problem.id}/{name}"

    return replace(
        problem,
        areas={own(a): None if p is None else own(p) for a, p in problem.areas.items()},
        parties=tuple(
            replace(
                p,
                id=own(p.id),
                themes=frozenset(map(own, ("x", "y") if p.themes is None else p.themes)),
                offers=tuple(replace(o, skill=own(o.skill)) for o in p.offers),
            )
            for p in problem.parties
        ),
        challenges=tuple(replace(c, id=own(c.id)) for c in problem.challenges),
        measures=tuple(
            replace(
                m,
                id=own(m.id),
                area=own(m.area),
                themes=tuple(map(own, m.themes)),
                leads=tuple(map(own, m.leads)),
                hours=tuple(
                    replace(n, party=n.party and own(n.party), skill=n.skill and own(n.skill))
                    for n in m.hours
                ),
                effects={own(c): e for c, e in m.effects.items()},
                benefits=tuple(replace(b, party=own(b.party)) for b in m.benefits),
                requires=tuple(replace(r, measure=own(r.measure)) for r in m.requires),
                alternative=own(m.alternative),
                street=own(m.street),
            )
            for m in problem.measures
        ),
        flows=tuple(_own_flow(f, own) for f in problem.flows if f.holder != "stad"),
        bundles=tuple(
            replace(
                b,
                id=own(b.id),
                measures=tuple(map(own, b.measures)),
                saving_on=tuple(map(own, b.saving_on)),
            )
            for b in problem.bundles
        ),
        statements=tuple(
            replace(s, id=own(s.id), served_by=tuple(map(own, s.served_by))) for s in problem.statements
        ),
    )


def _own_flow(f: MoneyFlow, own) -> MoneyFlow:
    return replace(
        f,
        id=own(f.id),
        holder=own(f.holder),
        area=own(f.area),
        themes=f.themes and frozenset(map(own, f.themes)),
        needs_at_table=own(f.needs_at_table),
        only_led_by=f.only_led_by and frozenset(map(own, f.only_led_by)),
        ban_group=own(f.ban_group),
    )
