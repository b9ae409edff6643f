"""Which people vote alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .components import Floats

MOST_GROUPS = 5
_ROUNDS = 100

Labels = NDArray[np.int32]


def group(points: Floats) -> Labels:
    """Return the group of each point: the number of groups, 2 to 5, that separates them best."""
    best, best_score = np.zeros(len(points), np.int32), -1.0
    for k in range(2, min(MOST_GROUPS, len(points) - 1) + 1):
        labels = _lloyd(points, _far_apart(points, k))
        score = _silhouette(points, labels)
        if score > best_score + 1e-12:
            best, best_score = labels, score
    return best


def _far_apart(points: Floats, k: int) -> Floats:
    chosen = [int(np.square(points - points.mean(axis=0)).sum(axis=1).argmax())]
    while len(chosen) < k:
        chosen.append(int(_distances(points, points[chosen]).min(axis=1).argmax()))
    return points[chosen]


def _lloyd(points: Floats, centres: Floats) -> Labels:
    labels = np.full(len(points), -1, np.int32)
    for _ in range(_ROUNDS):
        new = _distances(points, centres).argmin(axis=1).astype(np.int32)
        if np.array_equal(new, labels):
            break
        labels = new
        centres = np.stack(
            [points[labels == g].mean(axis=0) if (labels == g).any() else c for g, c in enumerate(centres)]
        )
    return labels


def _distances(points: Floats, centres: Floats) -> Floats:
    return np.asarray(np.square(points[:, None] - centres[None]).sum(axis=2))


def _silhouette(points: Floats, labels: Labels) -> float:
    there = np.unique(labels)
    if len(there) < 2:
        return -1.0
    means = np.stack([points[labels == g].mean(axis=0) for g in there])
    far = np.sqrt(_distances(points, means))
    own = far[np.arange(len(points)), np.searchsorted(there, labels)]
    far[np.arange(len(points)), np.searchsorted(there, labels)] = np.inf
    other = far.min(axis=1)
    return float(((other - own) / np.maximum(np.maximum(own, other), 1e-12)).mean())
