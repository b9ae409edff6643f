"""The k-means of Polis: first points as start, or the clusters of last time recentred.

Centres whose members are gone are dropped, equal ones are merged, and the point furthest from its centre is
split off until there are enough. Ties go to the later cluster. It stops when no centre moved 0.01.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .log import Floats

STILL = 0.01


@dataclass(frozen=True, eq=False)
class Clusters:
    """Clusters with their ids, centres and the points (by number) in them."""

    ids: list[int]
    centres: Floats
    members: list[NDArray[np.int64]]


def kmeans(
    points: Floats, weights: Floats, k: int, rounds: int, last: list[tuple[int, NDArray[np.int64]]] | None
) -> Clusters:
    """Cluster points; `last` gives id and members of the clusters of last time."""
    ids, centres = _warm(points, weights, k, last) if last else _cold(points, k)
    members: list[NDArray[np.int64]] = []
    for _ in range(rounds):
        owner = _owners(points, centres)
        kept = [c for c in range(len(ids)) if (owner == c).any()]
        members = [np.flatnonzero(owner == c) for c in kept]
        ids = [ids[c] for c in kept]
        before, centres = centres[kept], _centres(points, weights, members)
        if _moved(before, centres) < STILL:
            break
    return Clusters(ids, centres, members)


def silhouette(points: Floats, clusters: Clusters) -> float:
    """The mean over points of (b − a) / max(a, b); 0 for a point alone."""
    far = np.sqrt(np.maximum(0, np.square(points[:, None] - points[None]).sum(axis=2)))
    score = np.zeros(len(points))
    means = np.stack([far[:, m].sum(axis=1) for m in clusters.members], axis=1)
    sizes = np.array([len(m) for m in clusters.members])
    if len(sizes) < 2:
        return 0.0
    for own, members in enumerate(clusters.members):
        if len(members) == 1:
            continue
        a = means[members, own] / (len(members) - 1)
        others = [c for c in range(len(sizes)) if c != own]
        b = (means[members][:, others] / sizes[others]).min(axis=1)
        top = np.maximum(a, b)
        score[members] = np.divide(b - a, top, out=np.zeros_like(a), where=top > 0)
    return float(score.mean())


def _cold(points: Floats, k: int) -> tuple[list[int], Floats]:
    _, first = np.unique(points, axis=0, return_index=True)
    start = np.sort(first)[:k]
    return list(range(len(start))), points[start]


def _warm(
    points: Floats, weights: Floats, k: int, last: list[tuple[int, NDArray[np.int64]]]
) -> tuple[list[int], Floats]:
    there = [(one, members) for one, members in last if len(members)]
    centres = list(_centres(points, weights, [members for _, members in there]))
    ids = [one for one, _ in there]
    sizes = [len(members) for _, members in there]
    ids, centres = _merged(ids, centres, sizes)
    most = min(k, len(np.unique(points, axis=0)))
    while len(ids) < most:
        stacked = np.stack(centres)
        far = np.square(points[:, None] - stacked[None]).sum(axis=2).min(axis=1)
        furthest = int(far.argmax())
        if far[furthest] <= 0:
            break
        ids.append(max(ids) + 1)
        centres.append(points[furthest])
    return ids, np.stack(centres)


def _merged(ids: list[int], centres: list[Floats], sizes: list[int]) -> tuple[list[int], list[Floats]]:
    kept: dict[tuple[float, ...], int] = {}
    for at, centre in enumerate(centres):
        key = tuple(centre.tolist())
        if key not in kept or sizes[at] > sizes[kept[key]]:
            kept[key] = at
    order = sorted(kept.values())
    return [ids[at] for at in order], [centres[at] for at in order]


def _owners(points: Floats, centres: Floats) -> NDArray[np.int64]:
    far = np.square(points[:, None] - centres[None]).sum(axis=2)
    # argmin takes the first of equals; looking from the end gives the last.
    return np.asarray(len(centres) - 1 - far[:, ::-1].argmin(axis=1))


def _centres(points: Floats, weights: Floats, members: list[NDArray[np.int64]]) -> Floats:
    return np.stack([np.average(points[m], axis=0, weights=weights[m]) for m in members])


def _moved(before: Floats, after: Floats) -> float:
    pairs = zip(sorted(before.tolist()), sorted(after.tolist()), strict=True)
    return max(float(np.hypot(*np.subtract(a, b))) for a, b in pairs)
