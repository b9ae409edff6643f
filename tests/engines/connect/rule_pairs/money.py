"""Pairs about one payment: what a flow is for, how much it may pay, and beside whom."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from gebiedstafel.engines.connect.problem import (
    Certainty,
    CostType,
    Match,
    Nature,
    OwnerClass,
    Party,
)

from .pair import INVEST, NOTHING, Pair, euros, money, table, work

HALF = Fraction(1, 2)
STATE = frozenset({OwnerClass.STATE})


def _one_flow(broken: str, strict: dict, lenient: dict | None = None, **measure: object) -> Pair:
    """One measure of €100 and one flow of €100 that pays it, unless the rule forbids."""
    lone = work(**measure)
    return Pair(
        table(lone, money(**strict)), NOTHING, table(lone, money(**lenient or {})), "A@2027(F100)", broken
    )


def _two_flows(broken: str, strict: dict, *, other: dict | None = None, lenient: dict | None = None) -> Pair:
    """One measure of €100 that two flows of €50 pay together, unless the rule forbids."""
    beside = money("G", 50, **other or {})
    return Pair(
        table(work(), money("F", 50, **strict), beside),
        NOTHING,
        table(work(), money("F", 50, **lenient or {}), beside),
        "A@2027(F50,G50)",
        broken,
    )


def _likely(certain_on: date | None) -> dict:
    return {"certainty": Certainty.LIKELY, "certain_on": certain_on}


OCTOBER = date(2027, 10, 1)

MONEY: dict[str, Pair] = {
    "money goes to its own theme": _one_flow("wrong_theme", {"themes": frozenset({"y"})}),
    "money pays only its own cost types": _one_flow(
        "wrong_cost_type", {"cost_types": frozenset({CostType.STAFF})}
    ),
    "money stays in its area": _one_flow("wrong_area", {"area": "elders"}),
    "money of a part does not pay for the whole": _one_flow(
        "wrong_area", {"area": "buurt"}, {"area": "wijk"}, area="wijk"
    ),
    "money goes to its own kind of work": _one_flow("wrong_kind", {"kinds": frozenset({"huis"})}),
    "money goes to its own people": _one_flow("wrong_target_group", {"target_groups": frozenset({"jong"})}),
    "one-off money does not pay what recurs": _one_flow(
        "one_off_for_recurring",
        {"nature": Nature.ONE_OFF},
        {"nature": Nature.RECURRING},
        nature=Nature.RECURRING,
    ),
    "one-off money pays what recurs only where the table says so": Pair(
        table(work(nature=Nature.RECURRING), money(nature=Nature.ONE_OFF)),
        NOTHING,
        table(work(nature=Nature.RECURRING), money(nature=Nature.ONE_OFF), one_off_pays_recurring=True),
        "A@2027(F100)",
        "one_off_for_recurring",
    ),
    "money that is only possible is not planned": _one_flow(
        "not_in_base_plan", {"certainty": Certainty.POSSIBLE}, {"certainty": Certainty.LIKELY}
    ),
    "money decided elsewhere is not planned": _one_flow("not_in_base_plan", {"in_engine": False}),
    "money that wants a party at the table waits for it": Pair(
        table(work(), money(needs_at_table="q"), Party("q", OwnerClass.CARE, at_table=False)),
        NOTHING,
        table(work(), money(needs_at_table="q"), Party("q", OwnerClass.CARE)),
        "A@2027(F100)",
        "holder_absent",
    ),
    "money wants one of its own leads": Pair(
        table(work(leads=("p",)), money(only_led_by=frozenset({"q"})), Party("q", OwnerClass.CARE)),
        NOTHING,
        table(work(leads=("p",)), money(only_led_by=None), Party("q", OwnerClass.CARE)),
        "A@2027(F100)",
        "wrong_lead",
    ),
    "a flow pays at most its share": _one_flow("above_max_share", {"max_share": Fraction(99, 100)}),
    "a flow pays at least its share": Pair(
        table(work(), money("F", 40, min_share=HALF), money("G", 60)),
        NOTHING,
        table(work(), money("F", 40), money("G", 60)),
        "A@2027(F40,G60)",
        "below_min_share",
    ),
    "a flow pays at least its minimum": _two_flows("below_minimum", {"min_application": euros(60)}),
    "a flow pays at most its maximum": _one_flow("above_maximum", {"max_application": euros(99)}),
    "a fixed amount is that amount": _two_flows("not_the_lump", {"lump": euros(40)}),
    "a flow pays at most so much for each unit": _one_flow(
        "above_unit_cap", {"max_per_unit": ("huis", euros(49))}, units={"huis": 2}
    ),
    "co-funding is asked beside the flow": _one_flow("match_short", {"match": Match(Fraction(1))}),
    "state money is no co-funding where that is excluded": _two_flows(
        "match_short",
        {"match": Match(Fraction(1), STATE)},
        other={"owner_class": OwnerClass.STATE},
        lenient={"match": Match(Fraction(1))},
    ),
    "co-funding must be certain in time": _two_flows(
        "match_short",
        {"match": Match(Fraction(1), certain_by=OCTOBER)},
        other=_likely(date(2028, 1, 1)),
        lenient={"match": Match(Fraction(1), certain_by=date(2028, 1, 1))},
    ),
    "co-funding that nobody can date is not certain in time": _two_flows(
        "match_short",
        {"match": Match(Fraction(1), certain_by=OCTOBER)},
        other=_likely(None),
        lenient={"match": Match(Fraction(1))},
    ),
    "two flows of one group do not go together": _two_flows(
        "banned_together", {"ban_group": "g"}, other={"ban_group": "g"}
    ),
    "a flow does not go beside the money it bans": _two_flows(
        "banned_class", {"ban_classes": STATE}, other={"owner_class": OwnerClass.STATE}
    ),
    "own revenue need not be paid": Pair(
        table(work(), money("F", 90)),
        NOTHING,
        table(work(revenue={INVEST: (euros(10),)}), money("F", 90)),
        "A@2027(F90)",
        "not_paid",
    ),
    "money that is not on the table pays nothing": Pair(
        table(work(), money("F", 50)),
        NOTHING,
        table(work(), money("F", 50), money("G", 50)),
        "A@2027(F50,G50)",
        "unknown_flow",
    ),
    "a measure is paid what it costs and no more": Pair(
        table(work(cost=90), money()), "A@2027(F90)", table(work(), money()), "A@2027(F100)", "paid_too_much"
    ),
    "what is left over is told": Pair(
        table(work(), money("F", 120)),
        "A@2027(F100)",
        table(work(), money()),
        "A@2027(F100)",
        "unused_differs",
    ),
}
