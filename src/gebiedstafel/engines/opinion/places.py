"""Where each participant and each statement stands on the map.

Symbols: p_j the components' weights of statement j, n_i how many votes i cast on statements that count, T how
many statements count.

    place(i) = √(T / n_i) · Σ_j x_ij p_j        of a participant; voting more moves nobody outward
    place(j) = √T · (1 − m_j) p_j               of someone who agrees with statement j and votes no further
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .components import Components, Floats
from .votes import Votes

VOTE = np.array([-1.0, 0.0, 1.0])


def vote_weights(found: Components) -> Floats:
    """Return what each vote adds per direction: (v − m_j) p_j, by statement, vote + 1 and direction."""
    x = VOTE[None, :] - found.centre[:, None]
    return np.asarray(x[:, :, None] * found.vectors.T[:, None, :])


def participant_places(votes: Votes, found: Components, counted: NDArray[np.bool_]) -> Floats:
    """Return one row per participant: the place in each direction."""
    scale = np.sqrt(counted.sum() / np.maximum(1, cast_by(votes, counted)))
    return np.asarray(votes.row_sums(vote_weights(found)) * scale[:, None])


def cast_by(votes: Votes, counted: NDArray[np.bool_]) -> Floats:
    """Return how many votes each participant cast on statements that count."""
    if counted.all():
        return votes.counts.astype(np.float64)
    return votes.row_sums(np.repeat(counted.astype(np.float64)[:, None], 3, axis=1))


def statement_places(found: Components, counted: NDArray[np.bool_]) -> Floats:
    """Return one row per statement: where someone stands who agrees with it alone."""
    reach = np.sqrt(counted.sum()) * (1 - found.centre) * counted
    return np.asarray((found.vectors * reach).T)
