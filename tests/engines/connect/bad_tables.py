"""Tables with one fault each, by the code of the error or the warning it must give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from gebiedstafel.engines.connect.problem import (
    Bundle,
    Certainty,
    Choices,
    CostType,
    HourNeed,
    Match,
    Prerequisite,
    Problem,
)

from .rule_pairs.pair import INVEST, euros, money, table, work
from .small_tables import small_table

GOOD = small_table(3)


def with_measure(**changes: object) -> Problem:
    return replace(GOOD, measures=(replace(GOOD.measures[0], **changes), *GOOD.measures[1:]))


def with_flow(**changes: object) -> Problem:
    return replace(GOOD, flows=(replace(GOOD.flows[0], **changes), *GOOD.flows[1:]))


FIRST, SECOND = GOOD.measures[0].id, GOOD.measures[1].id
BAD: dict[str, Problem] = {
    "too_large": replace(GOOD, years=tuple(range(2027, 2027 + 61))),
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
    "match_against_minimum": with_flow(match=Match(Fraction(1)), min_share=Fraction(2, 3)),
    "available_after_spend_by": with_flow(available_from=date(2029, 1, 1), spend_by=date(2028, 1, 1)),
    "forced_in_and_out": replace(GOOD, choices=Choices(frozenset({FIRST}), frozenset({FIRST}))),
    "forced_predecessor_out": replace(
        with_measure(requires=(Prerequisite(SECOND),)),
        choices=Choices(frozenset({FIRST}), frozenset({SECOND})),
    ),
    "forced_alternatives": replace(
        GOOD,
        measures=tuple(replace(m, alternative="k", requires=()) for m in GOOD.measures),
        choices=Choices(frozenset({FIRST, SECOND})),
    ),
    "forced_start_outside": replace(GOOD, choices=Choices(start={FIRST: 1999})),
}

WARNED: dict[str, Problem] = {
    "revenue_above_cost": table(work(revenue={INVEST: (euros(101),)}), money()),
    "runs_beyond_horizon": table(work(cost=(1, 1, 1)), money()),
    "alternative_alone": table(work(alternative="k"), money()),
    "member_without_street": table(
        work(), work("B"), money(), bundles=(Bundle("b", ("A", "B"), 1, same_street=True),)
    ),
    "nobody_leads": table(work(leads=()), money()),
    "no_possible_flow": table(work(), money(themes=frozenset({"y"}))),
    "hours_nobody_offers": table(work(hours=(HourNeed((1,), skill="tekenen"),)), money()),
    "ban_group_of_one": table(work(), money(ban_group="g")),
    "match_impossible": table(work(), money(match=Match(Fraction(1)))),
    "budget_outside_horizon": table(work(), money(budget={2027: 1, 2040: 1})),
    "budget_after_spend_by": table(work(), money("F", 1, 1, spend_by=date(2027, 12, 31))),
    "application_closed": table(work(), money(certainty=Certainty.LIKELY, apply_by=date(2026, 10, 31))),
}
