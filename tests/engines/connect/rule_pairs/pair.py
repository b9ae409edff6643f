"""The smallest table there is, and what one rule changes in it. Amounts here are in euros."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from gebiedstafel.engines.connect import Plan
from gebiedstafel.engines.connect.problem import (
    Challenge,
    CostType,
    Measure,
    MoneyFlow,
    OwnerClass,
    Party,
    Problem,
    Weights,
)

YEARS = (2027, 2028)
NEED_ONLY = Weights(Fraction(1), *[Fraction(0)] * 5)
INVEST = CostType.INVESTMENT


@dataclass(frozen=True)
class Pair:
    """Two tables that differ in one rule, the plan of each, and what the rule says of the second plan.

    `turn` moves the second plan onto the first table where the two do not name the same things.
    """

    strict: Problem
    plan: str
    lenient: Problem
    other_plan: str
    broken: str
    turn: Callable[[Plan], Plan] = lambda plan: plan


def told(plan: Plan) -> str:
    """A plan in a few words: what starts when, and in brackets who pays how many euros."""
    return " ".join(f"{m.id}@{m.start}{_paid(m.payments)}" for m in plan.measures)


def _paid(payments: tuple) -> str:
    sums: dict[str, int] = {}
    for p in payments:
        sums[p.flow] = sums.get(p.flow, 0) + p.cents
    said = ",".join(f"{flow}{cents / 100:g}" for flow, cents in sorted(sums.items()))
    return f"({said})" if said else ""


def work(name: str = "A", cost: int | tuple[int, ...] = 100, effect: int = 4, **more: object) -> Measure:
    """A measure that costs this much, does so much for the one challenge, and that p can lead."""
    years = cost if isinstance(cost, tuple) else (cost,)
    plain = Measure(
        id=name,
        themes=("x",),
        area="buurt",
        start_years=(2027,),
        costs={INVEST: tuple(euros * 100 for euros in years)},
        leads=("p",),
        effects={"o": Fraction(effect)},
    )
    return replace(plain, **more)


def money(name: str = "F", *budget: int, **more: object) -> MoneyFlow:
    """A flow with so many euros in the first years, for any work in the district."""
    plain = MoneyFlow(
        id=name,
        holder="p",
        owner_class=OwnerClass.MUNICIPALITY,
        budget={year: euros * 100 for year, euros in zip(YEARS, budget or (100,), strict=False)},
        cost_types=frozenset({INVEST}),
        area="wijk",
    )
    return replace(plain, **more)


def table(*things: Measure | MoneyFlow | Party, **more: object) -> Problem:
    """A table of two years with these measures, flows and parties beside the municipality p."""
    plain = Problem(
        id="pair",
        as_of=date(2026, 11, 1),
        years=YEARS,
        areas={"wijk": None, "buurt": "wijk", "elders": None},
        parties=tuple(t for t in things if isinstance(t, Party)),
        challenges=(Challenge("o"),),
        measures=tuple(t for t in things if isinstance(t, Measure)),
        flows=tuple(t for t in things if isinstance(t, MoneyFlow)),
        weights=NEED_ONLY,
    )
    if not any(p.id == "p" for p in plain.parties):
        plain = replace(plain, parties=(Party("p", OwnerClass.MUNICIPALITY), *plain.parties))
    return replace(plain, **more)


def euros(amount: int) -> int:
    """Euros in cents."""
    return amount * 100


NOTHING = ""
