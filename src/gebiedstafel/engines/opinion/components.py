"""The directions in which votes differ most.

Symbols: v the vote, m_j the mean of the votes cast on statement j, x_ij = v_ij − m_j where i voted on j and 0
elsewhere. The components are the eigenvectors of XᵀX with the largest eigenvalues. All votes at once are
summed in canonical order. With V the votes and M who voted, also

    XᵀX = VᵀV − (VᵀM)∘m − ((VᵀM)∘m)ᵀ + m∘(MᵀM)∘m

three matrices of whole numbers, which one vote more or less changes exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .eigen import largest
from .votes import Votes

Floats = NDArray[np.float64]

_BLOCK_CELLS = 1 << 18


@dataclass(eq=False)
class CoVotes:
    """How often statements were voted on together, and with what result. All whole numbers.

    `both[j, k]` counts people who voted on j and k; `product[j, k]` sums v_j·v_k over them and
    `first[j, k]` sums v_j. The diagonals are the count of votes, of votes that were no pass, and their sum.
    """

    both: Floats
    first: Floats
    product: Floats

    @classmethod
    def none(cls, statements: int) -> CoVotes:
        """No votes yet."""
        return cls(*(np.zeros((statements, statements)) for _ in range(3)))

    @classmethod
    def of(cls, votes: Votes) -> CoVotes:
        """Count all votes. Sums of 0, 1 and -1 are exact in single precision up to sixteen million."""
        width = len(votes.statements)
        counted = cls.none(width)
        step = max(1, _BLOCK_CELLS // max(1, width))
        for begin in range(0, len(votes.participants), step):
            v, m = votes.dense(np.arange(begin, min(begin + step, len(votes.participants))))
            counted.both += m.T @ m
            counted.first += v.T @ m
            counted.product += v.T @ v
        return counted

    @property
    def parts(self) -> tuple[Floats, Floats, Floats]:
        """The three matrices."""
        return self.both, self.first, self.product

    @property
    def means(self) -> Floats:
        """m_j: the mean vote on each statement, 0 where nobody voted."""
        cast = self.both.diagonal()
        return np.divide(self.first.diagonal(), cast, out=np.zeros(len(cast)), where=cast > 0)

    def covariance(self, counted: NDArray[np.bool_]) -> Floats:
        """XᵀX; statements that do not count have zeros."""
        m = self.means
        crossed = self.first * m
        matrix = self.product - crossed
        matrix -= crossed.T
        np.multiply(self.both, m, out=crossed)
        crossed *= m[:, None]
        matrix += crossed
        if not counted.all():
            matrix[~counted] = 0
            matrix[:, ~counted] = 0
        return matrix

    def covariance_of(self, statement: int, counted: NDArray[np.bool_]) -> Floats:
        """One row of XᵀX: all that changes when someone votes on this statement."""
        m, j = self.means, statement
        row = self.product[j] - self.first[j] * m - self.first[:, j] * m[j] + self.both[j] * m * m[j]
        return np.asarray(row * counted * counted[j])


@dataclass(frozen=True, eq=False)
class Components:
    """The centre m, and per direction a unit vector over statements with its eigenvalue, largest first."""

    centre: Floats
    vectors: Floats
    values: Floats


def components(votes: Votes, counted: NDArray[np.bool_], number: int = 2) -> Components:
    """Return the directions in which votes differ most, each with a fixed sign."""
    centre = means(votes)
    return components_of(covariance(votes, centre, counted), centre, number)


def means(votes: Votes) -> Floats:
    """m_j: the mean vote on each statement, 0 where nobody voted."""
    cast = votes.totals(np.zeros(len(votes.participants), np.int32), 1)[0]
    total = (cast[:, 2] - cast[:, 0]).astype(np.float64)
    voted = cast.sum(axis=1)
    return np.asarray(np.divide(total, voted, out=np.zeros(len(total)), where=voted > 0))


def covariance(votes: Votes, centre: Floats, counted: NDArray[np.bool_]) -> Floats:
    """XᵀX, summed over blocks of participants; statements that do not count have zeros."""
    width = len(votes.statements)
    weights = (np.array([-1.0, 0.0, 1.0]) - centre[:, None]) * counted[:, None]
    total = np.zeros((width, width))
    step = max(1, _BLOCK_CELLS // max(1, width))
    for begin in range(0, len(votes.participants), step):
        x = votes.block(begin, begin + step, weights)
        total += x.T @ x
    return total


def components_of(
    matrix: Floats, centre: Floats, number: int = 2, start: Components | None = None
) -> Components:
    """Return the components of XᵀX; `start` holds those of nearly the same votes, to find them sooner."""
    values, vectors = largest(matrix, number, start.vectors if start else None)
    return Components(centre, _signed(vectors), np.maximum(values, 0))


def _signed(vectors: Floats) -> Floats:
    """Turn each vector so that its largest weight is positive; of equals the first statement decides."""
    if not vectors.size:
        return vectors
    weight = np.abs(vectors)
    largest = (weight >= weight.max(axis=1, keepdims=True) * (1 - 1e-9)).argmax(axis=1)
    sign = np.where(np.take_along_axis(vectors, largest[:, None], axis=1) < 0, -1.0, 1.0)
    return np.asarray(vectors * sign)
