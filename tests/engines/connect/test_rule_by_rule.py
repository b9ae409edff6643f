"""Each rule decides: with it the plan is this, without it that, and `verify` sees the difference."""

from __future__ import annotations

import pytest

from gebiedstafel.engines.connect import Plan, Severity, check, solve, verify
from gebiedstafel.engines.connect.plan import Violation

from .rule_pairs import PAIRS
from .rule_pairs.pair import told
from .test_words import IN_SOURCE

NO_PAIR = {
    # What an answer says of itself or no table could allow: `broken_plans` and `findings` seed these.
    "bound_below_plan",
    "hours_negative",
    "payment_not_positive",
    # What only many tables together can break: `test_many_tables`.
    "shared_differs",
    "unknown_table",
}


def test_each_rule_of_verify_decides_in_some_pair():
    assert {pair.broken for pair in PAIRS.values()} | NO_PAIR == IN_SOURCE[Violation]
    assert not NO_PAIR & {pair.broken for pair in PAIRS.values()}


@pytest.mark.parametrize("rule", PAIRS)
def test_one_rule_decides(rule: str):
    pair = PAIRS[rule]
    assert [issue for issue in check(pair.strict) if issue.severity is Severity.ERROR] == []

    plan, other = solve(pair.strict, gap=0), solve(pair.lenient, gap=0)

    assert isinstance(plan, Plan)
    assert isinstance(other, Plan)
    assert (told(plan), told(other)) == (pair.plan, pair.other_plan)
    assert verify(pair.strict, plan) == verify(pair.lenient, other) == []
    assert pair.broken in {violation.code for violation in verify(pair.strict, pair.turn(other))}
