"""The place of an area among comparable areas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.stacking.places import FEWEST_COMPARABLE, Ladder, ladder_of

FIGURES = st.lists(st.none() | st.integers(-20, 20).map(float), min_size=FEWEST_COMPARABLE + 1, max_size=80)


def place_slowly(values, at):
    """Count one by one: what the ladder must equal."""
    mine = values[at]
    others = [value for n, value in enumerate(values) if n != at and value is not None]
    if len(others) < FEWEST_COMPARABLE:
        return None
    return 100 * sum(1.0 if value < mine else 0.5 if value == mine else 0.0 for value in others) / len(others)


@given(FIGURES)
def test_the_place_equals_counting_one_by_one(values):
    ladder = ladder_of(values)

    for at, value in enumerate(values):
        if value is not None:
            assert ladder.place(value) == pytest.approx(place_slowly(values, at))


@given(FIGURES)
def test_a_missing_figure_moves_nobody(values):
    known = [value for value in values if value is not None]

    assert ladder_of(values) == ladder_of(known)


@given(FIGURES)
def test_turning_the_figures_around_turns_the_places_around(values):
    known = [value for value in values if value is not None]
    around = ladder_of([-value for value in known])

    for value in known:
        place = ladder_of(known).place(value)
        assert place is None or around.place(-value) == pytest.approx(100 - place)
        assert place is None or ladder_of(known).place(value, direction=-1) == pytest.approx(100 - place)


@given(FIGURES, st.randoms())
def test_the_order_of_the_areas_does_not_matter(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)

    assert ladder_of(values) == ladder_of(shuffled)


@given(st.lists(st.floats(-50, 50), min_size=30, max_size=60, unique=True))
def test_a_higher_figure_never_has_a_lower_place(values):
    ladder = ladder_of(values)
    places = [ladder.place(value) for value in sorted(values)]

    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 100)


def test_with_few_to_compare_there_is_no_place():
    values = [float(n) for n in range(FEWEST_COMPARABLE)]

    assert ladder_of(values).place(3.0) is None
    assert ladder_of([*values, 99.0]).place(3.0) is not None


def test_context_has_no_place():
    assert ladder_of([float(n) for n in range(50)]).place(3.0, direction=0) is None


@pytest.mark.parametrize("ladder", [((2.0, 1.0), (1, 1)), ((1.0,), (0,)), ((1.0,), (1, 1))])
def test_a_ladder_that_cannot_be_is_refused(ladder):
    with pytest.raises(ValueError, match="ladder"):
        Ladder(*ladder)
