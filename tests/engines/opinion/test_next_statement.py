"""Which statement comes next follows the published rule, and every new statement gets its chance."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.opinion import Standing, chances, next_statement
from gebiedstafel.engines.opinion.next_statement import weight

STANDINGS = [
    Standing("nieuw"),
    Standing("vier stemmen", agree=2, disagree=1, passed=1),
    Standing("bekend", agree=40, disagree=5, passed=5),
    Standing("verdeeld", agree=25, disagree=25, divisive=0.8),
    Standing("overgeslagen", passed=60),
]
DRAWS = 20_000
#: What chi-square with 4 degrees of freedom exceeds once in a thousand times.
MOST_CHI_SQUARE = 18.47

standings = st.builds(
    Standing,
    st.integers(0, 500),
    agree=st.integers(0, 1000),
    disagree=st.integers(0, 1000),
    passed=st.integers(0, 1000),
    divisive=st.floats(0, 1),
)
lists = st.lists(standings, min_size=1, max_size=30, unique_by=lambda one: one.id)


def chi_square(drawn: Counter, expected: dict) -> float:
    return sum((drawn[one] - DRAWS * chance) ** 2 / (DRAWS * chance) for one, chance in expected.items())


def test_twenty_thousand_draws_follow_the_published_chances():
    luck = random.Random(1)

    drawn = Counter(next_statement(STANDINGS, luck=luck.random()) for _ in range(DRAWS))

    assert chi_square(drawn, chances(STANDINGS)) < MOST_CHI_SQUARE


def test_draws_without_the_rule_would_be_noticed():
    luck = random.Random(1)

    drawn = Counter(luck.choice(STANDINGS).id for _ in range(DRAWS))

    assert chi_square(drawn, chances(STANDINGS)) > 100 * MOST_CHI_SQUARE


def test_the_weights_are_those_of_the_published_formula():
    assert weight(Standing("nieuw")) == 9 * 0.5
    assert weight(Standing("vijf", agree=5)) == pytest.approx(5 * (1 - 1 / 7))
    assert weight(Standing("veel", agree=500, disagree=498, divisive=1)) == pytest.approx(2 * 0.999)
    assert weight(Standing("overgeslagen", passed=1000)) == pytest.approx(0.1)


@given(lists)
def test_every_statement_has_its_chance(some):
    found = chances(some)

    assert sum(found.values()) == pytest.approx(1)
    assert min(found.values()) >= 1 / (90 * len(some))


@given(lists, st.floats(0, 1, exclude_max=True))
def test_what_was_voted_on_does_not_come_again_and_the_order_does_not_matter(some, luck):
    done = {one.id for one in some[::2]}

    drawn = next_statement(some, done, luck=luck)

    assert drawn == next_statement(some[::-1], done, luck=luck)
    assert drawn not in done
    assert (drawn is None) == (len(done) == len(some))


@given(standings)
def test_a_new_statement_weighs_more_than_one_with_many_votes(one):
    if one.agree + one.disagree + one.passed >= 50:
        assert weight(Standing(one.id)) > weight(one)


@pytest.mark.parametrize("luck", [1.0, -0.1, float("nan")])
def test_luck_that_is_no_chance_is_refused(luck):
    with pytest.raises(ValueError, match="from 0 to below 1"):
        next_statement(STANDINGS, luck=luck)
