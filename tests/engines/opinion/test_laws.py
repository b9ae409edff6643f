"""What always holds of groups and common ground, on many small conversations, and beside the slow twin."""

import math
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.opinion import LiveOpinions, OpinionProblem, Votes, find_groups
from gebiedstafel.engines.opinion.components import CoVotes, components
from gebiedstafel.engines.opinion.credible import interval
from tests.engines.opinion import oracle
from tests.engines.opinion.camps import camps, shuffled

EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "25"))
lawful = settings(max_examples=EXAMPLES)

people = st.integers(0, 30) | st.sampled_from(["p1", "p2", "p3"])
statements = st.integers(0, 9) | st.sampled_from(["s1", "s2"])
cast_lists = st.lists(st.tuples(people, statements, st.sampled_from([-1, 0, 1])), min_size=1, max_size=250)
more_votes = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 7), st.integers(-1, 1)), max_size=30)
conversations = st.builds(
    camps,
    st.lists(st.integers(5, 30), min_size=1, max_size=4).map(tuple),
    st.integers(8, 25),
    seed=st.integers(0, 999),
    answered=st.floats(0.4, 1),
    loyal=st.floats(0.5, 1),
)


@lawful
@given(conversations, st.integers(0, 99))
def test_any_order_of_the_same_votes_gives_the_identical_answer(votes, seed):
    problem, other = OpinionProblem(votes), OpinionProblem(shuffled(votes, seed))

    assert find_groups(problem, rounds=2) == find_groups(other, rounds=2)


@lawful
@given(cast_lists)
def test_no_votes_however_odd_make_it_stumble(cast):
    answer = find_groups(OpinionProblem(Votes.of(cast)), rounds=1)

    grouped = [who for group in answer.groups for who in group.members]
    assert len(grouped) == len(set(grouped))
    assert not answer.between & set(grouped)
    assert all(math.isfinite(part) for place in answer.places.values() for part in place)


@lawful
@given(conversations)
def test_every_statement_stands_in_exactly_one_list(votes):
    found = find_groups(OpinionProblem(votes), rounds=0).found

    listed = [*found.agree, *found.disagree, *found.differing, *found.uncertain]
    assert sorted(listed) == sorted(votes.statements)


@lawful
@given(conversations, st.integers(1, 12))
def test_counts_intervals_and_verdicts_are_those_of_the_slow_twin(votes, evidence):
    answer = find_groups(OpinionProblem(votes, evidence=evidence), rounds=0)
    groups = [set(group.members) for group in answer.groups] or [set(votes.participants)]

    for view in answer.found.statements:
        counted = [oracle.tally(votes, members, view.id) for members in groups]
        told = [(one.agree, one.disagree, one.passed) for one in view.groups.values()]
        assert told == counted
        assert view.verdict == oracle.verdict(votes, groups, view.id, evidence)
        lows = [oracle.credible(agree, agree + no + passed) for agree, no, passed in counted]
        assert view.interval[0] == pytest.approx(min(low for low, _ in lows), abs=1e-9)


@lawful
@given(conversations)
def test_places_are_those_of_the_slow_twin(votes):
    matrix = oracle.dense(votes)
    values = np.linalg.svd(oracle.centred(matrix), compute_uv=False)
    if len(values) < 3 or min(values[0] - values[1], values[1] - values[2]) < 0.05 * values[0]:
        return  # directions that are equally wide may be turned

    answer = find_groups(OpinionProblem(votes), rounds=0)

    assert np.allclose(list(answer.places.values()), oracle.places(matrix), atol=1e-8)


@lawful
@given(conversations, st.data())
def test_a_person_who_leaves_has_never_been_there(votes, data):
    leaving = data.draw(st.sampled_from(votes.participants))
    live = LiveOpinions.of(votes)

    live.withdraw(leaving)

    left = [one for one in votes if one[0] != leaving]
    never = Votes.of(left, statements=votes.statements)
    assert all(np.array_equal(a, b) for a, b in zip(live.covotes.parts, CoVotes.of(never).parts, strict=True))
    assert live.regroup() == find_groups(OpinionProblem(never), rounds=0)
    assert list(votes.without([leaving])) == left


@lawful
@given(
    conversations, st.lists(st.tuples(st.integers(0, 70), st.integers(0, 7), st.integers(-1, 1)), max_size=30)
)
def test_votes_one_by_one_end_where_counting_all_at_once_ends(votes, more):
    live = LiveOpinions.of(votes)
    live.components()

    for who, what, vote in more:
        place = live.cast(who, what, vote)

    everything = Votes.of([*votes, *more])
    whole = CoVotes.of(everything)
    assert all(np.array_equal(a, b) for a, b in zip(live.covotes.parts, whole.parts, strict=True))
    full = components(everything, np.ones(len(everything.statements), np.bool_), 3)
    if len(full.values) == 3 and (np.diff(-full.values) > 1e-3 * full.values[0]).all():
        assert np.allclose(live.components().vectors, full.vectors[:2], atol=1e-9)
        if more:
            answer = find_groups(OpinionProblem(everything), rounds=0)
            assert np.allclose(place, answer.places[more[-1][0]], atol=1e-9)
            assert live.regroup() == answer


@lawful
@given(conversations)
def test_groups_handed_back_as_previous_names_keep_them(votes):
    first = find_groups(OpinionProblem(votes), rounds=0)
    other = {"A": "x", "B": "y", "C": "z", "D": "w", "E": "v"}
    previous = {who: other[name] for who, name in first.group_of.items()}

    again = find_groups(OpinionProblem(votes, previous_names=previous), rounds=0)

    assert again.group_of == previous


@lawful
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 2000)), min_size=1, max_size=20))
def test_intervals_are_those_of_scipy(pairs):
    cast = np.array([a + b for a, b in pairs])
    hits = np.array([a for a, _ in pairs])

    low, high = interval(hits, cast)

    exact = np.array([oracle.credible(int(h), int(c)) for h, c in zip(hits, cast, strict=True)])
    limit = np.where(cast < 2990, 1e-9, 1e-4)
    assert (np.abs(low - exact[:, 0]) <= limit).all()
    assert (np.abs(high - exact[:, 1]) <= limit).all()
