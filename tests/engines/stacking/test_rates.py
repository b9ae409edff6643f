"""How sure a rate is that rests on few people."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.stacking.rates import Counted, is_small, pooled, rate_bounds, share_bounds


def chance_of_at_most(count, expected):
    """Poisson, summed term by term."""
    return sum(math.exp(-expected + n * math.log(expected) - math.lgamma(n + 1)) for n in range(count + 1))


@pytest.mark.parametrize("count", [10, 25, 80, 400])
def test_the_bounds_of_a_rate_leave_five_in_a_hundred_on_either_side(count):
    people = 2_000.0

    low, high = rate_bounds(np.array([1000 * count / people]), np.array([people]))

    assert 1 - chance_of_at_most(count - 1, float(low[0]) * people / 1000) == pytest.approx(0.05, abs=0.004)
    assert chance_of_at_most(count, float(high[0]) * people / 1000) == pytest.approx(0.05, abs=0.004)


def test_a_rounded_count_is_less_sure():
    rate, people = np.array([20.0]), np.array([1_000.0])
    exact, rounded = rate_bounds(rate, people), rate_bounds(rate, people, rounded_to=10)

    assert rounded[0] < exact[0] < rate < exact[1] < rounded[1]


@given(st.floats(0, 100), st.integers(1, 10_000))
def test_a_share_lies_between_its_bounds_and_those_between_nought_and_a_hundred(share, people):
    low, high = share_bounds(np.array([share]), np.array([float(people)]))

    assert -1e-9 <= low[0] <= share <= high[0] <= 100 + 1e-9


@given(st.floats(0, 300), st.integers(50, 10_000))
def test_more_people_make_a_rate_surer(rate, people):
    few = rate_bounds(np.array([rate]), np.array([float(people)]))
    many = rate_bounds(np.array([rate]), np.array([4.0 * people]))

    assert few[0] <= many[0] + 1e-9
    assert many[1] <= few[1] + 1e-9


def test_few_people_or_few_cases_is_small():
    people = np.array([49.0, 50.0, 5_000.0, 5_000.0])
    expected = np.array([30.0, 30.0, 9.9, 10.0])

    assert is_small(people, expected).tolist() == [True, False, True, False]


def test_three_years_together_are_a_rate_per_year():
    years = [Counted(2, 900), Counted(5, 1_000), Counted(5, 1_100)]

    assert pooled(years) == Counted(12, 3_000)


@pytest.mark.parametrize("years", [[], [Counted(1, 100)] * 4])
def test_nothing_and_more_than_three_years_are_not_pooled(years):
    with pytest.raises(ValueError, match="one to 3 years"):
        pooled(years)
