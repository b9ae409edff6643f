"""The compatible recipe gives what Polis published, on each conversation of which we have the result."""

import numpy as np
import pytest

from gebiedstafel.engines.opinion.polis import VoteLog, polis_map
from gebiedstafel.engines.opinion.polis.clusters import kmeans, silhouette
from gebiedstafel.engines.opinion.polis.recipe import GROUP_ROUNDS, MOST_GROUPS, PER_GROUP
from tests.engines.opinion.conformance import LIMITS, different, furthest, likeness
from tests.engines.opinion.golden import NAMES, Golden


@pytest.fixture(params=NAMES)
def golden(request, shared_data) -> Golden:
    return Golden.read(shared_data / "dialogue" / "golden" / request.param)


def test_the_plane_and_consensus_are_those_published(golden):
    found = furthest(golden)

    assert {part: far for part, far in found.items() if far > LIMITS[part]} == {}


def test_counts_lists_and_who_is_clustered_are_exactly_those_published(golden):
    assert different(golden) == {"counts": 0, "lists": 0, "clustered": 0}


def test_the_published_groups_stay_as_they_are(golden):
    assert likeness(golden, from_published=True) == 1


#: What a fresh start finds, without the history that the published groups grew from.
FRESH = {
    "150ptpt-3gp-no-strict-no-meta": 0.92,
    "25ptpt-3gp-no-strict-with-meta": 0.63,
    "below-100-ptpts": 0.99,
    "biodiversity": 0.93,
}


def test_a_fresh_start_comes_as_near_as_it_is_told_to(golden):
    assert likeness(golden) >= FRESH[golden.name]


def test_the_whole_log_gives_the_published_groups(golden):
    assert likeness(golden, from_history=True) >= 0.95


def test_a_published_base_cluster_gives_the_published_groups_without_a_past(golden):
    """What `from_history` rests on: the groups were found anew, the base clusters were not."""
    base = golden.result["base-clusters"]
    order = np.argsort(base["id"])
    points, weights = np.array([base["x"], base["y"]]).T[order], np.array(base["count"], float)[order]
    most = min(MOST_GROUPS, 2 + len(points) // PER_GROUP)

    found = {k: kmeans(points, weights, k, GROUP_ROUNDS, None) for k in range(2, most + 1)}
    best = max(found, key=lambda k: silhouette(points, found[k]))

    ids = np.array(base["id"])[order]
    ours = {frozenset(ids[members].tolist()) for members in found[best].members}
    assert ours == {frozenset(members) for members in golden.published.groups.values()}


def test_a_statement_moderated_out_is_on_no_list_and_counts_as_voted_on():
    cast = [(who, what, 1 if (who + what) % 2 else -1) for who in range(20) for what in range(10)]

    without = polis_map(VoteLog.of(cast, moderated_out=[3]))

    assert without.space.centre[3] == 0
    assert not without.space.components[:, 3].any()
    assert all(line.statement != 3 for lines in without.representative for line in lines)


def test_someone_with_seven_votes_enters_and_the_busiest_fill_up_to_fifteen():
    cast = [(who, what, 1) for who in range(20) for what in range(3)]
    cast += [(who, what, -1) for who in range(16, 20) for what in range(3, 8)]

    found = polis_map(VoteLog.of(cast))

    assert {16, 17, 18, 19} <= {found.log.people[row] for row in found.clustered}
    assert len(found.clustered) >= 15


def test_a_conversation_of_one_vote_has_one_group():
    found = polis_map(VoteLog.of([("a", "s", 1)]))

    assert found.groups == ((0,),)
    assert found.space.people.shape == (1, 2)
