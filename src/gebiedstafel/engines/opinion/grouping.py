"""Which people vote alike, and who sits between groups.

Groups are looked for among people with at least seven votes. There are none when the votes are like chance
(chance.py). Clear groups (camps.py) are taken over by everyone: each is in the group whose mean votes are
nearest to their own. Where opinions flow into one another without an emptier place, two groups are told
apart by the side of the first component, the one border that hardly moves when some votes are left out.

Someone belongs to a group when their own votes settle it. With c_j what vote j adds towards the nearest group
rather than the next one, and settled = Σ_j c_j / √(Σ_j c_j²): who has less than 0.4 sits between. Leaving
out one vote in twenty moves `settled` by about 0.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .agreement import count
from .camps import DRAWN_BY, Labels, Sample, camp_weights, clear_camps, settle
from .chance import BEYOND_CHANCE, beyond_chance
from .components import Components, Floats
from .places import cast_by, vote_weights
from .problem import FEWEST_VOTES_TO_BE_GROUPED
from .result import NoGroups
from .votes import Votes, spread

FEWEST_PEOPLE = 4
SETTLED = 0.4
MOST_SAMPLED = 400
_ROUNDS = 2
_ALIKE = 1e-9


@dataclass(frozen=True, eq=False)
class Grouping:
    """The nearest group of each participant (-1: too few votes), and who sits between groups."""

    nearest: Labels
    between: NDArray[np.bool_]
    reason: NoGroups | None
    clear: bool = False

    @property
    def labels(self) -> Labels:
        """The group of each participant; -1 for those in none, who sit between or voted too little."""
        return np.where(self.between, np.int32(-1), self.nearest)

    @classmethod
    def none(cls, people: int, reason: NoGroups) -> Grouping:
        """There are no clear groups, and why."""
        return cls(np.full(people, -1, np.int32), np.zeros(people, np.bool_), reason)


def group(votes: Votes, found: Components, places: Floats, counted: NDArray[np.bool_]) -> Grouping:
    """Return who votes alike."""
    people = len(votes.participants)
    enough = cast_by(votes, counted) >= min(FEWEST_VOTES_TO_BE_GROUPED, max(1, int(counted.sum())))
    grouped = np.flatnonzero(enough)
    reason = _no_groups(votes, grouped, places[grouped], counted)
    if reason is not None:
        return Grouping.none(people, reason)
    sampled = spread(grouped, MOST_SAMPLED)
    sample = Sample.of(votes, sampled, found.centre, counted, places)
    camps = clear_camps(sample)
    if camps is None:
        nearest, settled = _sides(votes, found)
    else:
        start = np.full(people, -1, np.int32)
        start[sampled] = settle(sample, camps)
        nearest, settled = _nearest_camp(votes, found.centre, start, counted, enough)
    if len(np.unique(nearest[enough])) < 2:
        return Grouping.none(people, NoGroups.ALL_THE_SAME)
    between = enough & (settled < SETTLED)
    return Grouping(np.where(enough, nearest, np.int32(-1)), between, None, camps is not None)


def _no_groups(
    votes: Votes, people: NDArray[np.int64], points: Floats, counted: NDArray[np.bool_]
) -> NoGroups | None:
    if len(people) < FEWEST_PEOPLE:
        return NoGroups.TOO_FEW_PEOPLE
    if counted.sum() < 2:
        return NoGroups.TOO_FEW_STATEMENTS
    if np.ptp(points, axis=0).max() <= _ALIKE:
        return NoGroups.ALL_THE_SAME
    if beyond_chance(votes, people, counted) < BEYOND_CHANCE:
        return NoGroups.LIKE_CHANCE
    return None


def _sides(votes: Votes, found: Components) -> tuple[Labels, Floats]:
    """Each participant's side of the first component, and how far their own votes settle it."""
    added = vote_weights(found)[:, :, 0]
    sums = votes.row_sums(np.stack([added, np.square(added)], axis=2))
    settled = np.abs(sums[:, 0]) / np.sqrt(np.maximum(sums[:, 1], 1e-300))
    return np.where(sums[:, 0] > 0, np.int32(1), np.int32(0)), settled


def _nearest_camp(
    votes: Votes, centre: Floats, labels: Labels, counted: NDArray[np.bool_], enough: NDArray[np.bool_]
) -> tuple[Labels, Floats]:
    """Let everyone join the group whose mean votes are nearest; once more with everyone in it."""
    k = int(labels.max()) + 1
    for _ in range(_ROUNDS):
        far = camp_weights(_means(votes, labels, k, centre), centre, counted)
        distance = votes.row_sums(far)
        nearest = distance.argmin(axis=1).astype(np.int32)
        labels = np.where(enough, nearest, np.int32(-1))
    return nearest, _settled(votes, far, distance)


def _means(votes: Votes, labels: Labels, k: int, centre: Floats) -> Floats:
    tallies, _ = count(votes, labels, k)
    total = tallies.agree - tallies.disagree - tallies.cast * centre
    return np.asarray(total / (tallies.cast + DRAWN_BY))


def _settled(votes: Votes, far: Floats, distance: Floats) -> Floats:
    """How far each one's votes settle the nearest group against the next."""
    order = np.argsort(distance, axis=1, kind="stable")[:, :2]
    gain = np.diff(np.take_along_axis(distance, order, 1), axis=1)[:, 0]
    pairs = list(combinations(range(far.shape[2]), 2))
    squares = votes.row_sums(np.stack([np.square(far[:, :, q] - far[:, :, p]) for p, q in pairs], axis=2))
    low, high = order.min(axis=1), order.max(axis=1)
    number = np.zeros((far.shape[2],) * 2, np.int64)
    for at, pair in enumerate(pairs):
        number[pair] = at
    own = squares[np.arange(len(squares)), number[low, high]]
    return np.asarray(gain / np.sqrt(np.maximum(own, 1e-300)))
