"""What any division must hold to, whatever the plan."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.fairshare import (
    Fair,
    Game,
    Measure,
    Method,
    Saving,
    merged,
    pieces,
    share,
    worth_table,
)

from .games import a_game, games

METHODS = st.sampled_from(list(Method))


@given(games(harm=True), METHODS)
def test_what_is_shared_is_paid_to_the_cent(game, method):
    sharing = share(game, method)

    cost = sum(measure.cost_cents for measure in game.measures)
    assert sharing.shared_cents == cost - sum(sharing.carried.values()) - game.saved_cents
    for party, gained in game.benefit_of.items():
        assert sharing.gains[party] == gained - sharing.pays[party]


@given(games(harm=True), METHODS)
def test_nobody_ends_below_nothing(game, method):
    sharing = share(game, method)

    assert min(sharing.gains.values()) >= 0


@given(games(), st.randoms(use_true_random=False))
def test_a_group_of_purses_is_worth_what_all_their_parties_together_are(game, dice):
    purse = {party: dice.choice("xyz") for party in game.parties}
    one = merged(game, purse)

    apart, together = (worth_table(pieces(each), len(each.parties)) for each in (game, one))

    for group in range(2 ** len(one.parties)):
        chosen = {name for place, name in enumerate(one.parties) if group >> place & 1}
        inside = sum(1 << place for place, party in enumerate(game.parties) if purse[party] in chosen)
        assert together[group] == apart[inside]


@given(games(harm=True))
def test_who_is_harmed_gets_that_back(game):
    sharing = share(game)

    for party in game.parties:
        harm = -sum(min(0, measure.benefits.get(party, 0)) for measure in game.measures)
        assert sharing.compensation.get(party, 0) == harm


@given(games(), METHODS)
def test_who_gains_nothing_pays_nothing_unless_it_cannot_be_missed(game, method):
    sharing = share(game, method)

    for party, gained in game.benefit_of.items():
        missed = any(party in measure.essential for measure in game.measures)
        if not gained and (not missed or method is Method.PROPORTIONAL):
            assert sharing.pays[party] == 0


@given(games(harm=True), METHODS, st.randoms())
def test_any_order_gives_the_same_answer(game, method, dice):
    parties, measures = list(game.parties), list(game.measures)
    dice.shuffle(parties)
    dice.shuffle(measures)

    assert share(replace(game, parties=tuple(parties), measures=tuple(measures)), method) == share(
        game, method
    )


@given(st.integers(0, 90), st.integers(0, 60), st.integers(0, 60), METHODS)
def test_two_parties_alike_pay_alike_but_for_the_last_cent(cost, each, third, method):
    game = Game(("a", "b", "c"), (Measure("m", cost, {"a": each, "b": each, "c": third}),))

    pays = share(game, method).pays

    assert abs(pays["a"] - pays["b"]) <= 1


@given(games())
@settings(max_examples=200)
def test_without_harm_nobody_objects_to_paying_in_proportion_nor_to_the_shapley_value(game):
    fair = Fair(game)

    assert fair.share(Method.PROPORTIONAL).objects is None
    assert fair.share(Method.SHAPLEY).objects is None
    assert fair.share(Method.NUCLEOLUS).objects is None


@pytest.mark.parametrize("seed", range(6))
def test_nor_in_plans_as_large_as_a_table_has(seed):
    fair = Fair(a_game(seed, parties=16, harm=True))

    assert fair.share(Method.PROPORTIONAL).objects is None
    assert fair.share(Method.SHAPLEY).objects is None


@given(games(harm=True))
def test_what_is_carried_is_just_enough_to_make_doing_everything_best(game):
    fair = Fair(game)

    assert int(fair.table[-1]) == fair.worth_cents
    for measure, cents in fair.carried.items():
        assert 0 < cents <= next(m.cost_cents for m in fair.game.measures if m.id == measure) + cents


def test_a_measure_that_others_wait_for_is_paid_out_of_what_they_bring():
    study = Measure("study", 90, {}, requires=frozenset())
    heat = Measure("heat", 600, {"network": 800, "town": 200}, requires=frozenset({"study"}))

    sharing = share(Game(("network", "town"), (study, heat)))

    assert sharing.carried == {}
    assert sharing.pays == {"network": 552, "town": 138}


def test_works_done_together_share_what_that_saves():
    sewer = Measure("sewer", 1_000, {"town": 1_500})
    pipes = Measure("pipes", 1_000, {"network": 1_500})

    sharing = share(Game(("network", "town"), (sewer, pipes), (Saving(frozenset({"sewer", "pipes"}), 400),)))

    assert sharing.pays == {"network": 800, "town": 800}


def test_what_benefits_do_not_cover_is_set_apart():
    club = Measure("club", 1_000, {"insurer": 300, "town": 100})

    sharing = share(Game(("insurer", "town"), (club,)))

    assert sharing.carried == {"club": 600}
    assert sharing.pays == {"insurer": 300, "town": 100}


def test_the_group_that_would_be_better_off_apart_is_named():
    game = Game(("a", "b", "c"), (Measure("m", 60_000, {"a": 50_000, "b": 50_000, "c": 1_000}),))
    fair = Fair(game)

    # c pays nothing, a pays everything and more than it gains
    objects = fair.objection({"a": -10_000, "b": 50_000, "c": 1_000})

    assert objects.parties == ("a",)
    assert objects.without == ("b", "c")
    assert objects.cents == 10_000


def test_a_cent_that_rounding_left_is_no_objection():
    game = Game(("a", "b", "c"), (Measure("m", 100, {"a": 50, "b": 50, "c": 50}),))
    fair = Fair(game)

    assert sorted(fair.share().pays.values()) == [33, 33, 34]
    assert fair.share().objects is None


def test_beyond_twenty_parties_costs_are_shared_and_objections_sought():
    fair = Fair(a_game(5, parties=26))

    sharing = fair.share(Method.SHAPLEY, seed=7)

    assert sharing.objects is None
    assert fair.share().objects is None
    assert sharing == Fair(a_game(5, parties=26)).share(Method.SHAPLEY, seed=7)
