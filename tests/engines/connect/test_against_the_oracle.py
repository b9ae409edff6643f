"""The engine agrees with its slow, obvious twin, on tables that exercise every family of rules."""

from __future__ import annotations

from collections import Counter

import pytest

from gebiedstafel.engines.connect import Plan, Severity, check, solve

from .families import FAMILIES, families_that_bind, said
from .oracle import best_plan
from .small_tables import small_table

# Seeds whose tables between them let every family of rules bind; `prove` tries two hundred more.
SEEDS = (2, 3, 4, 5, 6, 11, 12, 13, 14, 18, 21, 28, 33, 49, 51, 55, 63, 71, 82, 151, 204, 247, 293, 372)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_finds_what_trying_everything_finds(seed: int):
    problem = small_table(seed)

    plan = solve(problem, gap=0)

    assert isinstance(plan, Plan)
    assert plan.objective == pytest.approx(best_plan(problem).worth, abs=1e-6)


def test_each_family_of_rules_binds_in_the_tables_of_the_oracle():
    bound: Counter[str] = Counter()

    for seed in SEEDS:
        plan = solve(small_table(seed), gap=0)
        assert isinstance(plan, Plan)
        waiting = [family for family in FAMILIES if not bound[family]]
        bound.update(families_that_bind(small_table(seed), plan.objective, waiting))

    assert set(FAMILIES) - set(bound) == set(), said(bound)


def test_the_random_tables_exercise_each_family_of_rules():
    tables = [small_table(seed) for seed in range(200)]

    flows = [f for table in tables for f in table.flows]
    measures = [m for table in tables for m in table.measures]
    seen = Counter(
        {
            "faults": sum(i.severity is Severity.ERROR for table in tables for i in check(table)),
            "carry": sum(0 < f.carry_forward < 1 for f in flows),
            "backward": sum(f.carry_backward for f in flows),
            "match": sum(f.match is not None for f in flows),
            "programme": sum(f.match is not None and f.match.programme for f in flows),
            "minimum": sum(f.min_application > 0 for f in flows),
            "lump": sum(f.lump is not None for f in flows),
            "unit": sum(f.max_per_unit is not None for f in flows),
            "ban": sum(bool(f.ban_group or f.ban_classes) for f in flows),
            "core": sum(f.core is not None for f in flows),
            "led": sum(f.only_led_by is not None for f in flows),
            "whole": sum(f.programme_min > 0 for f in flows),
            "order": sum(bool(m.requires) for m in measures),
            "choice": sum(bool(m.alternative) for m in measures),
            "beyond": sum(m.funded_beyond for m in measures),
            "bundles": sum(len(table.bundles) for table in tables),
            "worse": sum(p.never_worse_off for table in tables for p in table.parties),
        }
    )

    assert seen.pop("faults", 0) == 0
    assert min(seen.values()) >= 20, seen
