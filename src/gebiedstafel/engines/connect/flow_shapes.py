"""The shapes of money flows in made-up tables, after rules that Dutch money really has."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from .problem import Certainty, Core, CostType, Match, MoneyFlow, OwnerClass, Party

THEMES = ("wonen", "energie", "water", "groen", "zorg", "jeugd", "werk", "veilig", "ontmoeten")
PHYSICAL = frozenset(THEMES[:4])
K = 100_000
"""Cents in a thousand euros."""


@dataclass(frozen=True)
class Draw:
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


def _flow(
    draw: Draw,
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


def _yearly(owner: OwnerClass, yearly: int, people: bool) -> Callable[[Draw, str], MoneyFlow]:
    """Yearly money of a party here, gone at the end of the year."""

    def make(draw: Draw, name: str) -> MoneyFlow:
        pool = SOCIAL_THEMES if people else PHYSICAL_THEMES
        kinds = PEOPLE if people else (CostType.INVESTMENT, CostType.PROCESS)
        return _flow(draw, name, owner, yearly, kinds, 2, pool=pool)

    return make


def _reserve(owner: OwnerClass, yearly: int, themes: int) -> Callable[[Draw, str], MoneyFlow]:
    """Money in one year that may be kept, also for process costs."""

    def make(draw: Draw, name: str) -> MoneyFlow:
        plain = _flow(draw, name, owner, yearly, ANY, themes, once=True)
        return replace(plain, carry_forward=ONE)

    return make


def _restructuring(draw: Draw, name: str) -> MoneyFlow:
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


def _regional_programme(draw: Draw, name: str) -> MoneyFlow:
    """Half from the region over the whole programme, and nothing below its minimum."""
    plain = _flow(draw, name, OwnerClass.STATE, 200, ANY, 3, once=True)
    match = Match(ONE, STATE, programme=True)
    return replace(plain, carry_forward=ONE, match=match, programme_min=400 * K, burden=3)


def _focus_area(draw: Draw, name: str) -> MoneyFlow:
    """Yearly state money for people, kept until its last day."""
    plain = _flow(draw, name, OwnerClass.STATE, 90, PEOPLE, 2, pool=SOCIAL_THEMES)
    return replace(plain, carry_forward=ONE, spend_by=date(draw.years[-2], 12, 31), burden=2)


def _broad_grant(draw: Draw, name: str) -> MoneyFlow:
    """Yearly, a fifth may go to the next year."""
    plain = _flow(draw, name, OwnerClass.STATE, 80, PEOPLE, 2, pool=SOCIAL_THEMES)
    return replace(plain, carry_forward=Fraction(1, 5), burden=1)


def _insulation(draw: Draw, name: str) -> MoneyFlow:
    """An amount per dwelling; not with another grant for the same."""
    plain = _flow(draw, name, OwnerClass.STATE, 110, STONES, 2, pool=PHYSICAL_THEMES)
    return replace(plain, carry_forward=ONE, max_per_unit=("woningen", 5 * K), ban_group="isolatie", burden=1)


def _owner_grant(draw: Draw, name: str) -> MoneyFlow:
    """Thirty percent, banned beside other state money."""
    plain = _flow(draw, name, OwnerClass.STATE, 70, STONES, 2, pool=PHYSICAL_THEMES)
    return replace(plain, max_share=Fraction(3, 10), ban_group="isolatie", ban_classes=STATE, burden=1)


def _heat(draw: Draw, name: str) -> MoneyFlow:
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


def _european(draw: Draw, name: str) -> MoneyFlow:
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


def _levy(draw: Draw, name: str) -> MoneyFlow:
    """A levy for one purpose, a year earlier or later."""
    plain = _flow(draw, name, OwnerClass.MUNICIPALITY, 160, STONES, 2, pool=PHYSICAL_THEMES)
    return replace(plain, carry_forward=ONE, carry_backward=True)


def _water_board(draw: Draw, name: str) -> MoneyFlow:
    """Half at most, and only while the water board sits here."""
    plain = _flow(draw, name, OwnerClass.WATER_BOARD, 50, STONES, 2, pool=("water", "groen"))
    return replace(plain, carry_forward=ONE, max_share=Fraction(1, 2), needs_at_table=plain.holder)


def _fund(draw: Draw, name: str) -> MoneyFlow:
    """A lump sum for what residents lead."""
    plain = _flow(draw, name, OwnerClass.FUND, 30, ANY, 3)
    return replace(plain, carry_forward=ONE, lump=25 * K, burden=1)


def _corporation(draw: Draw, name: str) -> MoneyFlow:
    """A corporation invests in its own stock, in one neighbourhood, and pays a fifth at least."""
    plain = _flow(draw, name, OwnerClass.HOUSING, 260, STONES, 2, pool=PHYSICAL_THEMES, wide=False)
    return replace(plain, carry_forward=ONE, min_share=Fraction(1, 5))


def _led_by_residents(draw: Draw, name: str) -> MoneyFlow:
    """Only when residents lead."""
    residents = frozenset(p.id for p in draw.parties if p.owner_class is OwnerClass.RESIDENTS)
    plain = _flow(draw, name, OwnerClass.MUNICIPALITY, 40, ANY, 3)
    return replace(plain, only_led_by=residents or None)


SHAPES: tuple[Callable[[Draw, str], MoneyFlow], ...] = (
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
