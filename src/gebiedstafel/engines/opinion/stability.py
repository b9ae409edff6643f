"""How much of the groups stays when some votes had not been cast.

Each round leaves out one vote in twenty, by fixed draws, and looks for groups again. The adjusted Rand index
(ARI) compares two divisions of the same people: 1 the same, 0 no more alike than chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from .camps import Labels
from .components import Floats
from .votes import Votes

LEFT_OUT = 0.05
ROUNDS = 10
_SEED = 20_270_102


@dataclass(frozen=True, eq=False)
class Stability:
    """Mean ARI over people in a group both times, over all nearest groups, and what each group kept."""

    members: float
    nearest: float
    groups: tuple[float, ...]


Division = tuple[Labels, Labels]


def measure(
    votes: Votes, labels: Labels, nearest: Labels, again: Callable[[Votes], Division], rounds: int
) -> Stability:
    """Compare this division with those found after leaving votes out.

    `again` gives the labels and the nearest groups for fewer votes of the same participants.
    """
    groups = int(labels.max()) + 1
    members, nearby, kept = [], [], []
    for fewer in left_out(votes, rounds):
        new_labels, new_nearest = again(fewer)
        members.append(_ari_of_both(labels, new_labels))
        nearby.append(_ari_of_both(nearest, new_nearest))
        kept.append([_kept(labels == g, new_nearest) for g in range(groups)])
    return Stability(
        float(np.mean(members)), float(np.mean(nearby)), tuple(float(one) for one in np.mean(kept, axis=0))
    )


def left_out(votes: Votes, rounds: int) -> Iterator[Votes]:
    """Yield the votes with one in twenty left out, each time others; everyone stays on the list."""
    draw = Generator(PCG64(_SEED))
    for _ in range(rounds):
        yield votes.only(draw.random(len(votes)) >= LEFT_OUT)


def adjusted_rand_index(one: NDArray[np.int32], other: NDArray[np.int32]) -> float:
    """How alike two divisions of the same people are."""
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    together, rows, columns = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    by_chance = rows * columns / max(1.0, _pairs(np.array([len(one)])))
    most = (rows + columns) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def _pairs(counts: Floats | NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _ari_of_both(one: Labels, other: Labels) -> float:
    both = (one >= 0) & (other >= 0)
    return adjusted_rand_index(one[both], other[both]) if both.any() else 0.0


def _kept(members: NDArray[np.bool_], labels: Labels) -> float:
    """The share of these members that is still together, in the group that holds most of them."""
    there = labels[members & (labels >= 0)]
    return float(np.bincount(there).max() / members.sum()) if len(there) else 0.0
