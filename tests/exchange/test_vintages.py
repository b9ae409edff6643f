"""Shapes of two years: the same area under another code, or another area under the same code."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.exchange.vintages import alike, moved, surface_of, under_another_code


def square(west, south, side=1.0, hole=0.0):
    def ring(x, y, size):
        return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]

    rings = [ring(west, south, side)]
    if hole:
        rings.append(ring(west + (side - hole) / 2, south + (side - hole) / 2, hole))
    return json.dumps(rings)


def test_an_area_that_got_another_code_is_found_by_its_shape():
    old = {"BU00030001": square(0, 0), "BU00030002": square(1, 0)}
    new = {"BU19790101": square(0.02, 0), "BU19790102": square(5, 5)}

    (found,) = under_another_code(old, new, new, drawn=dict.fromkeys(old, 2018))

    assert (found.old, found.new) == ("BU00030001", "BU19790101")
    assert found.alike == pytest.approx(0.98)


def test_what_shares_less_than_nine_tenths_of_either_is_another_area():
    old = {"BU00030001": square(0, 0)}

    for other in (square(0, 0, 1.2), square(0.2, 0), square(0, 0, hole=0.5)):
        new = {"BU19790101": other}
        assert under_another_code(old, new, new, drawn={"BU00030001": 2018}) == []


def test_a_wijk_is_no_buurt_of_the_same_shape():
    old, new = {"WK000300": square(0, 0)}, {"BU19790101": square(0, 0)}

    assert under_another_code(old, new, new, drawn={"WK000300": 2018}) == []


def test_of_two_codes_that_a_square_bore_in_turn_the_last_goes_before_the_most_alike():
    old = {"BU00010001": square(0, 0), "BU00020001": square(0.02, 0)}
    drawn = {"BU00010001": 2015, "BU00020001": 2018}

    (found,) = under_another_code(old, {"BU00030001": square(0, 0)}, ["BU00030001"], drawn=drawn)

    assert found.old == "BU00020001"


def test_a_code_whose_shape_moved_is_told_and_one_drawn_a_little_otherwise_is_not():
    old = {"A": square(0, 0), "B": square(1, 0), "C": square(2, 0)}
    new = {"A": square(0, 0), "B": square(1.03, 0), "C": square(2.5, 0), "D": square(9, 9)}

    assert moved(old, new) == ["C"]


def test_codes_that_changed_places_are_both_told_and_found():
    old = {"BU1": square(0, 0), "BU2": square(3, 0)}
    new = {"BU1": square(3, 0), "BU2": square(0, 0)}

    assert moved(old, new) == ["BU1", "BU2"]
    assert {
        (one.old, one.new) for one in under_another_code(old, new, new, drawn=dict.fromkeys(old, 2018))
    } == {
        ("BU1", "BU2"),
        ("BU2", "BU1"),
    }


def test_a_shape_that_crosses_itself_stops_nothing():
    bow = json.dumps([[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]])

    assert moved({"A": bow}, {"A": square(0, 0)}) == ["A"]


@given(st.floats(-2, 2), st.floats(0.1, 3), st.floats(0, 0.09))
def test_likeness_is_the_same_both_ways_and_whole_only_for_the_same(shift, side, hole):
    one, other = surface_of(square(0, 0, hole=hole)), surface_of(square(shift, 0, side))

    (there,), (back,) = alike([one], [other]), alike([other], [one])

    assert there == pytest.approx(back)
    assert 0 <= there <= 1
    assert alike([one], [one])[0] == pytest.approx(1)
