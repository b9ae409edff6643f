"""The attacker: right against trying everything, strong enough to break hiding, and powerless against us."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.disclosure.attacker import (
    Target,
    UntrueBounds,
    attack,
    bounds,
    found_out,
    is_small,
)
from gebiedstafel.engines.disclosure.generate import REPORTERS, municipality, small_municipality
from gebiedstafel.engines.disclosure.history import year_of
from gebiedstafel.engines.disclosure.linear import Attack, Facts, FactsContradict
from gebiedstafel.engines.disclosure.quarterly import spans
from gebiedstafel.engines.disclosure.told_live import cell_targets, told_live

from .oracle import slow_bounds


def two_way(counts, spans) -> tuple[Facts, list[Target]]:
    """A table of two by two with its totals, each number between the bounds it was told with."""
    facts, form = Facts(), {}
    for row in (0, 1):
        for column in (0, 1):
            form[row, column] = {facts.unknown(0, 7): 1.0}
    for row in (0, 1):
        form[row, 2] = form[row, 0] | form[row, 1]
    for column in (0, 1, 2):
        form[2, column] = form[0, column] | form[1, column]
    for cell, (low, high) in spans.items():
        facts.holds(form[cell], low, high)
    return facts, [Target(str(cell), form[cell], counts[cell]) for cell in form]


def with_totals(four) -> dict:
    counts = {(row, column): four[2 * row + column] for row in (0, 1) for column in (0, 1)}
    for row in (0, 1):
        counts[row, 2] = counts[row, 0] + counts[row, 1]
    for column in (0, 1, 2):
        counts[2, column] = counts[0, column] + counts[1, column]
    return counts


@settings(max_examples=25)
@given(st.tuples(*[st.integers(0, 5)] * 4), st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_bounds_rounded_to_whole_numbers_are_those_of_trying_everything(four, slack):
    """In a two-way table every corner is whole, so linear programming misses nothing."""
    counts = with_totals(four)
    told = {cell: (max(0, n - give), n + give) for (cell, n), give in zip(counts.items(), slack, strict=True)}
    facts, targets = two_way(counts, told)

    search = Attack(facts)
    for target in targets:
        assert bounds(search, target.form) == slow_bounds(facts, target.form), target.name


@given(st.tuples(*[st.integers(0, 6)] * 4), st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_what_witnesses_settle_is_what_searching_finds(four, slack):
    counts = with_totals(four)
    told = {cell: (max(0, n - give), n + give) for (cell, n), give in zip(counts.items(), slack, strict=True)}
    facts, targets = two_way(counts, told)
    targets = [target for target in targets if is_small(target.truth)]

    found = attack(facts, targets)
    assert set(found_out(facts, targets)) == set(found.narrow) | set(found.proven_small)


def test_one_hidden_number_beside_its_total_is_found():
    counts = with_totals((3, 7, 6, 5))
    told = {cell: (1, 4) if is_small(count) else (count, count) for cell, count in counts.items()}
    facts, targets = two_way(counts, told)

    found = attack(facts, [target for target in targets if is_small(target.truth)])
    assert found.exact == ("(0, 0)",)


def test_a_fact_that_follows_from_bounds_says_nothing_and_a_false_one_is_noticed():
    facts = Facts()
    one, two = facts.unknown(0, 4), facts.unknown(0, 4)
    facts.holds({one: 1, two: 1}, 0, 8)
    assert facts.saying() == []
    assert bounds(Attack(facts), {one: 1}) == (0, 4)

    facts.holds({one: 1, two: 1}, 9, 20)
    with pytest.raises(FactsContradict):
        attack(facts, [Target("one", {one: 1}, 3)])


def test_bounds_that_leave_out_the_truth_are_noticed():
    facts = Facts()
    with pytest.raises(UntrueBounds):
        attack(facts, [Target("one", {facts.unknown(0, 2): 1}, 3)])


def test_an_unknown_without_end_has_no_largest_value():
    facts = Facts()
    one, two = facts.unknown(), facts.unknown()
    facts.holds({one: 1, two: -1}, 1, 3)
    assert bounds(Attack(facts), {one: 1}) == (1, float("inf"))


@pytest.mark.parametrize("days", [1, 7])
@pytest.mark.parametrize("seed", range(12))
def test_of_small_municipalities_nothing_small_is_found_from_outside_and_nothing_exact_by_an_insider(
    seed, days
):
    place = small_municipality(seed)
    history = year_of(place, place.rules(5), days=days)
    for insider in ("", *REPORTERS[:3], REPORTERS[-1]):
        told = told_live(history, areas=place.areas, insider=insider)
        found = attack(told.facts, [*cell_targets(told, history), *told.targets])

        assert found.exact == found.proven_small == (), insider
        assert insider or found.narrow == ()


def test_of_a_municipality_nothing_small_is_found():
    place = municipality(0)
    history = year_of(place, place.rules(5))
    told = told_live(history, areas=place.areas)
    found = attack(told.facts, [*cell_targets(told, history), *told.targets])

    assert found.asked > 1_000
    assert found.exact == found.proven_small == found.narrow == ()


def test_tables_and_working_areas_add_nothing_to_what_was_shown_live():
    """Only classes go in, so two years that look the same have the same tables; every row is idle."""
    place = small_municipality(7)
    history = year_of(place, place.rules(5))
    assert history.batches
    other = [dataclasses.replace(batch, total=batch.total + 100) for batch in history.batches]

    def shown(batches):
        return [
            (one.place, one.theme, one.quarter, one.at_least, one.at_most)
            for one in spans(batches, place.geography, place.areas)
        ]

    assert shown(history.batches) == shown(other)
    with_tables, without = told_live(history, areas=place.areas).facts, told_live(history).facts
    assert len(with_tables.rows) > len(without.rows)
    assert with_tables.saying() == without.saying()
