"""Made-up tables that are shaped like real ones and hard to solve: for measuring and for trying out.

Flows follow the shapes of Dutch money in docs: a share of the deficit with co-funding, a programme
with its minimum, yearly money that lapses, a levy for one purpose, a fund with a lump sum, and so on.
Everything is drawn from one seed; the same arguments give the same table.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

from .flow_shapes import PHYSICAL, SHAPES, THEMES, Draw, K
from .problem import (
    Benefit,
    Bundle,
    Challenge,
    CostType,
    HourNeed,
    HourOffer,
    Measure,
    MoneyFlow,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
    Statement,
)

FIRST_YEAR = 2027
SKILLS = ("ontwerp", "uitvoering", "begeleiding", "geld", "participatie")

CLASSES = (
    [OwnerClass.MUNICIPALITY] * 4
    + [OwnerClass.HOUSING] * 2
    + [OwnerClass.CARE] * 3
    + [OwnerClass.SCHOOL, OwnerClass.POLICE, OwnerClass.UTILITY, OwnerClass.WATER_BOARD, OwnerClass.MARKET]
    + [OwnerClass.RESIDENTS] * 4
    + [OwnerClass.STATE, OwnerClass.PROVINCE]
)


def generate(measures: int, seed: int, flows: int = 27, parties: int = 20, years: int = 6) -> Problem:
    """A table of this size; its flows hold 25 to 55 percent of what its measures cost."""
    dice = random.Random(seed)
    horizon = tuple(range(FIRST_YEAR, FIRST_YEAR + years))
    areas = ("buurt1", "buurt2", "buurt3")
    seated = tuple(_party(dice, number, horizon) for number in range(parties))
    draw = Draw(dice, horizon, areas, seated)
    challenges = tuple(
        Challenge(
            f"o{n + 1}",
            Fraction(dice.randint(10, 24)),
            Fraction(dice.randint(2, 5)),
            Fraction(dice.randint(0, 4), 4),
        )
        for n in range(len(THEMES))
    )
    works = _with_order(draw, [_measure(draw, n, challenges) for n in range(measures)])
    money = _scaled(draw, [SHAPES[n % len(SHAPES)](draw, f"f{n + 1}") for n in range(flows)], works)
    return Problem(
        id=f"generated-{measures}-{seed}",
        as_of=date(FIRST_YEAR - 1, 11, 1),
        years=horizon,
        areas={"gemeente": None, "wijk": "gemeente", **dict.fromkeys(areas, "wijk")},
        parties=seated,
        challenges=challenges,
        measures=works,
        flows=money,
        bundles=_bundles(draw, works),
        statements=_statements(draw, works),
        min_resident_led=1,
    )


def _party(dice: random.Random, number: int, years: tuple[int, ...]) -> Party:
    owner = CLASSES[number % len(CLASSES)]
    skills = sorted(dice.sample(SKILLS, dice.randint(2, len(SKILLS))))
    size = dice.randint(2, 6)
    offers = tuple(HourOffer(s, {y: size * dice.randint(40, 130) for y in years}) for s in skills)
    sector = None if dice.random() < 0.3 else dice.choice((PHYSICAL, frozenset(THEMES) - PHYSICAL))
    absent = owner in (OwnerClass.STATE, OwnerClass.PROVINCE) or dice.random() < 0.05
    return Party(f"p{number + 1}", owner, not absent, offers, dice.randint(3, 7), sector)


def _measure(draw: Draw, number: int, challenges: tuple[Challenge, ...]) -> Measure:
    dice = draw.random
    themes = tuple(dice.sample(THEMES, dice.choice((1, 1, 2))))
    physical = themes[0] in PHYSICAL
    runs = dice.choice((1, 1, 2, 2, 3))
    size = dice.randint(300, 3000) if physical else dice.randint(60, 420)
    parts = [dice.uniform(0.6, 1.4) for _ in range(runs)]
    yearly = [round(size * part / sum(parts)) * K for part in parts]
    costs = _costs(dice, physical, yearly)
    last_start = draw.years[-1] - runs + 1
    first = dice.randint(draw.years[0], max(draw.years[0], last_start - 1))
    window = tuple(range(first, min(first + dice.randint(1, 3), last_start) + 1))
    willing = [p.id for p in draw.parties if p.at_table and (p.themes is None or p.themes & set(themes))]
    leads = tuple(sorted(dice.sample(willing, min(len(willing), dice.randint(1, 4)))))
    effects = {
        challenges[n].id: Fraction(dice.choice((2, 2, 4, 4, 7)))
        for n in sorted({THEMES.index(themes[0]), *dice.sample(range(len(challenges)), dice.randint(0, 2))})
    }
    needs = tuple(
        HourNeed(tuple(dice.randint(4, 24) * 10 for _ in range(runs)), skill=skill)
        for skill in sorted(dice.sample(SKILLS, dice.randint(1, 3)))
    )
    return Measure(
        id=f"m{number + 1}",
        themes=themes,
        area=dice.choice(draw.areas),
        start_years=window,
        costs=costs,
        leads=leads,
        hours=needs,
        effects=dict(effects),
        benefits=(Benefit(leads[0], round(size * 0.08) * K, draw.years[-1] + 10),) if leads else (),
        street=f"straat{dice.randint(1, 6)}" if physical else "",
        kinds=frozenset({dice.choice(("woningverbetering", "voorziening", "openbare ruimte"))}),
        units={"woningen": dice.randint(20, 220)} if physical else {},
        resident_led=dice.random() < 0.15,
    )


def _costs(dice: random.Random, physical: bool, yearly: list[int]) -> dict[CostType, tuple[int, ...]]:
    if not physical:
        staff = dice.choice((CostType.STAFF, CostType.OPERATION))
        return {staff: tuple(yearly)}
    first = yearly[0] // 10 // K * K
    return {
        CostType.INVESTMENT: (yearly[0] - first, *yearly[1:]),
        **({CostType.PROCESS: (first,)} if dice.random() < 0.3 and first else {}),
    }


def _with_order(draw: Draw, works: list[Measure]) -> tuple[Measure, ...]:
    """Some measures wait for another, some are each other's alternative."""
    dice = draw.random
    for n in range(len(works)):
        if n and dice.random() < 0.2:
            before = works[dice.randrange(n)]
            lag = dice.randint(0, 1)
            if min(before.start_years) + lag <= max(works[n].start_years):
                works[n] = replace(works[n], requires=(Prerequisite(before.id, lag),))
    free = [n for n, m in enumerate(works) if not m.requires]
    asked = {need.measure for m in works for need in m.requires}
    dice.shuffle(free)
    for pair in range(len(works) // 12):
        one, two = free[2 * pair : 2 * pair + 2] or (0, 0)
        if one != two and not {works[one].id, works[two].id} & asked:
            for n in (one, two):
                works[n] = replace(works[n], alternative=f"keuze{pair + 1}")
    return tuple(works)


def _bundles(draw: Draw, works: tuple[Measure, ...]) -> tuple[Bundle, ...]:
    """About one bundle for every two measures: works near one another that may start together."""
    dice = draw.random
    found: list[Bundle] = []
    for _ in range(len(works) * 6):
        one, two = dice.sample(works, 2)
        cost = min(sum(map(sum, m.costs.values())) for m in (one, two))
        together = set(one.start_years) & set(two.start_years)
        same = any(set(b.measures) == {one.id, two.id} for b in found)
        if one.area != two.area or not together or same or len(found) >= len(works) * 19 // 40:
            continue
        saving = int(cost * dice.uniform(0.07, 0.22)) // K * K
        on = () if dice.random() < 0.5 else (two.id,)
        found.append(Bundle(f"b{len(found) + 1}", (one.id, two.id), saving, on))
    return tuple(found)


def _statements(draw: Draw, works: tuple[Measure, ...]) -> tuple[Statement, ...]:
    dice = draw.random
    ids = [m.id for m in works]
    return tuple(
        Statement(
            f"s{n + 1}",
            Fraction(dice.randint(12, 19), 20),
            tuple(sorted(dice.sample(ids, min(len(ids), dice.randint(1, 3))))),
        )
        for n in range(8)
    )


def _scaled(draw: Draw, flows: list[MoneyFlow], works: tuple[Measure, ...]) -> tuple[MoneyFlow, ...]:
    """Budgets brought to 25–55 % of all costs, with the thresholds that go with them."""
    cost = sum(sum(map(sum, m.costs.values())) for m in works)
    share = draw.random.uniform(0.25, 0.55)
    factor = share * cost / max(sum(sum(f.budget.values()) for f in flows), 1)
    return tuple(
        replace(
            f,
            budget={year: int(cents * factor) // K * K for year, cents in f.budget.items()},
            min_application=_thousands(f.min_application, min(factor, 1.0)),
            programme_min=_thousands(f.programme_min, factor),
        )
        for f in flows
    )


def _thousands(cents: int, factor: float) -> int:
    return int(cents * factor) // K * K
