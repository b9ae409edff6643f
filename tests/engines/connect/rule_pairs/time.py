"""Pairs about when and whether: windows, order, alternatives, the horizon, and what the table forces."""

from __future__ import annotations

from dataclasses import replace

from gebiedstafel.engines.connect import Plan
from gebiedstafel.engines.connect.problem import Choices, Prerequisite

from .pair import NOTHING, Pair, money, table, work

BOTH = "A@2027(F100) B@2027(F100)"
FREE = {"cost": 0, "effect": 1}


def _twin_as_itself(plan: Plan) -> Plan:
    return replace(plan, measures=tuple(replace(m, id="A") for m in plan.measures))


def _forced(strict: Choices, plan: str, broken: str, lenient: str = "A@2027(F100)") -> Pair:
    """€100 for A, or for B which does less; A may start later."""
    works = (work("A", start_years=(2027, 2028)), work("B", effect=3))
    flow = money("F", 100, carry_forward=1)
    return Pair(table(*works, flow, choices=strict), plan, table(*works, flow), lenient, broken)


TIME: dict[str, Pair] = {
    "a measure is done once": Pair(
        table(work("A"), money("F", 200)),
        "A@2027(F100)",
        table(work("A"), work("B"), money("F", 200)),
        BOTH,
        "chosen_twice",
        _twin_as_itself,
    ),
    "a measure starts in its own years": Pair(
        table(work(start_years=(2028,)), money()),
        NOTHING,
        table(work(start_years=(2027,)), money()),
        "A@2027(F100)",
        "start_outside_window",
    ),
    "of two alternatives one is done": Pair(
        table(work("A", alternative="k"), work("B", effect=3, alternative="k"), money("F", 200)),
        "A@2027(F100)",
        table(work("A"), work("B", effect=3), money("F", 200)),
        BOTH,
        "two_alternatives",
    ),
    "what must come first is done too": Pair(
        table(work("A", requires=(Prerequisite("B"),)), work("B", 0, leads=()), money()),
        NOTHING,
        table(work("A"), work("B", 0, leads=()), money()),
        "A@2027(F100)",
        "predecessor_missing",
    ),
    "what must come a year earlier starts a year earlier": Pair(
        table(work("A", requires=(Prerequisite("B", 1),)), work("B", **FREE), money()),
        "B@2027",
        table(work("A", requires=(Prerequisite("B", 0),)), work("B", **FREE), money()),
        "A@2027(F100) B@2027",
        "predecessor_missing",
    ),
    "work is done within the years of the table": Pair(
        table(work("A", (50, 50), start_years=(2028,)), money("F", 0, 50)),
        NOTHING,
        table(work("A", (50, 50), start_years=(2028,), funded_beyond=True), money("F", 0, 50)),
        "A@2028(F50)",
        "beyond_horizon",
    ),
    "what the table puts in is in": _forced(Choices(frozenset({"B"})), "B@2027(F100)", "forced_in_missing"),
    "what the table puts out is out": _forced(
        Choices(forced_out=frozenset({"A"})), "B@2027(F100)", "forced_out_chosen"
    ),
    "the table's start year holds": _forced(
        Choices(start={"A": 2028}), "A@2028(F100)", "forced_start_differs"
    ),
    "what is not on the table is not done": Pair(
        table(work("A"), money("F", 200)),
        "A@2027(F100)",
        table(work("A"), work("B"), money("F", 200)),
        BOTH,
        "unknown_measure",
    ),
    "the table pays nothing after its years": Pair(
        table(work("A", (50, 50), funded_beyond=True), money("F", 100, carry_forward=1), years=(2027,)),
        "A@2027(F50)",
        table(work("A", (50, 50), funded_beyond=True), money("F", 100, carry_forward=1)),
        "A@2027(F100)",
        "payment_outside_horizon",
    ),
}
