"""The two hand-checkable instances give the answer they carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from gebiedstafel.engines.connect import Plan, check, solve

from .hand_tables import FIRST, read_hand_table


@pytest.mark.parametrize("name", ["hand1_cofunding", "hand2_synergy"])
def test_a_hand_instance_gives_the_answer_it_carries(name: str, shared_data: Path):
    problem, expected = read_hand_table(shared_data / "connect" / f"{name}.json")

    plan = solve(problem, gap=0)

    assert not check(problem)
    assert isinstance(plan, Plan)
    assert [f"{m.id}@{m.start - FIRST}" for m in plan.measures] == expected["selection"]
    paid = {
        f"{p.flow}->{m.id}@{p.year - FIRST}": p.cents / 100_000 for m in plan.measures for p in m.payments
    }
    assert paid == expected["payments_keur"]
    covered = plan.coverage["o"] * float(problem.challenges[0].need)
    assert covered == pytest.approx(expected["covered_units"], abs=1e-6)
