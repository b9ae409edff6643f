"""Whether more is going on than some years ago."""

import pytest

from gebiedstafel.engines.stacking.stacking import DomainStack
from gebiedstafel.engines.stacking.trend import Trend, trend


def domain(*, low=None, high=None, missing=(), **figures):
    places = tuple(figures.items())
    mean = sum(figures.values()) / len(figures)
    return DomainStack(
        "sociaal", mean, mean if low is None else low, mean if high is None else high, 99, places, missing, ()
    )


BOTH = {"bijstand", "schulden"}


@pytest.mark.parametrize(
    ("then", "now", "moved"), [(50, 75, Trend.MORE), (75, 50, Trend.LESS), (50, 58, Trend.SAME)]
)
def test_a_domain_moves_when_its_places_do(then, now, moved):
    before, after = domain(bijstand=then, schulden=then), domain(bijstand=now, schulden=now)

    assert trend(before, after, unbroken=BOTH) == moved


def test_across_a_break_in_definition_there_is_no_trend():
    before, after = domain(bijstand=20, schulden=20), domain(bijstand=90, schulden=90)

    assert trend(before, after, unbroken={"bijstand"}) == Trend.UNKNOWN


def test_with_another_figure_in_its_stead_there_is_no_trend():
    before, after = domain(ink_110=20), domain(ink_arm=90)

    assert trend(before, after, unbroken={"ink_110", "ink_arm"}) == Trend.UNKNOWN


def test_a_move_within_what_is_unsure_says_nothing():
    before, after = domain(bijstand=40, schulden=40, low=20, high=60), domain(bijstand=55, schulden=55)

    assert trend(before, after, unbroken=BOTH) == Trend.SAME


def test_a_figure_that_fell_away_leaves_too_little():
    before, after = domain(bijstand=40, schulden=40), domain(bijstand=90, missing=("schulden",))

    assert trend(before, after, unbroken=BOTH) == Trend.UNKNOWN
