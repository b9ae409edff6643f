"""What would unlock most: gains that hold, what comes in and drops out, and never a lever that harms."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from gebiedstafel.engines.connect import Infeasible, InvalidProblem, Plan, solve, verify
from gebiedstafel.engines.connect.appraisal import appraise
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.lever_search import levers_for, levers_of
from gebiedstafel.engines.connect.levers import Lever, LeverKind, with_lever
from gebiedstafel.engines.connect.possible import possibilities
from gebiedstafel.engines.connect.problem import Certainty, CostType
from gebiedstafel.engines.connect.ranking import lever_cost, ranked
from gebiedstafel.engines.connect.unlock import WrongPlan, unlock, unmet
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.table_problem import problem_of

from .bad_tables import BAD
from .oracle import best_plan
from .renaming import shuffled
from .small_tables import small_table

SEEDS = (6, 13, 21)


@cache
def demo():
    problem = problem_of(demo_table())
    return problem, solve(problem)


@cache
def demo_unlocked():
    """All that was told of the demo, and the answer."""
    told = []
    answer = unlock(*demo(), told=told.append)
    return told, answer


def old_worth(problem, plan):
    """What a plan is worth at another table."""
    return appraise(possibilities(problem), plan.measures).objective


def planned(problem):
    """What the best plan of a table is worth, planned from scratch."""
    return solve(problem, gap=0).objective


@pytest.mark.parametrize("seed", SEEDS)
def test_a_gain_is_no_more_than_planning_the_changed_table_from_scratch_brings(seed):
    problem = small_table(seed)
    plan = solve(problem, gap=0)

    found = unlock(problem, plan, most=30).found

    for one in found:
        changed = with_lever(problem, one.lever)
        gained = planned(changed) - old_worth(changed, plan)
        assert one.firm
        assert one.gain <= gained + 1e-6
        assert one.least - 1e-6 <= gained <= one.most + 1e-6


def test_trying_everything_agrees_with_the_gains():
    problem = small_table(21)
    plan = solve(problem, gap=0)

    found = unlock(problem, plan, most=3).found

    for one in found:
        changed = with_lever(problem, one.lever)
        gained = best_plan(changed).worth - old_worth(changed, plan)
        assert one.least - 1e-6 <= gained <= one.most + 1e-6
        assert one.gain <= gained + 1e-6
    assert found


def test_the_small_tables_have_gains_to_check():
    found = [
        one for seed in SEEDS for one in unlock(small_table(seed), solve(small_table(seed), gap=0)).found
    ]

    assert len(found) >= 12
    assert len({one.lever.kind for one in found}) >= 3
    assert any(one.enters for one in found)


@pytest.mark.parametrize("seed", [13, 21, 33])
def test_no_lever_ever_lowers_what_can_be_had(seed):
    problem = small_table(seed)
    plan = solve(problem, gap=0)

    for lever in levers_of(problem, plan):
        changed = with_lever(problem, lever)
        assert planned(changed) >= old_worth(changed, plan) - 1e-6, lever.id


def test_most_of_what_can_be_gained_is_found_near_the_old_plan():
    got = possible = 0.0
    for seed in SEEDS:
        problem = small_table(seed)
        plan = solve(problem, gap=0)
        for one in unlock(problem, plan, most=30).found:
            if one.statement:  # the cheapest way to it, not the best
                continue
            changed = with_lever(problem, one.lever)
            got += one.gain
            possible += planned(changed) - old_worth(changed, plan)

    assert got >= 0.95 * possible > 0


TENSIONS = {
    "the council commits its reserve in time": (
        Lever(LeverKind.CERTAIN_IN_TIME, flow="F26", by=date(2027, 10, 1)), {"M02"}, {"M20"},
    ),
    "the insurer sits down": (Lever(LeverKind.SEATED, party="zorgverz"), {"M14"}, set()),
    "the water board sits down": (Lever(LeverKind.SEATED, party="waterschap"), {"M13"}, set()),
    "a little process money": (
        Lever(
            LeverKind.NEW_MONEY, measure="M07", cents=((2027, 9_000_000),), cost_types=(CostType.PROCESS,)
        ),
        {"M07", "M08"},
        set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("tension", TENSIONS)
def test_the_demo_s_tensions_are_levers_that_its_table_suggests(tension):
    problem, plan = demo()
    lever, enters, leaves = TENSIONS[tension]

    (one,) = [one for one in unlock(problem, plan, levers=(lever,)).found if one.lever == lever]

    assert lever in levers_of(problem, plan)
    assert one.firm
    assert not one.tied
    assert enters <= set(one.enters)
    assert leaves <= set(one.leaves)


def test_first_come_estimates_then_firm_gains_and_the_last_told_is_the_answer():
    told, answer = demo_unlocked()

    assert not any(one.firm for one in told[0].found)
    assert told[0].screened < told[0].levers
    assert all(one.firm for one in answer.found)
    assert len(answer.found) == 10
    assert told[-1].found == answer.found
    assert not answer.stopped


def test_one_lever_is_for_a_statement_that_residents_share_and_the_plan_leaves_out():
    problem, plan = demo()
    (first, measures), *_ = unmet(problem, plan)

    answer = unlock(problem, plan, most=3)

    (one,) = [one for one in answer.found if one.statement]
    assert one.statement == first
    assert set(one.enters) & set(measures)
    cheaper = [
        lever for lever in levers_for(problem, plan, measures) if lever_cost(lever) < lever_cost(one.lever)
    ]
    for lever in cheaper[:2]:  # none of them makes room for such a measure beside the plan
        assert not set(measures) & set(unlock(problem, plan, levers=(lever,), most=1).found[0].enters)


def test_who_says_stop_gets_what_there_is():
    problem, plan = demo()
    told = []

    answer = unlock(problem, plan, stop=lambda: len(told) >= 2, told=told.append)

    assert answer.stopped
    assert 0 < answer.screened < answer.levers
    assert answer.found
    assert not any(one.firm for one in answer.found)


def test_the_same_table_in_another_order_gives_the_same_levers():
    problem = generate(14, 3, flows=10, parties=8)
    plan = solve(problem)

    one = unlock(problem, plan, most=4)
    other = unlock(shuffled(problem, random.Random(5)), plan, most=4)

    assert one.found == other.found


def test_gains_that_the_search_cannot_tell_apart_share_a_rank_and_small_ones_are_ties():
    found = [one for one in demo_unlocked()[1].found if one.asks is None]
    big, small = found[0], found[-1]

    rows = ranked(found, noise=big.gain - small.gain + 1)
    apart = ranked(found, noise=0.0)

    assert {row.rank for row in rows} == {1}
    assert [row.gain for row in apart] == sorted((row.gain for row in apart), reverse=True)
    assert big.tied == (big.gain <= big.gain - big.least)


def test_what_comes_in_is_possible_only_with_the_lever():
    problem, plan = demo()
    lever, *_ = TENSIONS["a little process money"]

    again = solve(with_lever(problem, lever), gap=0.005, start=plan)

    assert isinstance(again, Plan)
    assert verify(with_lever(problem, lever), again) == []
    assert {m.id for m in again.measures} > {m.id for m in plan.measures}


def test_a_plan_of_another_table_is_refused_and_says_what_it_breaks():
    problem, _ = demo()
    other = small_table(4)

    with pytest.raises(WrongPlan) as refused:
        unlock(problem, solve(other, gap=0))

    assert refused.value.violations


def test_without_a_plan_there_is_nothing_to_unlock():
    with pytest.raises(WrongPlan):
        unlock(small_table(4), Infeasible(()))


def test_a_table_with_faults_is_refused():
    problem = next(iter(BAD.values()))

    with pytest.raises(InvalidProblem):
        unlock(problem, solve(small_table(4), gap=0))


def test_a_table_where_everything_fits_has_nothing_to_unlock():
    problem = small_table(4, measures=2)
    rich = replace(
        problem,
        flows=tuple(
            replace(f, certainty=Certainty.FIRM, budget=dict.fromkeys(problem.years, 10**9))
            for f in problem.flows
        ),
    )
    plan = solve(rich, gap=0)

    answer = unlock(rich, plan)

    assert [one for one in answer.found if one.enters and not plan.not_chosen] == []


def test_what_was_firm_before_is_not_weighed_again_and_stays():
    problem, plan = demo()
    told = []
    half = unlock(
        problem, plan, stop=lambda: any(one.firm for now in told for one in now.found), told=told.append
    )
    firm = tuple(one for one in half.found if one.firm)

    again = []
    whole = unlock(problem, plan, known=firm, told=again.append)

    assert firm
    assert all({one.lever.id for one in firm} <= {one.lever.id for one in now.found} for now in again)
    assert {one.lever.id for one in whole.found} >= {one.lever.id for one in firm}
