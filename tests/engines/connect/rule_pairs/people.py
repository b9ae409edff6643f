"""Pairs about people: who leads, whose hours are asked, and who is at the table."""

from __future__ import annotations

from gebiedstafel.engines.connect.problem import HourNeed, HourOffer, OwnerClass, Party

from .pair import NOTHING, Pair, money, table, work

BOTH = "A@2027(F100) B@2027(F100)"


def _q(hours: int = 10, skill: str = "", **more: object) -> Party:
    return Party("q", OwnerClass.CARE, offers=(HourOffer(skill, {2027: hours}),), **more)


def _asks(strict: HourNeed, lenient: HourNeed, broken: str, *parties: Party) -> Pair:
    return Pair(
        table(work(hours=(strict,)), money(), *parties),
        NOTHING,
        table(work(hours=(lenient,)), money(), *parties),
        "A@2027(F100)",
        broken,
    )


def _gives(strict: Party, lenient: Party, broken: str, need: HourNeed) -> Pair:
    return Pair(
        table(work(hours=(need,)), money(), strict),
        NOTHING,
        table(work(hours=(need,)), money(), lenient),
        "A@2027(F100)",
        broken,
    )


TEN_OF_Q = HourNeed((10,), party="q")
TEN_OF_DRAWING = HourNeed((10,), skill="tekenen")
P_DRAWS = Party("p", OwnerClass.MUNICIPALITY, offers=(HourOffer("tekenen", {2027: 10}),))

PEOPLE: dict[str, Pair] = {
    "a party gives no more hours than it has": _gives(_q(9), _q(10), "hours_over", TEN_OF_Q),
    "hours of another year do not count": _asks(
        HourNeed((0, 10), party="q"), HourNeed((10, 0), party="q"), "hours_not_as_asked", _q(10)
    ),
    "hours of a party come from that party": _asks(
        HourNeed((10,), party="q"), TEN_OF_DRAWING, "hours_not_as_asked", P_DRAWS, _q(9)
    ),
    "hours in a skill come from that skill": _gives(
        _q(10, "bouwen"), _q(10, "tekenen"), "hours_over", TEN_OF_DRAWING
    ),
    "an offer without a skill fills any": _gives(_q(10, "bouwen"), _q(10), "hours_over", TEN_OF_DRAWING),
    "hours of a party in a skill need both": _asks(
        HourNeed((10,), party="q", skill="tekenen"),
        TEN_OF_DRAWING,
        "hours_not_as_asked",
        P_DRAWS,
        _q(10, "bouwen"),
    ),
    "a party that is not at the table gives no hours": _gives(
        _q(10, at_table=False), _q(10), "hours_absent", TEN_OF_Q
    ),
    "a party gives hours to its own themes": _gives(
        _q(10, themes=frozenset({"y"})), _q(10, themes=frozenset({"x"})), "hours_unwilling", TEN_OF_Q
    ),
    "only a party that offered leads": Pair(
        table(work(leads=()), money()), NOTHING, table(work(), money()), "A@2027(F100)", "lead_not_offered"
    ),
    "only a party at the table leads": Pair(
        table(work(leads=("q",)), money(), _q(at_table=False)),
        NOTHING,
        table(work(leads=("q",)), money(), _q()),
        "A@2027(F100)",
        "lead_absent",
    ),
    "a party leads no more than it can": Pair(
        table(
            work("A"),
            work("B", effect=3),
            money("F", 200),
            Party("p", OwnerClass.MUNICIPALITY, max_leads=1),
        ),
        "A@2027(F100)",
        table(work("A"), work("B", effect=3), money("F", 200)),
        BOTH,
        "too_many_leads",
    ),
}
