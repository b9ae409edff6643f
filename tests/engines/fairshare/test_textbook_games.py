"""Games of which the answer stands in the literature."""

from fractions import Fraction

import numpy as np
import pytest

from gebiedstafel.engines.fairshare import InvalidGame, largest_excess, least_core, nucleolus, shapley

from .games import airport, estate, gloves


@pytest.mark.parametrize(
    ("cents", "parts"),
    [(10_000, (10_000 / 3,) * 3), (20_000, (5_000, 7_500, 7_500)), (30_000, (5_000, 10_000, 15_000))],
)
def test_the_estates_of_the_talmud_are_divided_as_it_says(cents, parts):
    assert nucleolus(estate(cents, [10_000, 20_000, 30_000])) == pytest.approx(parts, abs=1e-3)


def test_the_one_right_glove_gains_two_thirds_on_average_and_everything_in_the_core():
    assert shapley(gloves()) == (Fraction(1, 6), Fraction(1, 6), Fraction(2, 3))
    assert nucleolus(gloves()) == pytest.approx((0, 0, 1), abs=1e-9)
    assert least_core(gloves()).epsilon_cents == pytest.approx(0, abs=1e-9)


def test_each_stretch_of_the_runway_is_paid_by_the_planes_that_need_it():
    lengths = [100, 200, 300]

    saved = shapley(airport(lengths))

    paid = [length - gain for length, gain in zip(lengths, saved, strict=True)]
    assert paid == [Fraction(100, 3), Fraction(100, 3) + 50, Fraction(100, 3) + 50 + 100]


def test_a_production_game_has_the_nucleolus_that_others_find():
    # 68, 102 and 0 alone; 170, 710 and 762 in pairs; 992 together.
    game = np.array([0, 68, 102, 170, 0, 710, 762, 992])

    assert nucleolus(game) == pytest.approx((149, 192, 651), abs=1e-3)


def test_where_any_two_of_three_can_take_everything_every_division_meets_an_objection():
    majority = np.array([0, 0, 0, 90, 0, 90, 90, 90])

    assert least_core(majority).epsilon_cents == pytest.approx(30)
    assert nucleolus(majority) == pytest.approx((30, 30, 30))
    assert largest_excess(majority, np.array([30, 30, 30])) == (0b011, 30)


def test_who_gain_more_apart_have_nothing_to_share():
    with pytest.raises(InvalidGame, match="nothing to share"):
        nucleolus(np.array([0, 10, 10, 15]))
