"""More laws: what is told otherwise, comes in vain or was not chosen changes nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.connect import Plan, solve
from gebiedstafel.engines.connect.problem import (
    Challenge,
    Measure,
    MoneyFlow,
    OwnerClass,
    Party,
    Problem,
    Weights,
)

from .small_tables import small_table
from .test_laws import covered, few, need_only, seeds, selection, with_first_flow

Hours = dict[int, int]


def worth(problem: Problem) -> float:
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    return plan.objective


@few
@given(seeds)
def test_a_challenge_told_as_two_halves_is_worth_the_same(seed: int):
    problem = small_table(seed)
    first: Challenge = problem.challenges[0]
    half = replace(first, urgency=first.urgency / 2)
    twin = replace(half, id="o9")
    measures = tuple(
        replace(m, effects={**m.effects, "o9": m.effects[first.id]}) if first.id in m.effects else m
        for m in problem.measures
    )

    halves = replace(problem, challenges=(half, twin, *problem.challenges[1:]), measures=measures)

    assert worth(halves) == pytest.approx(worth(problem), abs=1e-6)


@few
@given(seeds)
def test_a_party_that_brings_nothing_changes_nothing(seed: int):
    problem = small_table(seed)
    idle = Party("p9", OwnerClass.CARE, at_table=True)

    wider = replace(problem, parties=(*problem.parties, idle))

    assert worth(wider) == pytest.approx(worth(problem), abs=1e-6)


@few
@given(seeds)
def test_a_flow_without_money_changes_nothing(seed: int):
    problem = small_table(seed)
    empty = replace(problem.flows[0], id="f9", budget={}, ban_group="", ban_classes=frozenset())

    wider = replace(problem, flows=(*problem.flows, empty))

    assert worth(wider) == pytest.approx(worth(problem), abs=1e-6)


@few
@given(seeds)
def test_a_measure_nobody_leads_changes_nothing(seed: int):
    problem = small_table(seed)
    orphan = replace(problem.measures[0], id="m9", leads=(), requires=(), alternative="")

    wider = replace(problem, measures=(*problem.measures, orphan))

    assert worth(wider) == pytest.approx(worth(problem), abs=1e-6)


@few
@given(seeds)
def test_a_copy_that_excludes_its_original_changes_nothing(seed: int):
    """Whichever of the two is done, only one can be. Volume asked over a whole programme counts neither."""
    problem = need_only(seed)
    needed = {need.measure for m in problem.measures for need in m.requires}
    bundled = {name for b in problem.bundles for name in b.measures}
    one = next((m for m in problem.measures if m.id not in needed | bundled), None)
    if one is None:
        return
    word = one.alternative or "tweeling"
    twins = (replace(one, alternative=word), replace(one, id="m9", alternative=word))

    both = replace(problem, measures=(*(m for m in problem.measures if m.id != one.id), *twins))

    assert covered(both) == pytest.approx(covered(problem), abs=1e-6)


@few
@given(seeds)
def test_a_narrower_earmark_never_covers_more(seed: int):
    wide = need_only(seed)
    first: MoneyFlow = wide.flows[0]
    themes = frozenset({"x"}) & (first.themes or frozenset({"x", "y"}))

    narrow = with_first_flow(wide, replace(first, themes=themes, area="buurt"))

    assert covered(narrow) <= covered(wide) + 1e-6


@few
@given(seeds)
def test_leaving_out_what_was_not_chosen_changes_nothing(seed: int):
    problem = need_only(seed)
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    chosen = selection(plan)
    bundled = {name for b in problem.bundles for name in b.measures}
    needed = {need.measure for m in problem.measures for need in m.requires}
    rest = tuple(m for m in problem.measures if m.id in chosen or m.id in bundled | needed)

    smaller = replace(problem, measures=rest, statements=())

    assert covered(smaller) == pytest.approx(plan.objective, abs=1e-6)


@few
@given(seeds, st.sampled_from((2, 3, 60)))
def test_hours_told_in_another_unit_change_nothing(seed: int, factor: int):
    problem = small_table(seed)

    def more(hours: Hours) -> Hours:
        return {year: amount * factor for year, amount in hours.items()}

    parties = tuple(
        replace(p, offers=tuple(replace(o, hours=more(dict(o.hours))) for o in p.offers))
        for p in problem.parties
    )
    measures = tuple(
        replace(m, hours=tuple(replace(n, hours=tuple(h * factor for h in n.hours)) for n in m.hours))
        for m in problem.measures
    )

    assert worth(replace(problem, parties=parties, measures=measures)) == pytest.approx(
        worth(problem), abs=1e-6
    )


@few
@given(seeds, st.sampled_from((2, 5)))
def test_all_weights_times_as_much_is_a_plan_worth_times_as_much(seed: int, factor: int):
    problem = small_table(seed)
    weights = {field.name: getattr(problem.weights, field.name) * factor for field in fields(Weights)}

    heavier = replace(problem, weights=Weights(**weights))

    assert worth(heavier) == pytest.approx(factor * worth(problem), abs=1e-5)


@few
@given(seeds, st.sampled_from((1, 7)))
def test_the_same_table_some_years_later_has_the_same_plan_so_much_later(seed: int, years: int):
    problem = small_table(seed)

    plan, later = solve(problem, gap=0), solve(in_years(problem, years), gap=0)

    assert isinstance(plan, Plan)
    assert isinstance(later, Plan)
    assert later.objective == pytest.approx(plan.objective, abs=1e-9)
    assert selection(later) == {m: start + years for m, start in selection(plan).items()}


def in_years(problem: Problem, years: int) -> Problem:
    """The same table, with every year and day so many years later."""

    def day(when: date | None) -> date | None:
        return when and when.replace(year=when.year + years)

    def keyed(amounts: Hours) -> Hours:
        return {year + years: amount for year, amount in amounts.items()}

    def measure(m: Measure) -> Measure:
        benefits = tuple(replace(b, until=b.until and b.until + years) for b in m.benefits)
        return replace(m, start_years=tuple(y + years for y in m.start_years), benefits=benefits)

    def flow(f: MoneyFlow) -> MoneyFlow:
        days = ("certain_on", "available_from", "apply_by", "start_by", "commit_by", "spend_by")
        match = f.match and replace(f.match, certain_by=day(f.match.certain_by))
        moved = {name: day(getattr(f, name)) for name in days}
        return replace(f, budget=keyed(dict(f.budget)), match=match, **moved)

    return replace(
        problem,
        as_of=problem.as_of.replace(year=problem.as_of.year + years),
        years=tuple(y + years for y in problem.years),
        parties=tuple(
            replace(p, offers=tuple(replace(o, hours=keyed(dict(o.hours))) for o in p.offers))
            for p in problem.parties
        ),
        measures=tuple(map(measure, problem.measures)),
        flows=tuple(map(flow, problem.flows)),
        choices=replace(problem.choices, start={m: y + years for m, y in problem.choices.start.items()}),
    )


def test_a_table_moved_there_and_back_is_the_same_table():
    for seed in range(20):
        problem = small_table(seed)
        assert in_years(in_years(problem, 7), -7) == problem
        assert in_years(problem, 7).flows != problem.flows
