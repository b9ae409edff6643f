"""Small random tables that exercise every family of rules, for the oracle and the laws."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

from gebiedstafel.engines.connect.problem import (
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
    Nature,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
    Statement,
    Weights,
)

NEED_ONLY = Weights(Fraction(1), *[Fraction(0)] * 5)
CLASSES = (OwnerClass.MUNICIPALITY, OwnerClass.STATE, OwnerClass.HOUSING)
KINDS = (CostType.INVESTMENT, CostType.STAFF)


def small_table(seed: int, *, measures: int | None = None, weights: Weights | None = None) -> Problem:
    """A table of up to seven measures, its rules drawn so that each binds now and then."""
    dice = random.Random(seed)
    years = tuple(range(2027, 2027 + dice.choice((2, 2, 3))))
    count = measures or dice.choice((2, 3, 3, 4, 4, 5, 6, 7))
    works = [_measure(dice, n, years, count) for n in range(count)]
    flows = tuple(_flow(dice, n, years) for n in range(dice.randint(2, 4)))
    return Problem(
        id=f"small-{seed}",
        one_off_pays_recurring=seed % 7 == 3,
        as_of=date(2026, 11, 1),
        years=years,
        areas={"wijk": None, "buurt": "wijk", "elders": None},
        parties=_parties(dice, years),
        challenges=tuple(
            Challenge(f"o{n}", Fraction(dice.choice((6, 10))), Fraction(dice.randint(1, 3)), Fraction(n, 2))
            for n in range(2)
        ),
        measures=tuple(works),
        flows=flows,
        bundles=_bundles(dice, works),
        statements=(
            Statement("s0", Fraction(3, 4), ("m0", "b0")),
            Statement("s1", Fraction(1, 2), ("m1",)),
        ),
        weights=weights
        or (NEED_ONLY if dice.random() < 0.4 else Weights(lapse=Fraction(dice.choice((0, 2))))),
        min_resident_led=dice.choice((0, 0, 1)),
    )


def _parties(dice: random.Random, years: tuple[int, ...]) -> tuple[Party, ...]:
    def offers() -> tuple[HourOffer, ...]:
        skills = dice.sample(("", "a", "b"), dice.randint(1, 2))
        return tuple(HourOffer(s, {y: dice.randint(0, 14) for y in years}) for s in skills)

    return tuple(
        Party(
            f"p{n}",
            CLASSES[n],
            dice.random() < 0.9,
            offers(),
            dice.choice((None, None, 1, 2)),
            dice.choice((None, None, frozenset({"x"}))),
            dice.random() < 0.15,
        )
        for n in range(3)
    )


def _measure(dice: random.Random, n: int, years: tuple[int, ...], count: int) -> Measure:
    runs = dice.choice((1, 1, 2))
    kinds = dice.sample(KINDS, dice.choice((1, 1, 2)))
    most_starts = 2 if count <= 4 else 1
    starts = sorted(dice.sample(years, min(most_starts, len(years))))
    needs = [
        HourNeed(
            tuple(dice.randint(0, 9) for _ in range(runs)),
            dice.choice((None, None, "p0", "p1")),
            dice.choice(("a", "b")),
        )
        for _ in range(dice.choice((0, 0, 1, 2)))
    ]
    needs += [HourNeed((dice.randint(1, 6),), "p2")] if dice.random() < 0.15 else []
    before = dice.randrange(n) if n and dice.random() < 0.3 else None
    return Measure(
        id=f"m{n}",
        themes=tuple(sorted(dice.sample(("x", "y"), dice.choice((1, 1, 2))))),
        area=dice.choice(("wijk", "buurt", "buurt", "buurt")),
        start_years=tuple(starts),
        costs={k: tuple(dice.choice((0, 30, 50, 70, 77, 110)) * 101 for _ in range(runs)) for k in kinds},
        revenue={kinds[0]: (dice.choice((0, 10, 40)) * 101,)} if dice.random() < 0.15 else {},
        leads=tuple(sorted(dice.sample(("p0", "p1", "p2"), dice.randint(1, 2)))),
        hours=tuple(needs),
        effects={f"o{k}": Fraction(dice.choice((2, 4, 7))) for k in range(2) if dice.random() < 0.7},
        benefits=(Benefit(dice.choice(("p0", "p1")), 2500, dice.choice((2028, 2040))),),
        requires=() if before is None else (Prerequisite(f"m{before}", dice.randint(0, 1)),),
        alternative=dice.choice(("", "", "", "k")) if before is None and n > count // 2 else "",
        street=dice.choice(("", "s1", "s1")),
        kinds=frozenset({dice.choice(("kern", "rand"))}),
        target_groups=frozenset(dice.sample(("jong", "oud"), 1)),
        units={"huis": dice.randint(1, 4)},
        nature=Nature.RECURRING if dice.random() < 0.1 else Nature.ONE_OFF,
        resident_led=dice.random() < 0.2,
        funded_beyond=dice.random() < 0.15,
    )


def _flow(dice: random.Random, n: int, years: tuple[int, ...]) -> MoneyFlow:
    def maybe(chance: float) -> bool:
        return dice.random() < chance

    shapes = {
        "max_share": Fraction(dice.choice((1, 2)), 3) if maybe(0.25) else Fraction(1),
        "min_share": Fraction(1, 4) if maybe(0.12) else Fraction(0),
        "min_application": 40 * 101 if maybe(0.15) else 0,
        "max_application": 90 * 101 if maybe(0.15) else None,
        "lump": 33 * 101 if maybe(0.1) else None,
        "max_per_unit": ("huis", 25 * 101) if maybe(0.12) else None,
        "programme_min": 90 * 101 if maybe(0.15) else 0,
        "core": Core(Fraction(7, 10), frozenset({"kern"})) if maybe(0.12) else None,
        "ban_group": "g" if maybe(0.2) else "",
        "ban_classes": frozenset({dice.choice(CLASSES)}) if maybe(0.12) else frozenset(),
        "needs_at_table": "p1" if maybe(0.1) else "",
        "only_led_by": frozenset({"p0", "p2"}) if maybe(0.15) else None,
        "kinds": frozenset({"kern"}) if maybe(0.1) else None,
        "target_groups": frozenset({"jong"}) if maybe(0.1) else None,
    }
    if maybe(0.3):
        excluded = frozenset(dice.sample(CLASSES, dice.choice((0, 1))))
        by = date(2027, 7, 1) if maybe(0.4) else None
        shapes["match"] = Match(Fraction(dice.choice((1, 2)), dice.choice((2, 3))), excluded, by, maybe(0.25))
    if shapes["min_share"] > shapes["max_share"] or (shapes["lump"] and shapes["min_share"]):
        shapes["min_share"] = Fraction(0)
    if shapes["lump"]:
        shapes["min_application"] = min(shapes["min_application"], shapes["lump"])
    firm = maybe(0.7)
    spend_by = date(years[dice.choice((0, 1, -1))], 12, 31) if maybe(0.2) else None
    flow = MoneyFlow(
        id=f"f{n}",
        holder=f"p{n % 3}",
        owner_class=CLASSES[n % 3],
        budget={y: dice.choice((0, 60, 90, 150, 250)) * 101 for y in years},
        cost_types=frozenset(dice.sample(KINDS, dice.choice((1, 2, 2)))),
        area=dice.choice(("wijk", "wijk", "wijk", "buurt")),
        themes=dice.choice((None, None, frozenset({"x"}))),
        certainty=Certainty.FIRM
        if firm
        else dice.choice((Certainty.LIKELY, Certainty.LIKELY, Certainty.POSSIBLE)),
        certain_on=dice.choice((None, date(2027, 6, 1), date(2028, 1, 1))),
        carry_forward=dice.choice((Fraction(0), Fraction(1), Fraction(1, 5), Fraction(1, 2))),
        carry_backward=maybe(0.2),
        available_from=date(2028, 1, 1) if maybe(0.1) and spend_by is None else None,
        start_by=date(2027, 10, 1) if maybe(0.1) else None,
        commit_by=date(2028, 10, 1) if maybe(0.1) else None,
        spend_by=spend_by,
        nature=dice.choice((Nature.ONE_OFF, Nature.RECURRING)),
        burden=dice.choice((0, 0, 1, 3)),
        **shapes,
    )
    known = {"accounting_cents": 500_000 if n else None, "accounting_hours": 150}
    return replace(flow, **known) if flow.burden == 3 else flow


def _bundles(dice: random.Random, works: list[Measure]) -> tuple[Bundle, ...]:
    members = tuple(m.id for m in dice.sample(works, min(len(works), dice.choice((2, 2, 3)))))
    on = (members[0],) if dice.random() < 0.4 else ()
    first = Bundle("b0", members, dice.choice((10, 25, 60)) * 101, on, dice.random() < 0.3)
    second = Bundle("b1", (works[0].id, works[-1].id), 15 * 101)
    return (first, second) if dice.random() < 0.5 and len(works) > 1 else (first,)
