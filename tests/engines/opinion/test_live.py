"""A conversation as it goes on."""

import numpy as np
import pytest

from gebiedstafel.engines.opinion import InvalidVotes, LiveOpinions, OpinionProblem, Votes, find_groups
from tests.engines.opinion.camps import camps


def test_a_changed_mind_replaces_the_vote():
    live = LiveOpinions(("s", "t"))
    live.cast("a", "s", 1)
    live.cast("a", "t", 1)
    live.cast("a", "s", -1)

    assert live.votes == {"a": {"s": -1, "t": 1}}
    assert live.covotes.product[0, 1] == -1
    assert live.covotes.both[0, 0] == 1


def test_a_new_statement_finds_its_place_among_the_others():
    live = LiveOpinions.of(camps((10, 10), 10))
    before = live.covotes.both.copy()

    live.add_statements([-5, 100])

    assert live.statements == (-5, *range(10), 100)
    assert np.array_equal(live.covotes.both[1:-1, 1:-1], before)
    live.cast(3, 100, 1)
    assert live.regroup() == find_groups(
        OpinionProblem(Votes.of([*camps((10, 10), 10), (3, 100, 1)], statements=[-5])), rounds=0
    )


def test_names_stay_while_votes_come_in():
    votes = camps((30, 50))
    live = LiveOpinions.of(votes.without(range(50, 80)))
    first = live.regroup()

    for who, what, vote in votes:
        live.cast(who, what, vote)
    later = live.regroup(first)

    assert [(group.id, group.size) for group in first.groups] == [("A", 30), ("B", 20)]
    assert [(group.id, group.size) for group in later.groups] == [("A", 30), ("B", 50)]


def test_who_left_takes_every_vote_along():
    live = LiveOpinions(("s", "t"))
    live.cast("a", "s", 1)
    live.cast("a", "t", -1)

    live.withdraw("a")
    live.withdraw("a")

    assert live.votes == {}
    assert not any(part.any() for part in live.covotes.parts)
    assert live.place("a") == (0.0, 0.0)


@pytest.mark.parametrize(("what", "vote"), [("u", 1), ("s", 2), ("s", True), ("s", 0.5)])
def test_what_cannot_be_counted_is_refused_and_changes_nothing(what, vote):
    live = LiveOpinions(("s",))

    with pytest.raises(InvalidVotes):
        live.cast("a", what, vote)

    assert live.votes == {}
    assert not live.covotes.both.any()
