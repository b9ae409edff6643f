"""Connected, in silos and as a spreadsheet: each keeps every rule, and connecting is never worse."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.connect import Infeasible, InvalidProblem, Plan, compare, solve, verify
from gebiedstafel.engines.connect.allotment import HoursDoNotFit, HoursSoFar, allot_hours
from gebiedstafel.engines.connect.books import room
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.greedy import greedy
from gebiedstafel.engines.connect.possible import possibilities
from gebiedstafel.engines.connect.problem import (
    Bundle,
    Certainty,
    Choices,
    Match,
    MoneyFlow,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
)
from gebiedstafel.engines.connect.silo import in_silos

from .oracle import best_plan
from .renaming import shuffled
from .rule_pairs.pair import money, table, told, work
from .small_tables import small_table

seeds = st.integers(0, 5000)
few = settings(max_examples=int(os.environ.get("LAW_EXAMPLES", "8")))  # `prove` asks for many more
STATE = OwnerClass.STATE


def spreadsheet(problem: Problem) -> str:
    plan = greedy(problem)
    assert plan is not None
    assert verify(problem, plan) == []
    return told(plan)


def test_the_best_value_per_euro_comes_first():
    dear, cheap = work("A", 100, effect=4), work("B", 50, effect=4)

    told_first = spreadsheet(table(dear, cheap, money("F", 100)))

    assert told_first == "B@2027(F50)"


def test_what_does_not_fit_is_left_out_and_what_comes_after_may_still_fit():
    large, small = work("A", 90, effect=7), work("B", 40, effect=2)

    left = spreadsheet(table(large, small, money("F", 50)))

    assert left == "B@2027(F40)"


def test_a_spreadsheet_starts_as_early_as_the_money_is_there():
    later = work("A", 100, start_years=(2027, 2028))

    found = spreadsheet(table(later, money("F", 0, 100)))

    assert found == "A@2028(F100)"


def test_a_measure_waits_for_the_one_it_needs_however_good_it_is():
    best = work("A", 10, effect=7, requires=(Prerequisite("B"),))
    first = work("B", 60, effect=2)

    found = spreadsheet(table(best, first, money("F", 70)))

    assert found == "A@2027(F10) B@2027(F60)"


def test_a_flow_that_lacks_its_cofunding_is_passed_over():
    half = money("F", 100, owner_class=STATE, match=Match(Fraction(1), frozenset({STATE})))
    other = money("G", 100, owner_class=STATE)

    found = spreadsheet(table(work("A", 100), half, other))

    assert found == "A@2027(G100)"


def test_a_flow_that_misses_its_programme_minimum_pays_nothing_at_all():
    programme = money("F", 100, programme_min=80_00)

    found = spreadsheet(table(work("A", 50), programme, money("G", 50)))

    assert found == "A@2027(G50)"


def test_works_that_happen_to_start_together_still_save():
    one, two = work("A", 60), work("B", 60)
    street = Bundle("b", ("A", "B"), 20_00)

    found = spreadsheet(replace(table(one, two, money("F", 100)), bundles=(street,)))

    assert found == "A@2027(F40) B@2027(F60)"


def test_there_is_no_spreadsheet_plan_when_what_must_be_in_does_not_fit_that_way():
    problem = replace(table(work("A", 200), money("F", 100)), choices=Choices(forced_in=frozenset({"A"})))

    assert greedy(problem) is None


def test_in_silos_a_party_does_not_pay_what_another_leads():
    led_by_q = work("A", 100, leads=("q",))
    led_by_p = work("B", 100)
    problem = table(led_by_q, led_by_p, money("F", 300))
    problem = replace(problem, parties=(*problem.parties, Party("q", OwnerClass.CARE)))

    together, apart = solve(problem), solve(in_silos(problem))

    assert isinstance(together, Plan)
    assert isinstance(apart, Plan)
    assert told(together) == "A@2027(F100) B@2027(F100)"
    assert told(apart) == "B@2027(F100)"


def test_in_silos_money_of_one_without_own_tasks_follows_who_applies():
    fund = money("F", 100, holder="r", owner_class=STATE)
    problem = table(work("A", 100), fund)
    problem = replace(problem, parties=(*problem.parties, Party("r", STATE)))

    apart = solve(in_silos(problem))

    assert isinstance(apart, Plan)
    assert told(apart) == "A@2027(F100)"


def test_a_silo_never_widens_what_a_flow_asks_of_who_leads():
    strict = money("F", 100, only_led_by=frozenset({"q"}))
    problem = table(work("A", 100), strict)

    (flow,) = in_silos(problem).flows

    assert flow.only_led_by == frozenset()


@few
@given(seeds)
def test_connecting_is_never_worse_and_every_way_keeps_every_rule(seed: int):
    problem = small_table(seed)

    found = compare(problem, gap=0.05)

    assert not isinstance(found, Infeasible)
    for way in (found.silo, found.greedy):
        assert way is not None
        assert verify(problem, way.plan) == []
        assert way.plan.objective <= found.connected.plan.objective + 1e-9
        assert way.plan.bound >= found.connected.plan.objective - 1e-9


@few
@given(seeds)
def test_the_best_in_silos_is_what_trying_everything_in_silos_finds(seed: int):
    problem = small_table(seed, measures=4)

    found = compare(problem, gap=0)

    assert not isinstance(found, Infeasible)
    assert found.silo is not None
    assert found.silo.plan.objective == pytest.approx(best_plan(in_silos(problem)).worth, abs=1e-6)


@few
@given(seeds)
def test_a_spreadsheet_says_the_same_in_any_order(seed: int):
    problem = small_table(seed, measures=7)

    assert greedy(shuffled(problem, random.Random(seed))) == greedy(problem)


@few
@given(seeds)
def test_a_search_never_ends_below_the_plan_it_starts_from(seed: int):
    problem = small_table(seed)
    best = solve(problem, gap=0)
    assert isinstance(best, Plan)

    again = solve(problem, gap=0.9, nodes=1, start=best)

    assert isinstance(again, Plan)
    assert again.objective >= best.objective - 1e-9


def test_a_search_that_is_stopped_at_once_keeps_the_plan_it_starts_from():
    problem = generate(40, 0)
    known = greedy(problem)
    assert known is not None

    plan = solve(problem, start=known, stop=lambda progress: True)

    assert isinstance(plan, Plan)
    assert plan.objective >= known.objective


def test_a_start_from_another_table_does_no_harm():
    other = solve(table(work("Z", 100), money("Y", 100)))
    assert isinstance(other, Plan)

    plan = solve(table(work("A", 100), money("F", 100)), start=other)

    assert isinstance(plan, Plan)
    assert told(plan) == "A@2027(F100)"


def test_a_start_that_leans_on_money_that_fell_away_does_no_harm():
    both = table(work("A", 100), money("F", 100), money("G", 100))
    before = solve(both)
    assert isinstance(before, Plan)
    gone = next(p.flow for m in before.measures for p in m.payments)
    left = tuple(replace(f, certainty=Certainty.EXCLUDED) if f.id == gone else f for f in both.flows)

    plan = solve(replace(both, flows=left), start=before)

    assert isinstance(plan, Plan)
    assert [p.flow for m in plan.measures for p in m.payments] == [f.id for f in both.flows if f.id != gone]


def test_a_known_plan_is_kept_when_no_other_way_is_worth_more():
    problem = table(work("A", 100), money("F", 100))
    known = solve(problem)
    assert isinstance(known, Plan)

    found = compare(problem, connected=known)

    assert not isinstance(found, Infeasible)
    assert found.connected.plan is known
    assert (found.connected.money_used, found.money) == (100_00, 100_00)
    assert found.connected.need_covered == pytest.approx(0.4)


def test_what_is_forced_and_cannot_be_has_no_comparison():
    problem = replace(table(work("A", 200), money("F", 100)), choices=Choices(forced_in=frozenset({"A"})))

    found = compare(problem)

    assert isinstance(found, Infeasible)
    assert found.conflict == ("A",)


def test_a_table_with_faults_is_refused_before_anything_is_arranged():
    problem = replace(table(work("A", 100), money("F", 100)), choices=Choices(forced_in=frozenset({"B"})))

    with pytest.raises(InvalidProblem, match="unknown"):
        compare(problem)


def test_a_large_made_up_table_is_filled_by_a_spreadsheet_without_breaking_a_rule():
    problem = generate(40, 0)

    plan = greedy(problem)

    assert plan is not None
    assert verify(problem, plan) == []
    assert len(plan.measures) >= 10


@pytest.mark.parametrize(
    ("rules", "spent", "rooms"),
    [
        ({}, {}, (100, 50)),
        ({}, {2027: 30_00}, (70, 50)),
        ({"carry_forward": Fraction(1)}, {}, (100, 150)),
        ({"carry_forward": Fraction(1)}, {2028: 120_00}, (30, 30)),
        ({"carry_forward": Fraction(1, 5)}, {}, (100, 70)),
        ({"carry_forward": Fraction(1, 5)}, {2028: 60_00}, (50, 10)),
        ({"carry_backward": True}, {}, (150, 50)),
        ({"carry_backward": True}, {2027: 120_00}, (30, 30)),
    ],
)
def test_what_a_flow_can_still_pay_counts_what_it_keeps_and_what_it_spends_early(rules, spent, rooms):
    flow = money("F", 100, 50, **rules)

    found = tuple(room(flow, (2027, 2028), spent, year) / 100 for year in (2027, 2028))

    assert found == rooms


@few
@given(seeds, st.randoms())
def test_hours_fit_one_after_another_exactly_when_they_fit_together(seed: int, chance: random.Random):
    able = possibilities(small_table(seed))
    measures = [m for m in able.problem.measures if able.starts[m.id]]
    starts = {m.id: chance.choice(able.starts[m.id]) for m in measures}

    one_by_one = HoursSoFar.none_yet(able)
    fitting: dict[str, int] = {}
    for m in measures:
        together = {**fitting, m.id: starts[m.id]}
        try:
            allot_hours(able, together)
        except HoursDoNotFit:
            with pytest.raises(HoursDoNotFit):
                one_by_one.beside(able, m, starts[m.id])
        else:
            one_by_one, fitting = one_by_one.beside(able, m, starts[m.id]), together


@given(
    st.lists(st.integers(0, 90), min_size=3, max_size=3),
    st.lists(st.integers(0, 90), min_size=3, max_size=3),
    st.fractions(0, 1, max_denominator=7),
    st.booleans(),
    st.integers(0, 2),
    st.integers(0, 200),
)
def test_a_flow_can_pay_so_much_and_not_a_cent_more(budget, spent, kept, ahead, which, most):
    years = (2027, 2028, 2029)
    flow = MoneyFlow(
        "F", "p", STATE, dict(zip(years, budget, strict=True)), frozenset(), "wijk",
        carry_forward=kept, carry_backward=ahead,
    )  # fmt: skip
    before = dict(zip(years, spent, strict=True))

    def holds(paid: int) -> bool:
        left = Fraction(0)
        for year in years:
            left = flow.budget[year] + left - before[year] - (paid if year == years[which] else 0)
            if left < 0 and not (ahead and year != years[-1]):
                return False
            left = left * kept if left > 0 else left
        return True

    assume(holds(0))

    found = room(flow, years, before, years[which], most)

    assert 0 <= found <= most
    assert found == max(paid for paid in range(most + 1) if holds(paid))
