"""Pairs about bundles: what starts together costs less, in one street, for the works named."""

from __future__ import annotations

from dataclasses import replace

from gebiedstafel.engines.connect import Plan
from gebiedstafel.engines.connect.problem import Bundle, Problem

from .pair import Pair, euros, money, table, work

PAIR = ("A", "B")


def _works(street: str = "s", **later: object) -> tuple:
    return work("A", street="s"), work("B", effect=3, street=street, **later)


def _b_a_year_later(plan: Plan) -> Plan:
    def moved(m):
        shift = [tuple(replace(each, year=2028) for each in part) for part in (m.payments, m.savings)]
        return replace(m, start=2028, payments=shift[0], savings=shift[1])

    return replace(plan, measures=tuple(moved(m) if m.id == "B" else m for m in plan.measures))


def _saved(*members: object, budget: int = 180, **bundle: object) -> Problem:
    bundles = (Bundle("b", PAIR, **{"saving": euros(20), "saving_on": ("A",), **bundle}),)
    return table(*members, money("F", budget, carry_forward=1), bundles=bundles)


TOGETHER: dict[str, Pair] = {
    "only a bundle saves": Pair(
        table(*_works(), money("F", 180)),
        "A@2027(F100)",
        _saved(*_works()),
        "A@2027(F80) B@2027(F100)",
        "saving_not_allowed",
    ),
    "a bundle saves what it says": Pair(
        table(*_works(), money("F", 180), bundles=(Bundle("b", PAIR, euros(19), ("A",)),)),
        "A@2027(F100)",
        _saved(*_works()),
        "A@2027(F80) B@2027(F100)",
        "saving_too_high",
    ),
    "works that start apart save nothing": Pair(
        _saved(*_works(start_years=(2028,))),
        "A@2027(F100)",
        _saved(*_works()),
        "A@2027(F80) B@2027(F100)",
        "saving_too_high",
        _b_a_year_later,
    ),
    "works in two streets save nothing": Pair(
        _saved(*_works("t"), same_street=True),
        "A@2027(F100)",
        _saved(*_works("t"), same_street=False),
        "A@2027(F80) B@2027(F100)",
        "saving_too_high",
    ),
    "works in one street save": Pair(
        _saved(*_works("t"), same_street=True),
        "A@2027(F100)",
        _saved(*_works("s"), same_street=True),
        "A@2027(F80) B@2027(F100)",
        "saving_too_high",
    ),
    "a saving is booked on the works it is named for": Pair(
        _saved(work("A"), work("B", 10, effect=3), budget=90, saving_on=("B",)),
        "B@2027(F10)",
        _saved(work("A"), work("B", 10, effect=3), budget=90, saving_on=("A",)),
        "A@2027(F80) B@2027(F10)",
        "saving_not_allowed",
    ),
    "what starting together saves is saved": Pair(
        _saved(*_works(), budget=181),
        "A@2027(F80) B@2027(F100)",
        _saved(*_works(), budget=181, saving=euros(19)),
        "A@2027(F81) B@2027(F100)",
        "saving_too_low",
    ),
    "no more is saved than the work costs": Pair(
        _saved(work("A", 15), work("B", effect=3)),
        "A@2027 B@2027(F100)",
        _saved(*_works()),
        "A@2027(F80) B@2027(F100)",
        "saving_below_zero",
    ),
}
