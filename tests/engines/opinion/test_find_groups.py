"""From votes to groups and what they share, on conversations small enough to follow."""

import warnings

import numpy as np
import pytest

from gebiedstafel.engines.opinion import (
    InvalidOpinionProblem,
    InvalidVotes,
    NoGroups,
    OpinionProblem,
    Verdict,
    Votes,
    components,
    find_groups,
)
from gebiedstafel.engines.opinion.camps import _around_its_middle, _split
from tests.engines.opinion.camps import camps, shuffled


def test_two_camps_are_found_as_they_were_planted():
    votes = camps((30, 20))

    found = find_groups(OpinionProblem(votes))

    assert [set(group.members) for group in found.groups] == [set(range(30)), set(range(30, 50))]
    assert [group.id for group in found.groups] == ["A", "B"]


def test_what_both_camps_agree_on_is_shared_and_what_splits_them_differs():
    found = find_groups(OpinionProblem(camps((30, 30)))).found

    assert set(found.agree) >= {0, 1, 2, 3}
    assert found.differing
    assert all(found.statement(j).verdict is Verdict.DIFFERING for j in found.differing)


def test_the_order_of_votes_changes_nothing():
    votes = camps((25, 25, 25), seed=3)

    answers = [find_groups(OpinionProblem(shuffled(votes, seed))) for seed in range(5)]

    assert all(answer == answers[0] for answer in answers)


def test_the_last_vote_of_a_pair_counts():
    votes = Votes.of([("a", "s", 1), ("b", "s", 0), ("a", "s", -1)])

    assert list(votes) == [("a", "s", -1), ("b", "s", 0)]


def test_given_groups_are_measured_as_found_ones_are():
    votes = camps((30, 30))
    given = {person: "bewoners" if person < 30 else "instellingen" for person in votes.participants}

    answer = find_groups(OpinionProblem(votes, given_groups=given))

    assert answer.given is not None
    assert [group.id for group in answer.given.groups] == ["bewoners", "instellingen"]
    assert answer.given.agree == answer.found.agree
    assert answer.given.differing == answer.found.differing


def test_nothing_is_shared_on_too_few_votes():
    votes = Votes.of([(person, 0, 1) for person in range(9)])

    assert find_groups(OpinionProblem(votes)).found.agree == ()
    assert find_groups(OpinionProblem(votes, evidence=5)).found.agree == (0,)


@pytest.mark.parametrize(
    ("votes", "reason"),
    [
        ([], NoGroups.TOO_FEW_PEOPLE),
        ([(1, 1, 1)], NoGroups.TOO_FEW_PEOPLE),
        ([(person, 1, person % 2) for person in range(20)], NoGroups.TOO_FEW_STATEMENTS),
        ([(person, j, 1) for person in range(20) for j in range(8)], NoGroups.ALL_THE_SAME),
        ([(person, j, 0) for person in range(20) for j in range(8)], NoGroups.ALL_THE_SAME),
    ],
)
def test_without_anything_to_tell_apart_there_are_no_clear_groups(votes, reason):
    answer = find_groups(OpinionProblem(Votes.of(votes)))

    assert answer.no_clear_groups is reason
    assert answer.groups == ()


@pytest.mark.parametrize("vote", [2, -2, 0.5, True, "agree", None])
def test_what_is_no_vote_is_refused_with_a_sentence(vote):
    with pytest.raises(InvalidVotes, match="1 \\(agree\\), 0 \\(pass\\) or -1 \\(disagree\\)"):
        Votes.of([("a", "s", vote)])


def test_setting_aside_an_unknown_statement_is_refused():
    with pytest.raises(InvalidOpinionProblem, match="not among the statements: 99"):
        OpinionProblem(Votes.of([(1, 1, 1)]), moderated_out=frozenset({99}))


def test_who_sits_between_is_in_no_group_and_has_a_nearest_one():
    doubter = [(100, j, 1 if j % 2 else -1) for j in range(4, 20)]
    votes = Votes.of([*camps((30, 30), loyal=0.8), *doubter])

    answer = find_groups(OpinionProblem(votes))

    assert all(answer.nearest[who] == name for who, name in answer.group_of.items())
    assert answer.nearest.keys() == answer.group_of.keys() | answer.between
    assert set(answer.nearest.values()) == {"A", "B"}


def test_lists_out_of_order_are_refused():
    with pytest.raises(InvalidVotes, match="canonical order"):
        Votes.from_arrays(np.array([0]), np.array([0]), np.array([1]), participants=(2, 1), statements=(1,))


def test_half_the_statements_set_aside_do_not_count():
    votes = camps((30, 20))
    noise = frozenset(range(4, 8))

    answer = find_groups(OpinionProblem(votes, moderated_out=noise))

    listed = {*answer.found.agree, *answer.found.disagree, *answer.found.differing, *answer.found.uncertain}
    assert listed == set(range(20)) - noise
    assert all(answer.statement_places[one] == (0.0, 0.0) for one in noise)
    assert all(one.statement not in noise for group in answer.groups for one in group.statements)


def test_too_many_votes_for_one_matrix_give_the_same_directions_by_passes(monkeypatch):
    votes = camps((300, 200, 100), 30)
    counted = np.ones(30, np.bool_)
    whole = components.components(votes, counted)

    monkeypatch.setattr(components, "MOST_PRODUCTS", 10 * 30**2 * 40)
    passed = components.components(votes, counted)

    assert np.abs(whole.vectors - passed.vectors).max() < 1e-4
    assert np.abs(whole.vectors - passed.vectors).max() > 0


def test_a_half_that_nobody_joins_is_left_alone_without_a_warning():
    """All stand on one spot but one pair: after the first halving nothing spreads any more."""
    points = np.array([[0.0, 0.0]] * 6)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _around_its_middle(points[:0]).shape == (0, 2)
        _split(points, 4)
