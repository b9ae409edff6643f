"""Made-up tables that are shaped like real ones and hard to solve: for measuring and for trying out.

Flows follow the shapes of Dutch money in docs: a share of the deficit with co-funding, a programme
with its minimum, yearly money that lapses, a levy for one purpose, a fund with a lump sum, and so on.
Everything is drawn from one seed; the same arguments give the same table.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from .problem import (
    Benefit,
    Bundle,
    Certainty,
    Challenge,
    Core,
    CostType,
    HourNeed,
    HourOffer,
    Match,
    Measure,
    MoneyFlow,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
    Statement,
)

FIRST_YEAR = 2027
THEMES = ("wonen", "energie", "water", "groen", "zorg", "jeugd", "werk", "veilig", "ontmoeten")
SKILLS = ("ontwerp", "uitvoering", "begeleiding", "geld", "participatie")
PHYSICAL = frozenset(THEMES[:4])
K = 100_000
"""Cents in a thousand euros."""

CLASSES = (
    [OwnerClass.MUNICIPALITY] * 4
    + [OwnerClass.HOUSING] * 2
    + [OwnerClass.CARE] * 3
    + [OwnerClass.SCHOOL, OwnerClass.POLICE, OwnerClass.UTILITY, OwnerClass.WATER_BOARD, OwnerClass.MARKET]
    + [OwnerClass.RESIDENTS] * 4
    + [OwnerClass.STATE, OwnerClass.PROVINCE]
)


@dataclass(frozen=True)
class _Draw:
    """The dice with what they must fit."""

    random: random.Random
    years: tuple[int, ...]
    areas: tuple[str, ...]
    parties: tuple[Party, ...]

    def holder(self, owner: OwnerClass) -> str:
        """A party of that class, else any."""
        return self.random.choice(
            [p.id for p in self.parties if p.owner_class is owner] or [self.parties[0].id]
        )


def generate(measures: int, seed: int, flows: int = 27, parties: int = 20, years: int = 6) -> Problem:
    """A table of this size; its flows hold 25 to 55 percent of what its measures cost."""
    dice = random.Random(seed)
    horizon = tuple(range(FIRST_YEAR, FIRST_YEAR + years))
    areas = ("buurt1", "buurt2", "buurt3")
    seated = tuple(_party(dice, number, horizon) for number in range(parties))
    draw = _Draw(dice, horizon, areas, seated)
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


def _measure(draw: _Draw, number: int, challenges: tuple[Challenge, ...]) -> Measure:
    dice = draw.random
    themes = tuple(dice.sample(THEMES, dice.choice((1, 1, 2))))
    physical = themes[0] in PHYSICAL
    runs = dice.randint(1, 3)
    size = dice.randint(300, 3000) if physical else dice.randint(60, 420)
    parts = [dice.uniform(0.6, 1.4) for _ in range(runs)]
    yearly = [round(size * part / sum(parts)) * K for part in parts]
    costs = _costs(dice, physical, yearly)
    last_start = draw.years[-1] - runs + 1
    first = dice.randint(draw.years[0], max(draw.years[0], last_start - 2))
    window = tuple(range(first, min(first + dice.randint(2, 4), last_start) + 1))
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


def _with_order(draw: _Draw, works: list[Measure]) -> tuple[Measure, ...]:
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


def _bundles(draw: _Draw, works: tuple[Measure, ...]) -> tuple[Bundle, ...]:
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


def _statements(draw: _Draw, works: tuple[Measure, ...]) -> tuple[Statement, ...]:
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


def _scaled(draw: _Draw, flows: list[MoneyFlow], works: tuple[Measure, ...]) -> tuple[MoneyFlow, ...]:
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


def _flow(
    draw: _Draw,
    name: str,
    owner: OwnerClass,
    yearly: int,
    kinds: tuple[CostType, ...],
    themes: int,
    *,
    pool: tuple[str, ...] = THEMES,
    once: bool = False,
    wide: bool = True,
) -> MoneyFlow:
    """A plain flow: yearly money, or all of it in one early year."""
    dice = draw.random
    amounts = {y: int(yearly * dice.uniform(0.7, 1.3)) * K for y in draw.years}
    if once:
        pot = dice.randrange(min(3, len(draw.years)))
        amounts = {y: (sum(amounts.values()) if n == pot else 0) for n, y in enumerate(draw.years)}
    return MoneyFlow(
        id=name,
        holder=draw.holder(owner),
        owner_class=owner,
        budget=amounts,
        cost_types=frozenset(kinds),
        area="wijk" if wide else dice.choice(draw.areas),
        themes=frozenset(dice.sample(pool, min(themes, len(pool)))),
    )


STONES = (CostType.INVESTMENT,)
PEOPLE = (CostType.STAFF, CostType.OPERATION)
ANY = tuple(CostType)
PHYSICAL_THEMES = tuple(sorted(PHYSICAL))
SOCIAL_THEMES = tuple(t for t in THEMES if t not in PHYSICAL)
STATE = frozenset({OwnerClass.STATE})
ONE = Fraction(1)


def _yearly(owner: OwnerClass, yearly: int, people: bool) -> Callable[[_Draw, str], MoneyFlow]:
    """Yearly money of a party here, gone at the end of the year."""

    def make(draw: _Draw, name: str) -> MoneyFlow:
        pool = SOCIAL_THEMES if people else PHYSICAL_THEMES
        kinds = PEOPLE if people else (CostType.INVESTMENT, CostType.PROCESS)
        return _flow(draw, name, owner, yearly, kinds, 2, pool=pool)

    return make


def _reserve(owner: OwnerClass, yearly: int, themes: int) -> Callable[[_Draw, str], MoneyFlow]:
    """Money in one year that may be kept, also for process costs."""

    def make(draw: _Draw, name: str) -> MoneyFlow:
        plain = _flow(draw, name, owner, yearly, ANY, themes, once=True)
        return replace(plain, carry_forward=ONE)

    return make


def _restructuring(draw: _Draw, name: str) -> MoneyFlow:
    """At most 70 % of the deficit, the rest from others than the state, a core and a large minimum."""
    plain = _flow(draw, name, OwnerClass.STATE, 420, STONES, 2, pool=PHYSICAL_THEMES, once=True)
    return replace(
        plain,
        carry_forward=ONE,
        max_share=Fraction(7, 10),
        match=Match(Fraction(3, 7), STATE, date(draw.years[0], 10, 1)),
        min_application=400 * K,
        start_by=date(draw.years[-1] - 2, 10, 1),
        core=Core(Fraction(7, 10), frozenset({"woningverbetering", "voorziening"})),
        certainty=Certainty.LIKELY,
        certain_on=date(draw.years[1], 1, 15),
        burden=3,
    )


def _regional_programme(draw: _Draw, name: str) -> MoneyFlow:
    """Half from the region over the whole programme, and nothing below its minimum."""
    plain = _flow(draw, name, OwnerClass.STATE, 200, ANY, 3, once=True)
    match = Match(ONE, STATE, programme=True)
    return replace(plain, carry_forward=ONE, match=match, programme_min=400 * K, burden=3)


def _focus_area(draw: _Draw, name: str) -> MoneyFlow:
    """Yearly state money for people, kept until its last day."""
    plain = _flow(draw, name, OwnerClass.STATE, 90, PEOPLE, 2, pool=SOCIAL_THEMES)
    return replace(plain, carry_forward=ONE, spend_by=date(draw.years[-2], 12, 31), burden=2)


def _broad_grant(draw: _Draw, name: str) -> MoneyFlow:
    """Yearly, a fifth may go to the next year."""
    plain = _flow(draw, name, OwnerClass.STATE, 80, PEOPLE, 2, pool=SOCIAL_THEMES)
    return replace(plain, carry_forward=Fraction(1, 5), burden=1)


def _insulation(draw: _Draw, name: str) -> MoneyFlow:
    """An amount per dwelling; not with another grant for the same."""
    plain = _flow(draw, name, OwnerClass.STATE, 110, STONES, 2, pool=PHYSICAL_THEMES)
    return replace(plain, carry_forward=ONE, max_per_unit=("woningen", 5 * K), ban_group="isolatie", burden=1)


def _owner_grant(draw: _Draw, name: str) -> MoneyFlow:
    """Thirty percent, banned beside other state money."""
    plain = _flow(draw, name, OwnerClass.STATE, 70, STONES, 2, pool=PHYSICAL_THEMES)
    return replace(plain, max_share=Fraction(3, 10), ban_group="isolatie", ban_classes=STATE, burden=1)


def _heat(draw: _Draw, name: str) -> MoneyFlow:
    """At most 45 %, capped per application."""
    plain = _flow(draw, name, OwnerClass.STATE, 150, STONES, 2, pool=PHYSICAL_THEMES, once=True)
    return replace(
        plain,
        carry_forward=ONE,
        max_share=Fraction(45, 100),
        max_application=900 * K,
        match=Match(Fraction(11, 9), STATE),
        burden=2,
    )


def _european(draw: _Draw, name: str) -> MoneyFlow:
    """Forty percent, sixty from others, from a minimum."""
    plain = _flow(draw, name, OwnerClass.EU, 130, ANY, 2, once=True)
    return replace(
        plain,
        carry_forward=ONE,
        match=Match(Fraction(3, 2)),
        max_share=Fraction(4, 10),
        min_application=200 * K,
        burden=4,
    )


def _levy(draw: _Draw, name: str) -> MoneyFlow:
    """A levy for one purpose, a year earlier or later."""
    plain = _flow(draw, name, OwnerClass.MUNICIPALITY, 160, STONES, 2, pool=PHYSICAL_THEMES)
    return replace(plain, carry_forward=ONE, carry_backward=True)


def _water_board(draw: _Draw, name: str) -> MoneyFlow:
    """Half at most, and only while the water board sits here."""
    plain = _flow(draw, name, OwnerClass.WATER_BOARD, 50, STONES, 2, pool=("water", "groen"))
    return replace(plain, carry_forward=ONE, max_share=Fraction(1, 2), needs_at_table=plain.holder)


def _fund(draw: _Draw, name: str) -> MoneyFlow:
    """A lump sum for what residents lead."""
    plain = _flow(draw, name, OwnerClass.FUND, 30, ANY, 3)
    return replace(plain, carry_forward=ONE, lump=25 * K, burden=1)


def _corporation(draw: _Draw, name: str) -> MoneyFlow:
    """A corporation invests in its own stock, in one neighbourhood, and pays a fifth at least."""
    plain = _flow(draw, name, OwnerClass.HOUSING, 260, STONES, 2, pool=PHYSICAL_THEMES, wide=False)
    return replace(plain, carry_forward=ONE, min_share=Fraction(1, 5))


def _led_by_residents(draw: _Draw, name: str) -> MoneyFlow:
    """Only when residents lead."""
    residents = frozenset(p.id for p in draw.parties if p.owner_class is OwnerClass.RESIDENTS)
    plain = _flow(draw, name, OwnerClass.MUNICIPALITY, 40, ANY, 3)
    return replace(plain, only_led_by=residents or None)


SHAPES: tuple[Callable[[_Draw, str], MoneyFlow], ...] = (
    _yearly(OwnerClass.MUNICIPALITY, 60, people=True),
    _yearly(OwnerClass.MUNICIPALITY, 110, people=False),
    _reserve(OwnerClass.MUNICIPALITY, 120, themes=3),
    _restructuring,
    _regional_programme,
    _focus_area,
    _broad_grant,
    _insulation,
    _owner_grant,
    _heat,
    _european,
    _levy,
    _water_board,
    _fund,
    _corporation,
    _led_by_residents,
    _yearly(OwnerClass.HOUSING, 50, people=True),
    _yearly(OwnerClass.CARE, 50, people=True),
    _yearly(OwnerClass.SCHOOL, 35, people=True),
    _reserve(OwnerClass.UTILITY, 180, themes=2),
    _reserve(OwnerClass.MARKET, 40, themes=2),
    _yearly(OwnerClass.WATER_BOARD, 60, people=False),
    _reserve(OwnerClass.PROVINCE, 80, themes=2),
    _corporation,
    _broad_grant,
    _levy,
    _reserve(OwnerClass.MUNICIPALITY, 70, themes=3),
)
