"""Money that fits to the cent fits, whatever fractions a computer cannot write."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.connect import solve
from gebiedstafel.engines.connect.problem import (
    Challenge,
    CostType,
    Match,
    Measure,
    MoneyFlow,
    OwnerClass,
    Party,
    Problem,
)

from .oracle import best_plan
from .small_tables import NEED_ONLY, small_table

PERCENTS = st.integers(1, 99)
CENTS = st.integers(10_000, 500_000_000)


def _table(share: Fraction, cost: int, own: int) -> Problem:
    """One measure, a grant that pays a share, and own money of exactly `own` cents over two years."""
    grant = MoneyFlow(
        "grant",
        "state",
        OwnerClass.STATE,
        {1: cost},
        frozenset({CostType.INVESTMENT}),
        "a",
        carry_forward=Fraction(1),
        max_share=share,
        match=Match((1 - share) / share, frozenset({OwnerClass.STATE})),
    )
    purse = MoneyFlow(
        "purse",
        "city",
        OwnerClass.MUNICIPALITY,
        {1: own // 3, 2: own - own // 3},
        frozenset({CostType.INVESTMENT}),
        "a",
        carry_forward=Fraction(1),
    )
    sewer = Measure(
        "sewer",
        ("OPE-WATE",),
        "a",
        (1, 2),
        {CostType.INVESTMENT: (cost,)},
        leads=("city",),
        effects={"o": Fraction(7)},
    )
    parties = (Party("city", OwnerClass.MUNICIPALITY), Party("state", OwnerClass.STATE, at_table=False))
    return Problem(
        "t", date(2026, 1, 1), (1, 2), {"a": None}, parties, (Challenge("o"),), (sewer,), (grant, purse)
    )


@pytest.mark.parametrize("seed", [543, 624, 1214])
def test_money_that_fits_exactly_is_never_proven_to_lack(seed):
    """Tables on which presolve once threw the best plan away and called the next one optimal."""
    problem = replace(small_table(seed, weights=NEED_ONLY), min_resident_led=0)

    plan = solve(problem, gap=0)

    assert plan.objective == pytest.approx(best_plan(problem).worth, abs=1e-6)


@given(PERCENTS, CENTS)
def test_co_funding_that_is_exactly_enough_is_enough(percent, cost):
    share = Fraction(percent, 100)
    needed = -int(-(1 - share) * cost // 1)

    plan = solve(_table(share, cost, needed), gap=0)

    assert [m.id for m in plan.measures] == ["sewer"]


@given(PERCENTS, CENTS)
def test_co_funding_that_is_euros_short_is_not_enough(percent, cost):
    share = Fraction(percent, 100)
    needed = -int(-(1 - share) * cost // 1)

    plan = solve(_table(share, cost, max(needed - 500, 0)), gap=0)

    assert plan.measures == ()
