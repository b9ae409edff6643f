"""Rounding together: multiples of 5 that add up for all areas at once, near the truth, and safe."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.disclosure import Geography, InvalidDisclosure
from gebiedstafel.engines.disclosure.attacker import Target, attack, is_small
from gebiedstafel.engines.disclosure.generate import municipality, small_municipality, table_of
from gebiedstafel.engines.disclosure.rounding import NotGiven, RoundedTable, frozen, round_together
from gebiedstafel.engines.disclosure.tables import ALL, Cell, Table, hidden_below_five, told_table

TWO = Geography({"B0": "W", "B1": "W"}, {"B0": "buurt", "B1": "buurt", "W": "wijk"})


def small_table(four) -> Table:
    cells = [Cell(place, "T", quarter) for place in ("B0", "B1") for quarter in ("Q1", "Q2")]
    return Table(TWO, ("T",), ("Q1", "Q2"), dict(zip(cells, four, strict=True)))


def test_the_totals_of_a_table_are_of_all_places_areas_themes_and_quarters():
    place = small_municipality(3)
    table = table_of(place)

    assert table.totals[Cell("G", ALL, ALL)] == sum(report.count for report in place.reports)
    area = table.totals[Cell("A0", place.themes[0], ALL)]
    assert area == sum(
        one.count for one in place.reports if one.area in place.areas["A0"] and one.theme == place.themes[0]
    )
    for total, parts in table.sums():
        assert table.totals[total] == sum(table.totals[part] for part in parts)


@pytest.mark.parametrize("seed", range(6))
def test_rounded_numbers_add_up_in_every_direction_and_are_less_than_five_away(seed):
    table = table_of(small_municipality(seed))
    rounded = frozen(table)

    assert isinstance(rounded, RoundedTable)
    for cell, value in rounded.values.items():
        assert value % 5 == 0
        assert abs(value - table.totals[cell]) < 5
    for total, parts in table.sums():
        assert rounded.values[total] == sum(rounded.values[part] for part in parts)


@settings(max_examples=40)
@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_no_other_rounding_is_more_than_a_tenth_nearer(four):
    table = small_table(four)
    leaves = list(table.counts)
    distances = []
    for up in product((0, 1), repeat=4):
        own = {
            cell: n // 5 * 5 + 5 * (one and n % 5 > 0) for cell, n, one in zip(leaves, four, up, strict=True)
        }
        values = {cell: sum(own[part] for part in parts) for cell, parts in table.parts.items()}
        if all(abs(values[cell] - table.totals[cell]) < 5 for cell in values):
            distances.append(sum(abs(values[cell] - table.totals[cell]) for cell in values) / len(values))
    rounded = round_together(table)

    if not distances:
        assert rounded == NotGiven()
    else:
        assert isinstance(rounded, RoundedTable)
        assert min(distances) <= rounded.mean_distance <= min(distances) / 0.9 + 1e-9


def test_hiding_below_five_is_broken_by_the_same_attacker():
    table = table_of(municipality(0))
    facts, form = told_table(table, hidden_below_five(table))
    targets = [Target(str(cell), form[cell], n) for cell, n in table.totals.items() if is_small(n)][::20]

    found = attack(facts, targets)
    assert found.share(found.exact) > 30
    assert found.share(found.proven_small) == 100


def test_a_table_that_gives_a_small_count_away_is_not_given(monkeypatch):
    """Were the rounding to tell the truth, the attacker at the gate would see it."""
    monkeypatch.setattr("gebiedstafel.engines.disclosure.rounding.FURTHEST", 1)
    table = small_table((3, 9, 8, 6))
    rounded = frozen(table)

    assert isinstance(rounded, NotGiven)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: Table(TWO, ("T",), ("Q1",), {Cell("W", "T", "Q1"): 1}), "a buurt"),
        (lambda: Table(TWO, ("T",), ("Q1",), {Cell("B0", "T", "Q1"): -1}), "whole number"),
        (lambda: Table(TWO, ("T",), ("Q1",), {}, {"A": frozenset({"W"})}), "set of buurten"),
        (lambda: Table(TWO, ("T",), ("Q1",), {}, {"W": frozenset({"B0"})}).leaves, "name of its own"),
    ],
)
def test_a_mistake_in_a_table_is_told(make, word):
    with pytest.raises(InvalidDisclosure, match=word):
        make()
