"""The verifier passes what the engine makes and catches every fault seeded in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from gebiedstafel.engines.connect import Plan, solve, verify
from gebiedstafel.engines.connect.problem import (
    Certainty,
    Choices,
    Core,
    Match,
    MoneyFlow,
    OwnerClass,
    Prerequisite,
    Problem,
)

from .broken_plans import BREAKERS
from .small_tables import small_table

SEEDS = range(18)


@cache
def solved(seed: int) -> tuple[Problem, Plan]:
    problem = small_table(seed)
    return problem, plan_of(problem)


def plan_of(problem: Problem) -> Plan:
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    return plan


@pytest.mark.parametrize("fault", BREAKERS)
def test_a_seeded_fault_is_caught(fault: str):
    caught = 0
    for seed in SEEDS:
        problem, plan = solved(seed)
        assert verify(problem, plan) == []

        broken = BREAKERS[fault](problem, plan)

        if broken is not None:
            assert verify(problem, broken), fault
            caught += 1
    assert caught >= 2


# What a paying flow may be turned into after the fact, and the violation that must follow.
TURNED: dict[str, dict[str, object]] = {
    "not_in_base_plan": {"certainty": Certainty.POSSIBLE},
    "wrong_theme": {"themes": frozenset({"z"})},
    "wrong_kind": {"kinds": frozenset({"z"})},
    "wrong_target_group": {"target_groups": frozenset({"z"})},
    "wrong_area": {"area": "elders"},
    "wrong_lead": {"only_led_by": frozenset()},
    "not_yet_available": {"available_from": date(2040, 1, 1)},
    "too_late_to_spend": {"spend_by": date(2026, 1, 1)},
    "starts_too_late": {"start_by": date(2026, 1, 1)},
    "below_minimum": {"min_application": 10**9},
    "above_maximum": {"max_application": 1},
    "not_the_lump": {"lump": 1},
    "above_unit_cap": {"max_per_unit": ("huis", 1)},
    "above_max_share": {"max_share": Fraction(1, 1000)},
    "match_short": {"match": Match(Fraction(90))},
    "programme_match_short": {"match": Match(Fraction(90), programme=True)},
    "below_programme_minimum": {"programme_min": 10**9},
    "core_too_small": {"core": Core(Fraction(1), frozenset({"z"}))},
    "over_budget": {"budget": {}},
    "holder_absent": {"needs_at_table": "nobody"},
}


@pytest.mark.parametrize("code", TURNED)
def test_each_rule_of_a_flow_is_checked(code: str):
    caught = 0
    for seed in SEEDS:
        problem, plan = solved(seed)
        used = {p.flow for m in plan.measures for p in m.payments}

        flows: tuple[MoneyFlow, ...] = tuple(
            replace(f, **TURNED[code]) if f.id in used else f for f in problem.flows
        )
        found = {v.code for v in verify(replace(problem, flows=flows), plan)}

        if used:
            assert code in found
            caught += 1
    assert caught >= 2


def test_each_rule_of_time_and_choice_is_checked():
    problem = small_table(5)
    plan = plan_of(problem)
    first = plan.measures[0].id
    other = next(m.id for m in problem.measures if m.id not in {p.id for p in plan.measures})

    def with_measure(**changes: object) -> Problem:
        turned = (replace(m, **changes) if m.id == first else m for m in problem.measures)
        return replace(problem, measures=tuple(turned))

    cases = {
        "start_outside_window": with_measure(start_years=(2026,)),
        "predecessor_missing": with_measure(requires=(Prerequisite(other),)),
        "forced_out_chosen": replace(problem, choices=Choices(forced_out=frozenset({first}))),
        "forced_in_missing": replace(problem, choices=Choices(forced_in=frozenset({other}))),
        "forced_start_differs": replace(problem, choices=Choices(start={first: 2040})),
        "lead_not_offered": with_measure(leads=()),
        "too_many_leads": replace(problem, parties=tuple(replace(p, max_leads=0) for p in problem.parties)),
        "lead_absent": replace(problem, parties=tuple(replace(p, at_table=False) for p in problem.parties)),
        "banned_class": replace(
            problem, flows=tuple(replace(f, ban_classes=frozenset(OwnerClass)) for f in problem.flows)
        ),
    }

    found = {code: {v.code for v in verify(case, plan)} for code, case in cases.items()}

    shared = any(len({p.flow for p in m.payments}) > 1 for m in plan.measures)
    assert shared or found.pop("banned_class") is not None
    assert [code for code in found if code not in found[code]] == []
