"""A lever asks no more than the plan it brings really uses: never a euro, an hour or a day less would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import cache

import pytest

from gebiedstafel.engines.connect import solve
from gebiedstafel.engines.connect.answer import answer
from gebiedstafel.engines.connect.lever_search import levers_of
from gebiedstafel.engines.connect.lever_words import lever_sentence
from gebiedstafel.engines.connect.levers import (
    STEPS,
    Lever,
    LeverKind,
    eased,
    rule_value,
    together,
    with_lever,
)
from gebiedstafel.engines.connect.nearby import made_ready
from gebiedstafel.engines.connect.order import arrange
from gebiedstafel.engines.connect.possible import possibilities
from gebiedstafel.engines.connect.problem import Match
from gebiedstafel.engines.connect.sparing import spared
from gebiedstafel.engines.connect.trimming import EURO, UPWARDS, trimmed
from gebiedstafel.engines.connect.unlock import unlock
from gebiedstafel.engines.connect.verify import keeps_rules, verify
from gebiedstafel.exchange.lever_file import lever_from_json, lever_to_json

from .small_tables import small_table

SEEDS = range(24)


@cache
def trimmed_levers():
    """Of small tables: the table, the plan found with a lever, the lever, and what is left of it."""
    found = []
    for seed in SEEDS:
        problem = arrange(small_table(seed))
        old = solve(problem, gap=0)
        for lever in levers_of(problem, old):
            near = made_ready(with_lever(problem, lever))
            if near is None:
                continue
            plan = solve(near.problem, gap=0)
            plan = replace(plan, measures=spared(near, lever, plan))
            found.append((problem, plan, lever, trimmed(problem, lever, plan)))
    return found


def one_step_less(problem, lever) -> Iterator[Lever]:
    """The same lever with a euro, an hour, a day or a part less: each of these alone."""
    for number, part in enumerate(lever.parts):
        others = [*lever.parts[:number], *lever.parts[number + 1 :]]
        yield together(others)
        for less in one_step_less(problem, part):
            yield together([*others, less])
    for name, step in (("cents", EURO), ("hours", 1)):
        for year, amount in getattr(lever, name):
            fewer = [(y, a - min(step, amount) if y == year else a) for y, a in getattr(lever, name)]
            yield replace(lever, **{name: tuple((y, a) for y, a in fewer if a)})
    if lever.to is not None:
        step = STEPS[lever.rule]
        yield replace(lever, to=lever.to - step if lever.rule in UPWARDS else lever.to + step)
    if lever.kind is LeverKind.LATER_DATE and lever.rule in ("spend_by", "available_from"):
        yield replace(lever, by=lever.by + timedelta(1 if lever.rule == "available_from" else -1))


def test_the_plan_found_holds_with_what_is_left_of_the_lever():
    kept = [row for row in trimmed_levers() if row[3] is not None]

    for problem, plan, _, left in kept:
        table = with_lever(problem, left)
        assert verify(table, answer(possibilities(table), plan.measures)) == []
    assert len(kept) >= 40


def test_the_plan_found_does_not_hold_with_one_step_less():
    tried = set()

    for problem, plan, _, left in trimmed_levers():
        for less in () if left is None else one_step_less(problem, left):
            assert not keeps_rules(with_lever(problem, less), plan), (problem.id, left.id, less.id)
            tried |= {part.kind for part in left.parts or (left,)}
    assert tried >= {LeverKind.MORE_MONEY, LeverKind.NEW_MONEY, LeverKind.MORE_HOURS, LeverKind.LATER_DATE}


def test_a_rule_is_eased_no_further_than_the_plan_needs():
    rows = [
        (problem, left)
        for problem, _, _, left in trimmed_levers()
        if left is not None and left.to is not None
    ]

    assert rows
    for problem, left in rows:
        flow = next(f for f in problem.flows if f.id == left.flow)
        assert rule_value(eased(flow, left.rule, left.to), left.rule) == left.to
        assert lever_from_json(lever_to_json(left)) == left
        for language in ("nl", "en"):
            assert lever_sentence(left, {}, language).endswith(".")


def test_a_share_that_is_eased_takes_the_co_funding_that_says_the_same_with_it():
    flow = replace(small_table(0).flows[0], max_share=Fraction(7, 10), match=Match(Fraction(3, 7)))

    share = eased(flow, "max_share", Fraction(4, 5))
    match = eased(flow, "match", Fraction(1, 4))

    assert (share.max_share, share.match.ratio) == (Fraction(4, 5), Fraction(1, 4))
    assert (match.max_share, match.match.ratio) == (Fraction(4, 5), Fraction(1, 4))


@pytest.mark.parametrize("rule", STEPS)
def test_an_eased_rule_is_said_in_both_languages_and_kept_in_files(rule):
    to = Fraction(5, 100) if STEPS[rule] < 1 else Fraction(250_000)
    lever = Lever(LeverKind.RULE_RELAXED, flow="F1", rule=rule, to=to)

    nl, en = (lever_sentence(lever, {"F1": "Potje"}, language) for language in ("nl", "en"))

    assert nl != en
    assert "Potje" in nl
    assert "Potje" in en
    assert "5" in nl
    assert lever_from_json(lever_to_json(lever)) == lever
    assert lever.id != replace(lever, to=None).id


def test_a_plan_that_holds_without_the_lever_leaves_nothing_of_it():
    without = [row for row in trimmed_levers() if row[3] is None]

    assert without
    for problem, plan, _, _ in without:
        assert keeps_rules(problem, plan)


def test_what_is_left_asks_no_more_and_often_less():
    rows = [(lever, left) for _, _, lever, left in trimmed_levers() if left is not None]

    assert all(left.total_cents <= lever.total_cents for lever, left in rows)
    assert all(left.total_hours <= lever.total_hours for lever, left in rows)
    assert any(left.total_cents < lever.total_cents for lever, left in rows)
    assert any(left.total_hours < lever.total_hours for lever, left in rows)


@pytest.mark.parametrize("seed", [6, 13, 21, 33])
def test_the_levers_told_are_trimmed_and_their_gain_is_at_the_trimmed_table(seed):
    problem = small_table(seed)
    plan = solve(problem, gap=0)
    whole = {lever.id: lever for lever in levers_of(arrange(problem), plan)}

    for one in unlock(problem, plan, most=30).found:
        table = with_lever(problem, one.lever)
        best, old = solve(table, gap=0), answer(possibilities(table), plan.measures)
        assert one.gain <= best.objective - old.objective + 1e-6
        assert one.lever.total_cents <= whole[one.first].total_cents
        assert one.lever.total_hours <= whole[one.first].total_hours
