"""Each rule decides: with it the plan is this, without it that, and `verify` sees the difference."""

from __future__ import annotations

import pytest

from gebiedstafel.engines.connect import Plan, Severity, check, solve, verify

from .rule_pairs import PAIRS
from .rule_pairs.pair import told


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
