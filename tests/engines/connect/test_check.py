"""A bad table gets all its faults at once, each with a place and a sentence."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from fractions import Fraction

import pytest

from gebiedstafel.engines.connect import Infeasible, InvalidProblem, Severity, check, sentence, solve
from gebiedstafel.engines.connect.problem import (
    Choices,
    CostType,
    Statement,
)

from .bad_tables import BAD, FIRST, GOOD, SECOND, WARNED, with_flow


@pytest.mark.parametrize("code", WARNED)
def test_what_a_person_should_see_is_a_warning_and_stops_nothing(code: str):
    found = {issue.code: issue.severity for issue in check(WARNED[code])}

    assert found[code] is Severity.WARNING
    assert Severity.ERROR not in found.values()


def test_a_fixed_amount_below_the_minimum_is_a_fault():
    low, high = with_flow(lump=100, min_application=101), with_flow(lump=101, min_application=101)

    found = [{issue.code for issue in check(problem)} for problem in (low, high)]

    assert found[0] - found[1] == {"minimum_above_maximum"}


def test_an_urgency_below_zero_is_the_number_that_is_named():
    odd = replace(GOOD, challenges=(replace(GOOD.challenges[0], urgency=Fraction(-1, 2)), GOOD.challenges[1]))

    said = {sentence(issue, {}, "nl") for issue in check(odd) if issue.path == "challenges/o0"}

    assert said == {"Hier staat -0,5. Vul nul of meer in."}


@pytest.mark.parametrize("code", BAD)
def test_a_fault_is_named_with_place_and_sentence(code: str):
    found = [issue for issue in check(BAD[code]) if issue.code == code]

    assert found
    assert found[0].severity is Severity.ERROR
    assert found[0].path
    for language in ("nl", "en"):
        said = sentence(found[0], {}, language)
        assert "{" not in said
        assert code not in said


def test_all_faults_come_at_once_and_nothing_is_solved():
    many = replace(
        with_flow(max_share=Fraction(3), area="maan", min_application=-1),
        statements=(Statement("s", Fraction(2), ("m99",)),),
    )

    with pytest.raises(InvalidProblem) as refused:
        solve(many)

    codes = {issue.code for issue in refused.value.issues}
    assert {"share_outside_bounds", "unknown_area", "negative_amount", "unknown_measure"} <= codes


def test_choices_that_clash_are_an_answer_not_a_crash():
    clash = replace(GOOD, choices=Choices(frozenset({FIRST}), frozenset({FIRST})))

    answer = solve(clash)

    assert isinstance(answer, Infeasible)
    assert answer.conflict == (FIRST,)


def test_what_money_cannot_carry_together_names_a_smallest_set():
    poor = replace(GOOD, flows=tuple(replace(f, budget={}) for f in GOOD.flows))
    costly = tuple(
        replace(m, costs={CostType.STAFF: (100_00,)}, revenue={}, requires=(), alternative="")
        for m in poor.measures
    )
    forced = replace(poor, measures=costly, choices=Choices(frozenset({FIRST, SECOND})))

    answer = solve(forced)

    assert isinstance(answer, Infeasible)
    assert len(answer.conflict) == 1
    assert answer.reasons


@pytest.mark.parametrize(
    "size",
    [
        {"measures": GOOD.measures * 10_000},
        {"flows": GOOD.flows * 100_000},
        {"years": tuple(range(2027, 12_027))},
    ],
    ids=["measures", "flows", "years"],
)
def test_an_absurd_size_is_refused_in_words_before_memory_goes(size):
    tracemalloc.start()
    huge = replace(GOOD, **size)

    with pytest.raises(InvalidProblem) as refused:
        solve(huge)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (issue,) = refused.value.issues
    assert issue.code == "too_large"
    assert "te groot om in één keer te rekenen" in sentence(issue, {}, "nl")
    assert peak < 200_000_000
