"""The engine beside an answer that is slow and obvious."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.fairshare import (
    Fair,
    Game,
    Measure,
    largest_excess,
    least_core,
    nucleolus,
    objection,
    pieces,
    shapley,
    shapley_value,
    worth_table,
)
from gebiedstafel.engines.fairshare import (
    objections as sought_in,
)

from .games import a_game, games
from .oracle import all_worths, nucleolus_with_every_row, objections, shapley_by_orders


@given(games(harm=True))
@settings(max_examples=150)
def test_every_coalition_is_worth_its_best_set_of_measures(game):
    assert worth_table(pieces(game), len(game.parties)).tolist() == all_worths(game)


@given(games(harm=True))
@settings(max_examples=60)
def test_the_shapley_value_is_the_mean_over_every_order(game):
    values = all_worths(game)

    assert list(shapley(np.array(values))) == shapley_by_orders(values)
    assert list(shapley_value(game).gains) == shapley_by_orders(values)


@given(
    st.lists(st.integers(-50, 100), min_size=15, max_size=15),
    st.lists(st.integers(-9, 60), min_size=4, max_size=4),
)
def test_who_objects_most_is_found(worths, gains):
    values = [0, *worths]

    coalition, excess = largest_excess(np.array(values), np.array(gains))

    told = objections(values, gains)
    assert excess == max(told) == told[coalition]


@given(st.lists(st.integers(0, 100), min_size=14, max_size=14))
@settings(max_examples=20)
def test_the_nucleolus_is_that_of_all_rows_at_once(worths):
    values = [0, *worths, 400]
    values = [min(value, 400) for value in values]
    if sum(values[1 << place] for place in range(4)) > 400:
        return

    assert nucleolus(np.array(values)) == pytest.approx(nucleolus_with_every_row(values), abs=1e-3)


@given(st.lists(st.integers(0, 100), min_size=14, max_size=14))
@settings(max_examples=40)
def test_no_division_has_a_smaller_largest_objection_than_the_least_core(worths):
    values = [0, *worths, 150]
    if sum(values[1 << place] for place in range(4)) > 150:
        return

    found = least_core(np.array(values))

    told = objections(values, list(found.gains))[1:-1]
    assert max(told) == pytest.approx(found.epsilon_cents, abs=1e-3)
    fair = nucleolus(np.array(values))
    assert max(objections(values, list(fair))[1:-1]) == pytest.approx(found.epsilon_cents, abs=1e-3)


@pytest.mark.parametrize("seed", range(8))
def test_the_programme_beyond_twenty_parties_finds_as_large_an_objection_as_looking_everywhere(
    seed, monkeypatch
):
    game = Fair(a_game(seed, parties=9, measures=9)).game
    gains = {party: 100_000 * (place % 4) for place, party in enumerate(game.parties)}
    everywhere = objection(game, gains)
    assert everywhere is not None

    monkeypatch.setattr(sought_in, "EXACT_PARTIES", 0)
    sought = objection(game, gains)

    assert sought.cents == everywhere.cents


def test_orders_drawn_come_within_the_width_they_tell():
    names = tuple(f"p{number:02}" for number in range(24))
    # One work that everybody gains by: each alone is worth little, together it is covered well.
    work = Measure("m", 1_000_000, {name: 40_000 + 5_000 * place for place, name in enumerate(names)})
    # Worth from the formula: max(0, b(S) − c), so that size and who decide.
    game = Game(names, (work,))

    drawn = shapley_value(game, seed=3)

    assert not drawn.is_exact
    assert drawn.orders >= 256
    assert sum(drawn.gains) == pytest.approx(work.benefit_cents - work.cost_cents)
    assert drawn.half_width_cents <= 0.005 * (work.benefit_cents - work.cost_cents)
    other = shapley_value(game, seed=4)
    for one, two in zip(drawn.gains, other.gains, strict=True):
        assert abs(float(one - two)) <= 3 * (drawn.half_width_cents + other.half_width_cents)
    assert shapley_value(game, seed=3) == drawn
