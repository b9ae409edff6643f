"""What forbids a measure is found in few questions: by what the proof leans on, and small tables first."""

from __future__ import annotations

from fractions import Fraction

import pytest

import gebiedstafel.engines.connect.forcing as forcing_module
from gebiedstafel.engines.connect.forcing import Forcing
from gebiedstafel.engines.connect.formulation import rules_alone
from gebiedstafel.engines.connect.halving import halved
from gebiedstafel.engines.connect.irreducible import irreducible
from gebiedstafel.engines.connect.leaning import leaned_on, rules_leaned_on
from gebiedstafel.engines.connect.named_rules import Rule, without
from gebiedstafel.engines.connect.possible import of_arranged
from gebiedstafel.engines.connect.problem import Core, OwnerClass, Party, Prerequisite, Problem

from .rule_pairs.pair import money, table, work
from .small_tables import small_table
from .test_why_not import everything_of, has_plan


class Counted:
    """Says whether rules forbid something, and counts how often it was asked."""

    def __init__(self, *needed: int) -> None:
        self.needed = set(needed)
        self.asked = 0

    def __call__(self, rules) -> bool:
        self.asked += 1
        return self.needed <= set(rules)


def test_what_a_proof_does_not_lean_on_goes_out_in_one_question():
    forbids, without_a_guess = Counted(3, 170), Counted(3, 170)

    assert irreducible(range(400), forbids, lambda: {3, 170, 9}) == (3, 170)
    assert irreducible(range(400), without_a_guess) == (3, 170)
    assert forbids.asked <= 7 < without_a_guess.asked


@pytest.mark.parametrize("guess", [set(), {3}, {4, 5}, set(range(64)), {3, 17}])
def test_a_wrong_guess_costs_a_question_and_changes_no_answer(guess):
    assert irreducible(range(64), Counted(3, 17), lambda: guess) == (3, 17)


def without_a_point(problem: Problem, measure: str):
    """The rows that a proof that it cannot be leans on."""
    forcing = Forcing(problem, [measure])
    model = rules_alone(of_arranged(forcing.part))
    arrays = forcing.forced(model)
    proof = halved(arrays, most=1).proof
    return forcing, leaned_on(model, arrays, proof[0]) if proof else None


def test_a_proof_about_a_short_purse_leans_on_no_rule_of_a_purse_that_is_never_asked():
    short = table(
        work("A", 100),
        work("B", 10),
        money("F", 60),
        money("G", 500, themes=frozenset({"elders"})),
    )

    forcing, names = without_a_point(short, "A")
    leaned = rules_leaned_on(forcing.part, forcing.all_rules, names or ())

    assert names is not None
    assert {Rule("budget", "F"), Rule("cost", "A"), Rule("theme", "G")} <= leaned
    assert Rule("budget", "G") not in leaned


def test_what_is_possible_has_no_weights_against_it():
    _, names = without_a_point(table(work("A", 100), money("F", 100)), "A")

    assert names is None


def test_where_the_relaxation_has_no_point_the_guess_is_mostly_enough():
    guessed = right = 0
    for seed in range(24):
        problem = small_table(seed)
        able = of_arranged(problem).starts
        for m in problem.measures:
            forcing, names = without_a_point(problem, m.id) if able[m.id] else (None, None)
            if forcing is not None and names is not None:
                leaned = rules_leaned_on(forcing.part, forcing.all_rules, names)
                guessed += 1
                right += not forcing.possible(forcing.all_rules - leaned)

    assert guessed > 20
    assert right > 0.8 * guessed, (right, guessed)


HELPED = [
    (2, "m2"),
    (7, "m0"),
    (12, "m1"),
    (14, "m3"),
    (36, "m0"),
    (40, "m1"),
    (53, "m1"),
    (72, "m1"),
    (105, "m2"),
]
"""Measures that nobody can have though others could help them, by a programme, a core or a gain."""


@pytest.mark.parametrize(("seed", "measure"), HELPED)
def test_also_where_others_might_help_no_rule_can_be_left_out(seed, measure):
    problem = small_table(seed)
    forcing = Forcing(problem, [measure])
    rules = forcing.conflict()
    everything = everything_of(problem, forcing)
    alone = without(problem, everything.difference(rules))

    assert rules
    assert not forcing.conflict_by_itself()
    assert not has_plan(alone, measure), rules
    for rule in rules:
        assert has_plan(without(problem, everything.difference(rules) | {rule}), measure), rule


def test_a_purse_that_would_pay_no_more_than_it_gains_is_not_named_for_its_theme():
    other = frozenset({"elders"})
    careful = Party("q", OwnerClass.CARE, never_worse_off=True)
    shut = (money("G", 500, holder="q", themes=other), money("H", 500, themes=other))
    poor = table(work("A", 100), money("F", 60), money("K", 500, holder="q"), *shut, careful)

    rules = Forcing(poor, ["A"]).conflict()

    assert {Rule("own_interest", "q"), Rule("theme", "H")} <= set(rules)
    assert Rule("theme", "G") not in rules


def test_a_rule_of_what_comes_first_is_not_named_where_it_comes_too_late_anyway():
    waits = work("A", requires=(Prerequisite("B", lag=1),), start_years=(2027, 2028))
    late = table(waits, work("B", 500, start_years=(2028,)), money("F", 0, 300))

    forcing = Forcing(late, ["A"])
    rules = forcing.conflict()

    assert Rule("requires", "A", "B") in rules
    for rule in rules:
        assert forcing.possible(forcing.all_rules.difference(rules) | {rule}), (rule, rules)


def test_where_dozens_might_help_most_questions_are_put_to_the_measure_alone(monkeypatch):
    core = Core(share=Fraction(1, 2), kinds=frozenset(), themes=frozenset({"y"}))
    helpers = [work(f"H{n:02}", 10, themes=("y",)) for n in range(12)]
    shut = [money(f"G{n}", 500, themes=frozenset({"z"})) for n in range(8)]
    crowded = table(work("A", 400), *helpers, money("F", 500, core=core), *shut)
    sizes = []
    built = forcing_module.rules_alone
    monkeypatch.setattr(
        forcing_module, "rules_alone", lambda able: sizes.append(len(able.starts)) or built(able)
    )

    rules = Forcing(crowded, ["A"]).conflict()

    assert {Rule("cost", "A"), Rule("core", "F")} <= set(rules)
    assert sum(size > 2 for size in sizes) < 20, sizes
