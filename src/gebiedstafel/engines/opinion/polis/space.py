"""Centre, components, projections and extremity as Polis has them.

Statements moderated out are zeros for everybody, so they count as voted on. With c_j the mean of the votes
cast on j, T how many statements there are, n_i how many i voted on and p the components:

    projection(i) = √(T / max(1, n_i)) · Σ_voted (v_ij − c_j) p_j
    projection(j) = √T · (1 − c_j) p_j          extremity(j) its length
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .log import Floats


@dataclass(frozen=True, eq=False)
class Space:
    """The plane in which Polis draws people and statements."""

    centre: Floats
    components: Floats
    people: Floats
    statements: Floats

    @property
    def extremity(self) -> Floats:
        """How far each statement stands from the middle."""
        return np.asarray(np.hypot(*self.statements.T))


def space(matrix: Floats, out: NDArray[np.bool_]) -> Space:
    """Compute the plane of a matrix of votes with nan for what was not voted on."""
    rating = np.where(out, 0.0, matrix)
    voted = ~np.isnan(rating)
    cast = voted.sum(axis=0)
    centre = np.where(voted, rating, 0).sum(axis=0) / np.maximum(1, cast)
    x = np.where(voted, rating - centre, 0)
    components = _two_largest(x)
    width = matrix.shape[1]
    reach = np.sqrt(width / np.maximum(1, voted.sum(axis=1)))
    return Space(
        centre,
        components,
        (x @ components.T) * reach[:, None],
        (np.sqrt(width) * (1 - centre) * components).T,
    )


def _two_largest(x: Floats) -> Floats:
    width = x.shape[1]
    vectors = np.linalg.eigh(x.T @ x)[1][:, ::-1][:, :2].T
    return np.asarray(np.vstack([vectors, np.zeros((2 - len(vectors), width))]))
