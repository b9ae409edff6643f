"""Pairs about what is worth more: need, urgency, time, residents, shared statements, lapsing money."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from gebiedstafel.engines.connect.problem import (
    Bundle,
    Challenge,
    OwnerClass,
    Party,
    Problem,
    Segment,
    Statement,
    Weights,
)

from .pair import NEED_ONLY, Pair, money, table, work

A, B = "A@2027(F100)", "B@2027(F100)"


def _choose(strict: dict, lenient: dict, broken: str = "objective_differs", **other: object) -> Pair:
    """€100 for A which does most, or for B, which the rule prefers."""
    things = (work("A"), work("B", **{"effect": 3, **other}), money())
    return Pair(table(*things, **strict), B, table(*things, **lenient), A, broken)


def _weigh(**weights: int) -> Weights:
    return replace(NEED_ONLY, **{name: Fraction(weight) for name, weight in weights.items()})


def _stated(*served_by: str) -> dict:
    return {"statements": (Statement("s", Fraction(3, 4), served_by),), "weights": _weigh(statement=2)}


def _three(segments: tuple[Segment, ...]) -> Problem:
    """€200 for two of three: A and B for one challenge, C for the other."""
    works = (work("A", effect=7), work("B", effect=6), work("C", effects={"o2": Fraction(5)}))
    two = (Challenge("o"), Challenge("o2"))
    return table(*works, money("F", 200), challenges=two, segments=segments)


FALLING = Problem.__dataclass_fields__["segments"].default
ONE_STEP = (Segment(Fraction(2), Fraction(1)),)
OTHER = {"o2": Fraction(3)}


def _apart(*, second: int) -> Problem:
    """A and B, which a statement wants together, or C which does more than B alone."""
    works = (work("A", 50), work("B", 50, effect=1, start_years=(second,)), work("C", 50, effect=2))
    bundles = (Bundle("b", ("A", "B"), 0),)
    return table(*works, money("F", 100, carry_forward=1), bundles=bundles, **_stated("b"))


def _lead(weight: int) -> Problem:
    """p leads A and B, q leads C which does less than B."""
    works = (work("A"), work("B", effect=3), work("C", effect=2, leads=("q",)))
    return table(*works, money("F", 200), Party("q", OwnerClass.CARE), weights=_weigh(lead=weight))


def _lapsing(weight: int) -> Problem:
    """A costs nothing; its alternative B spends what would lapse."""
    works = (work("A", 0, alternative="k"), work("B", effect=3, alternative="k"))
    return table(*works, money(), weights=_weigh(lapse=weight))


def _burden(burden: int = 0, **accounting: int) -> Problem:
    """A is paid by a flow with burden, its alternative B by one without."""
    works = (
        work("A", themes=("y",), alternative="k"),
        work("B", effect=3, alternative="k"),
    )
    flows = (
        money("E", themes=frozenset({"y"}), burden=burden, **accounting),
        money("F", themes=frozenset({"x"})),
    )
    return table(*works, *flows, weights=_weigh(burden=1))


VALUE: dict[str, Pair] = {
    "the more urgent need comes first": _choose(
        {"challenges": (Challenge("o"), Challenge("o2", urgency=Fraction(2)))},
        {"challenges": (Challenge("o", urgency=Fraction(2)), Challenge("o2"))},
        effects=OTHER,
    ),
    "the need that residents put first comes first": _choose(
        {"challenges": (Challenge("o"), Challenge("o2", resident_priority=Fraction(1)))},
        {"challenges": (Challenge("o", resident_priority=Fraction(1)), Challenge("o2"))},
        effects=OTHER,
    ),
    "more of the same is worth less": Pair(
        _three(FALLING),
        "A@2027(F100) C@2027(F100)",
        _three(ONE_STEP),
        "A@2027(F100) B@2027(F100)",
        "objective_differs",
    ),
    "what starts later is worth less": Pair(
        table(
            work("A", start_years=(2028,)),
            work("B", effect=3),
            money("F", 100, carry_forward=1),
            yearly_discount=Fraction(7, 10),
        ),
        B,
        table(
            work("A", start_years=(2028,)),
            work("B", effect=3),
            money("F", 100, carry_forward=1),
            yearly_discount=Fraction(1),
        ),
        "A@2028(F100)",
        "coverage_differs",
    ),
    "an effect nobody knows does not count": Pair(
        table(work("A", effects={"o": None}), work("B", effect=3), money()),
        B,
        table(work("A"), work("B", effect=3), money()),
        A,
        "coverage_differs",
    ),
    "residents lead at least as many as asked": _choose(
        {"min_resident_led": 1, "weights": _weigh(resident_shortfall=5)},
        {"weights": _weigh(resident_shortfall=5)},
        resident_led=True,
    ),
    "what residents share is worth something": _choose(
        _stated("B"), {"weights": _weigh(statement=2)}, "statement_differs"
    ),
    "a statement half served counts half": Pair(
        table(work("A"), work("B", effect=3), work("C", 999), money(), **_stated("B", "C")),
        A,
        table(work("A"), work("B", effect=3), work("C", 999), money(), **_stated("B")),
        B,
        "statement_differs",
    ),
    "a statement for a bundle is served by works that start together": Pair(
        _apart(second=2028),
        "A@2027(F50) C@2027(F50)",
        _apart(second=2027),
        "A@2027(F50) B@2027(F50)",
        "start_outside_window",
    ),
    "money that would lapse is spent first": Pair(
        _lapsing(2000), B, _lapsing(0), "A@2027", "objective_differs"
    ),
    "leads are spread over parties": Pair(
        _lead(2), "A@2027(F100) C@2027(F100)", _lead(0), "A@2027(F100) B@2027(F100)", "objective_differs"
    ),
    "euros of accounting weigh": Pair(
        _burden(accounting_cents=2_000_000),
        B,
        _burden(2, accounting_cents=0),
        "A@2027(E100)",
        "objective_differs",
    ),
    "hours of accounting weigh": Pair(
        _burden(accounting_hours=200), B, _burden(2, accounting_hours=0), "A@2027(E100)", "objective_differs"
    ),
    "accounting work weighs": Pair(_burden(2), B, _burden(0), "A@2027(E100)", "objective_differs"),
}
