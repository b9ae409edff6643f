"""Pairs about all a flow pays together: its years, its minimum, its core, its co-funding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from gebiedstafel.engines.connect.problem import Benefit, Core, Match, OwnerClass, Party, Problem

from .pair import NEED_ONLY, NOTHING, Pair, euros, money, table, work

HALF = Fraction(1, 2)
CORE = Core(HALF, frozenset({"kern"}))


def _later(budget: tuple[int, ...], strict: dict, lenient: dict, broken: str = "over_budget") -> Pair:
    """A measure of €100 in the second year."""
    late = work(start_years=(2028,))
    return Pair(
        table(late, money("F", *budget, **strict)),
        NOTHING,
        table(late, money("F", *budget, **lenient)),
        "A@2028(F100)",
        broken,
    )


def _core_and_rest() -> tuple:
    return work("A"), work("B", kinds=frozenset({"kern"}))


def _programme_match(programme: bool) -> Problem:
    """F pays A and G pays B; F weighs a little, so that G pays B alone where it can."""
    return table(
        work("A"),
        work("B", themes=("y",)),
        money("F", match=Match(Fraction(1), programme=programme), burden=1),
        money("G", themes=frozenset({"y"})),
        weights=replace(NEED_ONLY, burden=Fraction(1)),
    )


def _own_interest(strict: Party, lenient: Party, broken: str, *benefits: Benefit) -> Pair:
    return Pair(
        table(work(benefits=benefits[:1]), money(), strict),
        NOTHING,
        table(work(benefits=benefits[1:]), money(), lenient),
        "A@2027(F100)",
        broken,
    )


def _careful(on: bool) -> Party:
    return Party("p", OwnerClass.MUNICIPALITY, never_worse_off=on)


PROGRAMMES: dict[str, Pair] = {
    "a flow pays no more than it has in a year": Pair(
        table(work(), money("F", 99)), NOTHING, table(work(), money("F", 100)), "A@2027(F100)", "over_budget"
    ),
    "money of another year does not count": Pair(
        table(work(), money("F", 50, 50)),
        NOTHING,
        table(work(), money("F", 100, 0)),
        "A@2027(F100)",
        "over_budget",
    ),
    "money that may not be kept lapses": _later(
        (100,), {"carry_forward": Fraction(0)}, {"carry_forward": Fraction(1)}
    ),
    "of what is left only a part may be kept": _later(
        (198,), {"carry_forward": HALF}, {"carry_forward": Fraction(1)}
    ),
    "the part that may be kept pays": _later((200,), {"carry_forward": Fraction(0)}, {"carry_forward": HALF}),
    "later money is not spent earlier unless it may be": Pair(
        table(work(), money("F", 0, 100)),
        NOTHING,
        table(work(), money("F", 0, 100, carry_backward=True)),
        "A@2027(F100)",
        "over_budget",
    ),
    "money waits until it is available": Pair(
        table(work(), money(available_from=date(2028, 1, 1))),
        NOTHING,
        table(work(), money(available_from=date(2027, 12, 31))),
        "A@2027(F100)",
        "not_yet_available",
    ),
    "money is not spent after its last day": _later(
        (0, 100), {"spend_by": date(2028, 12, 30)}, {"spend_by": date(2028, 12, 31)}, "too_late_to_spend"
    ),
    "work starts before the day the flow asks": _later(
        (0, 100), {"start_by": date(2027, 10, 1)}, {"start_by": date(2028, 10, 1)}, "starts_too_late"
    ),
    "money is committed before its day": _later(
        (0, 100), {"commit_by": date(2027, 10, 1)}, {"commit_by": date(2028, 10, 1)}, "starts_too_late"
    ),
    "a programme pays its minimum or nothing": Pair(
        table(work(), money("F", 200, programme_min=euros(101))),
        NOTHING,
        table(work(), money("F", 200, programme_min=euros(100))),
        "A@2027(F100)",
        "below_programme_minimum",
    ),
    "a programme keeps to its core": Pair(
        table(work(kinds=frozenset({"rand"})), money(core=CORE)),
        NOTHING,
        table(work(kinds=frozenset({"rand"})), money()),
        "A@2027(F100)",
        "core_too_small",
    ),
    "beside its core a programme pays as much again": Pair(
        table(*_core_and_rest(), money("F", 200, core=Core(Fraction(51, 100), frozenset({"kern"})))),
        "B@2027(F100)",
        table(*_core_and_rest(), money("F", 200, core=CORE)),
        "A@2027(F100) B@2027(F100)",
        "core_too_small",
    ),
    "co-funding of a programme is asked over all of it": Pair(
        table(work(), money(match=Match(Fraction(1), programme=True))),
        NOTHING,
        table(work(), money()),
        "A@2027(F100)",
        "programme_match_short",
    ),
    "co-funding of a measure does not come from another measure": Pair(
        _programme_match(programme=False),
        "B@2027(G100)",
        _programme_match(programme=True),
        "A@2027(F100) B@2027(G100)",
        "match_short",
    ),
    "a party that must not be worse off pays no more than it gains": _own_interest(
        _careful(True), _careful(False), "worse_off"
    ),
    "what a party gains in a stated year counts": Pair(
        table(work(benefits=(Benefit("p", euros(99), 2028),)), money(), _careful(True)),
        NOTHING,
        table(work(benefits=(Benefit("p", euros(100), 2028),)), money(), _careful(True)),
        "A@2027(F100)",
        "worse_off",
    ),
    "a gain without a last year does not count": _own_interest(
        _careful(True),
        _careful(True),
        "worse_off",
        Benefit("p", euros(100), None),
        Benefit("p", euros(100), 2040),
    ),
}
