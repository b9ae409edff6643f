"""The compatible recipe: what Polis would publish after these votes.

Groups depend there on everything that came before: clusters start from those of the last time. So votes may
be taken in batches, each a full recomputation that starts from the one before, or from what was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..result import Side
from ..votes import Id, canonical
from .clusters import Clusters, kmeans, silhouette
from .entry import entries
from .lists import Listed, consensus, representative
from .log import Floats, VoteLog
from .space import Space, space
from .statistics import Counted, priority

BASE_CLUSTERS, BASE_ROUNDS = 100, 100
MOST_GROUPS, PER_GROUP, GROUP_ROUNDS = 5, 12, 20
IN_A_ROW = 4

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PolisMap:
    """What Polis publishes. Groups hold rows of people; statements are columns of the log."""

    log: VoteLog
    space: Space
    clustered: frozenset[int]
    groups: tuple[tuple[int, ...], ...]
    counted: Counted
    representative: list[list[Listed]]
    consensus: dict[Side, list[Listed]]
    group_aware_consensus: Floats
    priority: Floats

    def people_in(self, group: int) -> tuple[Id, ...]:
        """The participants in a group."""
        return tuple(self.log.people[row] for row in self.groups[group])


@dataclass(frozen=True, slots=True)
class Published:
    """Clusters as they were published: members per base cluster, and base clusters per group."""

    base: dict[int, tuple[Id, ...]]
    groups: dict[int, tuple[int, ...]]


@dataclass(eq=False)
class _Memory:
    """The clusters of last time, and how long which number of groups was best."""

    base: list[tuple[int, Rows]] = field(default_factory=list)
    groups: dict[int, list[tuple[int, list[int]]]] = field(default_factory=dict)
    k: int = 0
    best_k: int = 0
    in_a_row: int = 0

    @classmethod
    def of(cls, published: Published, log: VoteLog) -> _Memory:
        """Go on from what was published."""
        number = {who: row for row, who in enumerate(log.people)}
        base = [
            (one, np.array(sorted(number[who] for who in people))) for one, people in published.base.items()
        ]
        k = len(published.groups)
        return cls(base, {k: [(one, list(bases)) for one, bases in published.groups.items()]}, k, k, 1)

    def cluster(self, people: Floats, rows: Rows) -> list[Rows]:
        """Cluster the people in these rows; return the rows of each group, in the order of their ids."""
        base = self.base_clusters(people, rows)
        weights = np.array([float(len(members)) for members in base.members])
        most = min(MOST_GROUPS, 2 + len(base.ids) // PER_GROUP)
        found = {k: self._groups(base, weights, k) for k in range(2, most + 1)}
        self._smooth({k: silhouette(base.centres, one) for k, one in found.items()})
        chosen = found[self.k]
        order = np.argsort(chosen.ids)
        return [np.sort(np.concatenate([base.members[b] for b in chosen.members[at]])) for at in order]

    def base_clusters(self, people: Floats, rows: Rows) -> Clusters:
        """Put the people in these rows into base clusters, going on from those of last time."""
        place = {row: at for at, row in enumerate(rows.tolist())}
        last = [(one, np.array([place[row] for row in members.tolist()])) for one, members in self.base]
        found = kmeans(people[rows], np.ones(len(rows)), BASE_CLUSTERS, BASE_ROUNDS, last)
        order = np.argsort(found.ids).tolist()
        members = [rows[found.members[at]] for at in order]
        base = Clusters([found.ids[at] for at in order], found.centres[order], members)
        self.base = list(zip(base.ids, base.members, strict=True))
        return base

    def _groups(self, base: Clusters, weights: Floats, k: int) -> Clusters:
        at = {one: number for number, one in enumerate(base.ids)}
        last = [
            (one, np.array([at[b] for b in bases if b in at], np.int64))
            for one, bases in self.groups.get(k, [])
        ]
        found = kmeans(base.centres, weights, k, GROUP_ROUNDS, last)
        self.groups[k] = [
            (one, [base.ids[b] for b in members.tolist()])
            for one, members in zip(found.ids, found.members, strict=True)
        ]
        return found

    def _smooth(self, scores: dict[int, float]) -> None:
        """Change the number of groups only after another was best four times in a row."""
        best = max(scores, key=lambda k: (scores[k], k))
        self.in_a_row = self.in_a_row + 1 if best == self.best_k else 1
        self.best_k = best
        if self.k not in scores or self.in_a_row >= IN_A_ROW:
            self.k = best


def polis_map(
    log: VoteLog,
    *,
    batches: Sequence[int] = (),
    published: Published | None = None,
    from_history: bool = False,
    groups: Iterable[Iterable[Id]] | None = None,
) -> PolisMap:
    """Return what Polis would publish at the end of this log.

    `batches` are numbers of votes after which everything was recomputed, before the end. `published` is where
    clustering starts from. With `from_history` base clusters are those of the whole log (`_from_history`),
    and groups start anew from them. With `groups`, these groups of people are taken instead of found ones.
    """
    entered = entries(log)
    memory = _Memory.of(published, log) if published else _Memory()
    if from_history:
        memory = _from_history(log, entered)
    for votes in (*batches, len(log)):
        plane = space(log.matrix(votes), log.moderated_out)
        inside = _inside(entered, votes)
        rows = memory.cluster(plane.people, inside) if len(inside) > 1 else [inside]
    if groups is not None:
        number = {who: row for row, who in enumerate(log.people)}
        rows = [np.array(sorted(number[who] for who in group), np.int64) for group in groups]
    return _published(log, plane, frozenset(entered), rows)


def _inside(entered: Mapping[int, int], votes: int) -> Rows:
    return np.array(sorted(row for row, at in entered.items() if at <= votes), np.int64)


def _from_history(log: VoteLog, entered: Mapping[int, int]) -> _Memory:
    """Return the base clusters as they grew, vote by vote, and no groups yet: those of a restart.

    Published groups are those that k-means finds in the published base clusters without a past: the
    computation had been started again, which keeps base clusters and forgets groups. Up to a hundred
    people each is a base cluster alone, and its number tells when it appeared. Beyond that people were put
    together by votes that were changed later and are no longer known; the first hundred are then those with
    the lowest numbers, as a database gives them.
    """
    memory = _Memory()
    inside = _inside(entered, len(log))
    if len(inside) > BASE_CLUSTERS:
        people = space(log.matrix(), log.moderated_out).people
        place = {who: at for at, who in enumerate(canonical(log.people))}
        by_number = sorted(inside.tolist(), key=lambda row: place[log.people[row]])
        memory.base_clusters(people, np.array(by_number, np.int64))
        return memory
    for votes in range(1, len(log)):
        inside = _inside(entered, votes)
        if len(inside) > 1:
            memory.base_clusters(space(log.matrix(votes), log.moderated_out).people, inside)
    return memory


def _published(log: VoteLog, plane: Space, clustered: frozenset[int], rows: list[Rows]) -> PolisMap:
    matrix = log.matrix()
    counted = Counted.of(matrix, rows)
    return PolisMap(
        log,
        plane,
        clustered,
        tuple(tuple(members.tolist()) for members in rows),
        counted,
        representative(counted, log.moderated_out),
        consensus(matrix, log.moderated_out),
        counted.group_aware_consensus(),
        priority(counted, plane.extremity, log.meta),
    )
