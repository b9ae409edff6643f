"""The same plan paid by others keeps every rule."""

import pytest

from gebiedstafel.engines.connect import Plan, solve, verify
from gebiedstafel.engines.connect.repayment import Repayment

from .small_tables import small_table


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_paid_as_it_is_stays_as_it_is(seed):
    problem = small_table(seed)
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)

    room = Repayment(problem, plan)
    again = room.repaid(tuple(column.now_cents for column in room.columns))

    if any(column.flow is None for column in room.columns):
        return  # what is kept for another year is worked out only with other payments
    assert again is not None
    assert again.measures == plan.measures
    assert verify(problem, again) == []


def test_payments_that_break_a_rule_give_no_plan():
    problem = small_table(3)
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    room = Repayment(problem, plan)
    assert any(column.now_cents for column in room.columns)

    assert room.repaid(tuple(0.0 for _ in room.columns)) is None
