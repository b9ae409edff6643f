"""Clear groups: clusters with an emptier place between each two of them.

Candidates come from k-means over places in k − 1 directions. Whether k groups are clear is judged on votes
that were not used to find them. Symbols, for groups p and q and a member i of one of them:

    μ_gj   mean of x_ij over those in g who voted on j, drawn towards 0 by two votes that say nothing
    d_j    μ_pj − μ_qj, without the votes of i itself
    t_i    2 Σ_j (x_ij − (μ_pj + μ_qj) / 2) d_j / Σ_j d_j²   over what i voted on: 1 in the middle of p,
           −1 in the middle of q

Someone stands in the middle when t_i, turned towards their own group, is below ⅓. In two halves of one crowd
about one in five does, in two clear groups hardly anyone. The largest k is taken for which no two
groups have more than 12 % in the middle, counted as (middle + 1) / (people + 2): few people prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .components import Floats
from .places import VOTE
from .votes import Votes

MOST_GROUPS = 5
MOST_IN_THE_MIDDLE = 0.12
MIDDLE = 1 / 3
DRAWN_BY = 2.0
SMALLEST_SHARE, SMALLEST = 0.05, 5
_ROUNDS, _ROUNDS_OF_MEANS = 100, 6

Labels = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Sample:
    """Some people: x_ij, where they voted, and their places in as many directions as there are."""

    x: Floats
    voted: Floats
    places: Floats

    @classmethod
    def of(
        cls,
        votes: Votes,
        people: NDArray[np.int64],
        centre: Floats,
        counted: NDArray[np.bool_],
        places: Floats,
    ) -> Sample:
        """Take these people, and the statements that count."""
        v, m = (part[:, counted] for part in votes.dense(people))
        voted = m.astype(np.float64)
        x = voted * -centre[counted]
        x += v
        return cls(x, voted, places[people])


def clear_camps(sample: Sample) -> Labels | None:
    """Return the groups of the people in the sample when they are clear, the most that are."""
    directions = sample.places.shape[1]
    for k in range(min(MOST_GROUPS, directions + 1, len(sample.x) // SMALLEST), 1, -1):
        labels = nearest_centre(sample.places[:, : k - 1], k)
        if _large_enough(labels, k) and apart(sample, labels, k):
            return labels
    return None


def apart(sample: Sample, labels: Labels, k: int) -> bool:
    """Whether hardly anyone stands in the middle between each two groups."""
    sums = np.stack([sample.x[labels == g].sum(axis=0) for g in range(k)])
    cast = np.stack([sample.voted[labels == g].sum(axis=0) for g in range(k)])
    for p, q in combinations(range(k), 2):
        toward = np.concatenate(
            [_toward(sample, labels == own, sums, cast, own, other) for own, other in ((p, q), (q, p))]
        )
        if ((toward < MIDDLE).sum() + 1) / (len(toward) + 2) > MOST_IN_THE_MIDDLE:
            return False
    return True


def _toward(
    sample: Sample, members: NDArray[np.bool_], sums: Floats, cast: Floats, own: int, other: int
) -> Floats:
    """t_i of the members of one group, positive towards it.

    Leaving i out turns μ_pj into A_j − B_j x_ij with B = 1 / (votes − 1 + 2) and A = B · sum, so that both
    sums over j are polynomials in x_ij whose coefficients depend on j alone: matrix products, no loops.
    """
    x, m = sample.x[members], sample.voted[members]
    b = 1 / np.maximum(cast[own] - 1 + DRAWN_BY, DRAWN_BY)
    a, c = b * sums[own], sums[other] / (cast[other] + DRAWN_BY)
    # (x − (a − bx + c)/2)(a − bx − c) and (a − bx − c)²
    dot = m @ (-(a + c) * (a - c) / 2) + x @ ((1 + b / 2) * (a - c) + b * (a + c) / 2)
    dot -= (x * x) @ ((1 + b / 2) * b)
    square = m @ np.square(a - c) - 2 * (x @ ((a - c) * b)) + (x * x) @ np.square(b)
    return np.asarray(2 * dot / np.maximum(square, 1e-12))


def settle(sample: Sample, labels: Labels) -> Labels:
    """Let everyone in the sample join the group whose mean votes are nearest, until nobody moves."""
    k = int(labels.max()) + 1
    square = np.square(sample.x)
    for _ in range(_ROUNDS_OF_MEANS):
        member = np.eye(k)[labels]
        means = (member.T @ sample.x) / (member.T @ sample.voted + DRAWN_BY)
        far = square.sum(axis=1)[:, None] - 2 * sample.x @ means.T + sample.voted @ np.square(means).T
        new = far.argmin(axis=1).astype(np.int32)
        if np.array_equal(new, labels):
            break
        labels = new
    return labels


def nearest_centre(points: Floats, k: int) -> Labels:
    """Return k-means from two fixed starts, the tighter of both; the first on a tie."""
    tries = [_lloyd(points, start) for start in (_split(points, k), _far_apart(points, k))]
    return min(tries, key=lambda one: one[0])[1]


def _large_enough(labels: Labels, k: int) -> bool:
    return bool(np.bincount(labels, minlength=k).min() >= max(SMALLEST, SMALLEST_SHARE * len(labels)))


def _around_its_middle(points: Floats) -> Floats:
    """Each point from the middle of all of them; of nobody nothing is left."""
    return points - points.mean(axis=0) if len(points) else points


def _split(points: Floats, k: int) -> Floats:
    """Start by halving, k − 1 times, the part that spreads most, across its widest direction."""
    labels = np.zeros(len(points), np.int32)
    for new in range(1, k):
        parts = [_around_its_middle(points[labels == g]) for g in range(new)]
        widest = int(np.argmax([np.square(part).sum() for part in parts]))
        direction = np.linalg.eigh(parts[widest].T @ parts[widest])[1][:, -1]
        beyond = parts[widest] @ direction > 0
        if not beyond.any():
            break  # everyone stands on one spot
        labels[np.flatnonzero(labels == widest)[beyond]] = new
    return _centres(points, labels, np.repeat(points.mean(axis=0)[None], k, axis=0))


def _far_apart(points: Floats, k: int) -> Floats:
    """Start with the point furthest from the middle, then each time the one furthest from those chosen."""
    chosen = [int(np.square(points - points.mean(axis=0)).sum(axis=1).argmax())]
    while len(chosen) < k:
        chosen.append(int(_distances(points, points[chosen]).min(axis=1).argmax()))
    return points[chosen]


def _lloyd(points: Floats, centres: Floats) -> tuple[float, Labels]:
    labels = np.full(len(points), -1, np.int32)
    for _ in range(_ROUNDS):
        far = _distances(points, centres)
        new = far.argmin(axis=1).astype(np.int32)
        if np.array_equal(new, labels):
            break
        labels = new
        centres = _centres(points, labels, centres)
    return float(far.min(axis=1).sum()), labels


def _centres(points: Floats, labels: Labels, otherwise: Floats) -> Floats:
    k = len(otherwise)
    sizes = np.bincount(labels, minlength=k)
    sums = [np.bincount(labels, weights=column, minlength=k) for column in points.T]
    means = np.stack(sums, axis=1) / np.maximum(1, sizes)[:, None]
    return np.where(sizes[:, None] > 0, means, otherwise)


def _distances(points: Floats, centres: Floats) -> Floats:
    shifted = points[:, None, :] - centres[None]
    return np.asarray(np.einsum("ijk,ijk->ij", shifted, shifted))


def camp_weights(means: Floats, centre: Floats, counted: NDArray[np.bool_]) -> Floats:
    """Return how far each vote is from each group's mean, squared: by statement, vote + 1 and group."""
    x = VOTE[None, :, None] - centre[:, None, None]
    far = np.square(x - means.T[:, None, :])
    return np.asarray(far * counted[:, None, None])
