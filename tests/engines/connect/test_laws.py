"""Laws the engine keeps: more never hurts, and names, order and currency do not matter."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.connect import Plan, solve
from gebiedstafel.engines.connect.problem import HourOffer, MoneyFlow, Party, Problem

from .renaming import renamed, shuffled
from .small_tables import NEED_ONLY, small_table

seeds = st.integers(0, 5000)
few = settings(max_examples=int(os.environ.get("LAW_EXAMPLES", "8")))  # `prove` asks for many more


def need_only(seed: int) -> Problem:
    return replace(small_table(seed, weights=NEED_ONLY), min_resident_led=0)


def covered(problem: Problem) -> float:
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    return plan.objective


def with_first_flow(problem: Problem, change: MoneyFlow) -> Problem:
    return replace(problem, flows=(change, *problem.flows[1:]))


@few
@given(seeds)
def test_more_money_never_covers_less(seed: int):
    poor = need_only(seed)
    richer = replace(poor.flows[0], budget={y: cents + 50_00 for y, cents in poor.flows[0].budget.items()})

    rich = with_first_flow(poor, richer)

    assert covered(rich) >= covered(poor) - 1e-6


@few
@given(seeds)
def test_more_hours_never_cover_less(seed: int):
    tight = need_only(seed)
    first: Party = tight.parties[0]
    more = replace(first, offers=(*first.offers, HourOffer("", dict.fromkeys(tight.years, 9))))

    wide = replace(tight, parties=(more, *tight.parties[1:]))

    assert covered(wide) >= covered(tight) - 1e-6


@few
@given(seeds)
def test_another_party_never_covers_less(seed: int):
    small = need_only(seed)
    newcomer = replace(small.parties[0], id="p9", at_table=True, themes=None, never_worse_off=False)

    large = replace(small, parties=(*small.parties, newcomer))

    assert covered(large) >= covered(small) - 1e-6


RELAXED = (
    {"max_share": Fraction(1)},
    {"match": None},
    {"min_application": 0},
    {"lump": None, "min_application": 0},
    {"ban_group": "", "ban_classes": frozenset()},
    {"spend_by": None},
    {"programme_min": 0, "core": None},
    {"only_led_by": None},
    {"carry_forward": Fraction(1)},
)


@few
@given(seeds, st.sampled_from(RELAXED))
def test_a_rule_less_never_covers_less(seed: int, change: dict):
    strict = need_only(seed)

    lenient = with_first_flow(strict, replace(strict.flows[0], **change))

    assert covered(lenient) >= covered(strict) - 1e-6


@few
@given(seeds)
def test_a_plain_flow_in_two_halves_changes_nothing(seed: int):
    problem = need_only(seed)
    plain = {"max_share": Fraction(1), "min_share": Fraction(0), "match": None, "min_application": 0}
    plain |= {"max_application": None, "lump": None, "max_per_unit": None, "programme_min": 0, "core": None}
    plain |= {"ban_group": "", "ban_classes": frozenset(), "burden": 0}
    even = {year: cents // 2 * 2 for year, cents in problem.flows[0].budget.items()}
    flow = replace(problem.flows[0], budget=even, **plain)
    others = tuple(replace(f, ban_classes=frozenset()) for f in problem.flows[1:])
    half = {year: cents // 2 for year, cents in even.items()}

    whole = replace(problem, flows=(flow, *others))
    halves = replace(
        problem, flows=(replace(flow, budget=half), replace(flow, id="f9", budget=half), *others)
    )

    assert covered(halves) == pytest.approx(covered(whole), abs=1e-6)


def selection(plan: object) -> dict[str, int]:
    assert isinstance(plan, Plan)
    return {m.id: m.start for m in plan.measures}


def euros_times(problem: Problem, factor: int) -> Problem:
    def by(costs: dict) -> dict:
        return {kind: tuple(c * factor for c in cents) for kind, cents in costs.items()}

    measures = tuple(
        replace(
            m,
            costs=by(m.costs),
            revenue=by(m.revenue),
            benefits=tuple(replace(b, cents_per_year=b.cents_per_year * factor) for b in m.benefits),
        )
        for m in problem.measures
    )
    flows = tuple(
        replace(
            f,
            budget={y: c * factor for y, c in f.budget.items()},
            min_application=f.min_application * factor,
            max_application=None if f.max_application is None else f.max_application * factor,
            lump=None if f.lump is None else f.lump * factor,
            max_per_unit=f.max_per_unit and (f.max_per_unit[0], f.max_per_unit[1] * factor),
            programme_min=f.programme_min * factor,
        )
        for f in problem.flows
    )
    bundles = tuple(replace(b, saving=b.saving * factor) for b in problem.bundles)
    return replace(problem, measures=measures, flows=flows, bundles=bundles)


@few
@given(seeds, st.sampled_from((3, 100)))
def test_all_amounts_in_another_currency_leave_the_selection(seed: int, factor: int):
    problem = need_only(seed)

    plan, dearer = solve(problem, gap=0), solve(euros_times(problem, factor), gap=0)

    assert selection(dearer) == selection(plan)


@few
@given(seeds)
def test_other_names_change_nothing_else(seed: int):
    problem = small_table(seed)
    other, names = renamed(problem, random.Random(seed))

    plan, same = solve(problem, gap=0), solve(other, gap=0)

    assert isinstance(plan, Plan)
    assert isinstance(same, Plan)
    assert same.objective == pytest.approx(plan.objective, abs=1e-9)
    assert selection(same) == {names[m]: year for m, year in selection(plan).items()}


@pytest.mark.parametrize("seed", [3, 14])
def test_twelve_shuffles_give_the_identical_plan(seed: int):
    problem = small_table(seed, measures=7)

    plans = [solve(shuffled(problem, random.Random(n))) for n in range(12)]

    assert all(plan == plans[0] for plan in plans)


@few
@given(seeds)
def test_forcing_in_what_was_chosen_changes_nothing(seed: int):
    problem = small_table(seed)
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)

    forced = replace(problem.choices, forced_in=frozenset(m.id for m in plan.measures))
    again = solve(replace(problem, choices=forced), gap=0)

    assert isinstance(again, Plan)
    assert again.objective == pytest.approx(plan.objective, abs=1e-6)
