"""How firm a plan is: the same seed, the same scenarios; what hangs on a grant; stopping and going on."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.connect import Plan, Severity, check, robust, solve
from gebiedstafel.engines.connect.making_room import Room, room_of
from gebiedstafel.engines.connect.problem import Certainty, Choices, Problem
from gebiedstafel.engines.connect.robust import CORE, GAP, NO_GRANTS, Robust, mostly_out
from gebiedstafel.engines.connect.scenarios import SPREAD, scenario, uncertain_flows

from .oracle import best_plan
from .renaming import renamed, shuffled
from .rule_pairs.pair import money, table, work
from .small_tables import small_table

seeds = st.integers(0, 5000)
few = settings(max_examples=int(os.environ.get("LAW_EXAMPLES", "8")))  # `prove` asks for many more


def firm(problem: Problem, **asked: object) -> Robust:
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    return robust(problem, plan, **{"seed": 1, "count": 6} | asked)


@few
@given(seeds, st.integers(0, 50))
def test_a_scenario_stays_a_sound_table_within_thirty_percent_in_whole_cents(seed: int, number: int):
    problem = small_table(seed)

    other = scenario(problem, seed=seed, number=number)

    assert not [issue for issue in check(other) if issue.severity is Severity.ERROR]
    for before, after in zip(problem.measures, other.measures, strict=True):
        assert before.id == after.id
        factors = set()
        for kind, cents in before.costs.items():
            for cost, new in zip(cents, after.costs[kind], strict=True):
                assert type(new) is int
                assert abs(new - cost) <= SPREAD * cost + Fraction(1, 2)
                factors.add((cost, new))
        for challenge, effect in before.effects.items():
            changed = after.effects[challenge]
            assert (changed is None) == (effect is None)
            if effect:
                assert abs(changed / effect - 1) <= SPREAD


@few
@given(seeds)
def test_only_grants_that_are_uncertain_may_stay_away(seed: int):
    problem = small_table(seed)

    gone = {
        before.id
        for number in range(6)
        for before, after in zip(
            problem.flows, scenario(problem, seed=seed, number=number).flows, strict=True
        )
        if before != after
    }

    assert gone <= set(uncertain_flows(problem))
    assert all(f.certainty is Certainty.LIKELY for f in problem.flows if f.id in gone)


@few
@given(seeds)
def test_the_same_seed_gives_the_same_scenarios_in_any_order_and_under_other_names(seed: int):
    problem = small_table(seed, measures=6)
    dice = random.Random(seed)
    other, names = renamed(problem, dice)

    base = firm(problem, seed=seed, count=3)
    mixed = firm(shuffled(problem, dice), seed=seed, count=3)
    called = firm(other, seed=seed, count=3)

    assert mixed == base
    assert called.shares == {names[m]: share for m, share in base.shares.items()}


@few
@given(seeds)
def test_each_scenario_is_answered_as_well_as_trying_everything_does(seed: int):
    problem = small_table(seed, measures=4)

    found = firm(problem, seed=seed, count=2)

    for outcome in found.outcomes:
        if outcome.number == NO_GRANTS or outcome.starts is None:
            continue
        changed = scenario(problem, seed=seed, number=outcome.number)
        best = best_plan(changed).worth
        forced = Choices(frozenset(outcome.starts), start=outcome.starts)
        chosen = solve(replace(changed, choices=forced), gap=0)
        assert isinstance(chosen, Plan)
        assert chosen.objective >= best - GAP * abs(best) - 1e-6


def test_what_nothing_else_could_replace_is_the_stable_core():
    problem = table(work("A", 100, effect=7), work("B", 100, effect=1), money("F", 140))

    found = firm(problem, count=10)

    assert found.core == ("A",)
    assert found.shares["A"] == 1
    assert found.shares["A"] >= CORE
    assert found.lost == ()
    assert not found.stopped


@pytest.mark.parametrize(("count", "core"), [(9, ()), (10, ("A",))])
def test_nothing_is_called_a_stable_core_after_a_few_scenarios(count: int, core: tuple[str, ...]):
    problem = table(work("A", 100, effect=7), work("B", 100, effect=1), money("F", 140))

    found = firm(problem, count=count)

    assert found.core == core
    assert found.enough == bool(found.core or found.wavering or found.contenders)


def test_what_drops_out_more_often_than_not_is_told_apart():
    shares = {"A": Fraction(3, 4), "B": Fraction(1, 2), "C": Fraction(9, 20)}

    assert mostly_out("ABC", shares) == (("A", "B"), ("C",))


def test_equal_rivals_waver():
    problem = table(
        work("A", 100, effect=4, alternative="x"), work("B", 100, effect=4, alternative="x"), money("F", 150)
    )

    found = firm(problem, count=10)

    (planned,) = found.wavering
    (other,) = found.contenders
    assert {planned, other} == {"A", "B"}
    assert 0 < found.shares[planned] < 1
    assert found.shares["A"] + found.shares["B"] == 1


def test_what_came_in_says_which_measure_of_the_plan_left_it_its_money():
    problem = table(
        work("A", 100, effect=7), work("B", 100, effect=4), work("C", 90, effect=4), money("F", 220)
    )

    found = firm(problem, count=20)

    (room,) = found.room
    inside = [o.starts for o in found.outcomes if o.number != NO_GRANTS and room.measure in o.starts]
    (maker,) = room.makers
    assert found.contenders == (room.measure,)
    assert {room.measure, maker} == {"B", "C"}
    assert room.entered == len(inside)
    assert room.times == sum(maker not in starts for starts in inside)


def test_what_came_in_on_money_of_its_own_names_nothing():
    room = room_of("C", [{"C": ()}, {"C": ("A", "B")}, {"C": ("A",)}, {}])

    assert room == Room("C", entered=3, times=2, makers=("A",))
    assert room_of("C", [{"C": ()}]).makers == ()


def test_what_only_an_uncertain_grant_pays_falls_away_without_it():
    grant = money("G", 200, certainty=Certainty.LIKELY, kinds=frozenset({"groen"}))
    hangs = work("A", 100, kinds=frozenset({"groen"}))
    problem = table(hangs, work("B", 50), money("F", 100, kinds=frozenset({"wonen"})), grant)
    problem = replace(
        problem, measures=(problem.measures[0], replace(problem.measures[1], kinds=frozenset({"wonen"})))
    )

    found = firm(problem, count=12)

    assert found.grants == ("G",)
    assert found.lost == ("A",)
    assert found.wavering == ("A",)
    assert found.core == ("B",)


def test_an_uncertain_grant_that_pays_nothing_in_the_plan_takes_nothing_away():
    grant = money("G", 200, certainty=Certainty.LIKELY, kinds=frozenset({"groen"}))

    found = firm(table(work("A", 50, kinds=frozenset({"wonen"})), money("F", 100), grant), count=2)

    assert (found.grants, found.lost) == ((), ())


def test_a_dearer_scenario_in_which_the_fixed_choice_does_not_fit_counts_as_no_plan():
    problem = replace(table(work("A", 100), money("F", 100)), choices=Choices(forced_in=frozenset({"A"})))

    found = firm(problem, count=10)

    assert 0 < found.without_plan < 10
    assert found.shares["A"] == 1 - Fraction(found.without_plan, 10)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_who_stops_keeps_what_is_known_and_goes_on_to_the_same_answer(after: int):
    problem = small_table(21)
    whole = firm(problem)
    heard: list[Robust] = []

    part = firm(problem, told=heard.append, stop=lambda: len(heard) >= after)
    rest = firm(problem, known=part.outcomes)

    assert len(part.outcomes) == len(heard) == after
    assert part.stopped
    assert rest == whole


def test_what_is_told_grows_by_one_scenario_at_a_time():
    heard: list[Robust] = []

    whole = firm(small_table(21), told=heard.append)

    assert [len(found.outcomes) for found in heard] == list(range(1, 8))
    assert heard[-1] == whole
