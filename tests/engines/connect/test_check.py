"""A bad table gets all its faults at once, each with a place and a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from gebiedstafel.engines.connect import Infeasible, InvalidProblem, Severity, check, sentence, solve
from gebiedstafel.engines.connect.problem import (
    Bundle,
    Choices,
    CostType,
    HourNeed,
    Prerequisite,
    Problem,
    Statement,
)

from .small_tables import small_table

GOOD = small_table(3)


def with_measure(**changes: object) -> Problem:
    return replace(GOOD, measures=(replace(GOOD.measures[0], **changes), *GOOD.measures[1:]))


def with_flow(**changes: object) -> Problem:
    return replace(GOOD, flows=(replace(GOOD.flows[0], **changes), *GOOD.flows[1:]))


FIRST, SECOND = GOOD.measures[0].id, GOOD.measures[1].id
BAD: dict[str, Problem] = {
    "double_id": replace(GOOD, measures=(*GOOD.measures, GOOD.measures[0])),
    "no_years": replace(GOOD, years=()),
    "years_not_consecutive": replace(GOOD, years=(*GOOD.years, 2040)),
    "unknown_area": with_measure(area="maan"),
    "area_in_itself": replace(GOOD, areas={**GOOD.areas, "wijk": "buurt"}),
    "share_outside_bounds": with_flow(max_share=Fraction(7, 5)),
    "segments_not_falling": replace(GOOD, segments=GOOD.segments[::-1]),
    "need_not_positive": replace(
        GOOD, challenges=tuple(replace(c, need=Fraction(0)) for c in GOOD.challenges)
    ),
    "negative_amount": with_measure(costs={CostType.STAFF: (-1,)}),
    "absurd_amount": with_flow(budget={2027: 10**15}),
    "unknown_party": with_measure(leads=("nobody",)),
    "unknown_challenge": with_measure(effects={"o99": Fraction(1)}),
    "effect_outside_bounds": with_measure(effects={"o0": Fraction(-1)}),
    "hours_of_nobody": with_measure(hours=(HourNeed((3,)),)),
    "no_start_year": with_measure(start_years=()),
    "start_outside_horizon": with_measure(start_years=(1999,)),
    "unknown_measure": with_measure(requires=(Prerequisite("m99"),)),
    "predecessor_cycle": with_measure(requires=(Prerequisite(FIRST),)),
    "alternative_is_predecessor": replace(
        GOOD,
        measures=(
            replace(GOOD.measures[0], alternative="k", requires=(Prerequisite(SECOND),)),
            replace(GOOD.measures[1], alternative="k", requires=()),
            *GOOD.measures[2:],
        ),
    ),
    "saving_on_stranger": replace(GOOD, bundles=(Bundle("b0", (FIRST,), 1, (SECOND,)),)),
    "bundle_of_one": replace(GOOD, bundles=(Bundle("b0", (FIRST,), 1),)),
    "no_cost_type": with_flow(cost_types=frozenset()),
    "minimum_above_maximum": with_flow(min_application=5, max_application=4),
    "minimum_share_above_maximum": with_flow(min_share=Fraction(1, 2), max_share=Fraction(1, 3)),
    "available_after_spend_by": with_flow(available_from=date(2029, 1, 1), spend_by=date(2028, 1, 1)),
    "forced_in_and_out": replace(GOOD, choices=Choices(frozenset({FIRST}), frozenset({FIRST}))),
    "forced_start_outside": replace(GOOD, choices=Choices(start={FIRST: 1999})),
}


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
