"""The directions in which votes differ most.

Symbols: v the vote, m_j the mean of the votes cast on statement j, x_ij = v_ij − m_j where i voted on j and 0
elsewhere. The components are the eigenvectors of XᵀX with the largest eigenvalues. All votes at once are
summed in canonical order. With V the votes and M who voted, also

    XᵀX = VᵀV − (VᵀM)∘m − ((VᵀM)∘m)ᵀ + m∘(MᵀM)∘m

three matrices of whole numbers, which one vote more or less changes exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .eigen import SURE, largest
from .votes import Votes, spread

Floats = NDArray[np.float64]

#: Beyond so many products XᵀX is not formed: half a minute of one thread.
MOST_PRODUCTS = 300_000_000_000
_BLOCK_CELLS = 1 << 16
_MORE, _MOST_PASSES, _STAY = 4, 4, 1e-5


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
    if len(votes.participants) * len(votes.statements) ** 2 > MOST_PRODUCTS:
        return _by_passes(votes, centre, counted, number)
    return components_of(covariance(votes, centre, counted), centre, number)


def _by_passes(votes: Votes, centre: Floats, counted: NDArray[np.bool_], number: int) -> Components:
    """Find them by going through all votes a few times, from the components of some people.

    XᵀX z for a few vectors at once, the best within what that gives, and again until they stay.
    """
    width = len(votes.statements)
    people = spread(np.arange(len(votes.participants), dtype=np.int64), MOST_PRODUCTS // (10 * width**2))
    z = largest(covariance(votes.of_some(people), centre, counted), number + _MORE)[1].T
    weights = _centred(centre, counted).astype(np.float32)
    for _ in range(_MOST_PASSES):
        product = np.zeros_like(z)
        narrow = z.astype(np.float32)
        for x in _blocks(votes, weights):
            product += x.T @ (x @ narrow)
        values, turn = np.linalg.eigh(z.T @ product)
        turn, values = turn[:, ::-1], values[::-1]
        away = product @ turn - (z @ turn) * values
        z = np.linalg.qr(product @ turn)[0]
        if np.sqrt(np.square(away[:, :SURE]).sum(axis=0)).max() <= _STAY * values[0]:
            break
    return Components(centre, _signed(z.T[:number]), np.maximum(values[:number], 0))


def means(votes: Votes) -> Floats:
    """m_j: the mean vote on each statement, 0 where nobody voted."""
    cast = votes.totals(np.zeros(len(votes.participants), np.int32), 1)[0]
    total = (cast[:, 2] - cast[:, 0]).astype(np.float64)
    voted = cast.sum(axis=1)
    return np.asarray(np.divide(total, voted, out=np.zeros(len(total)), where=voted > 0))


def covariance(votes: Votes, centre: Floats, counted: NDArray[np.bool_]) -> Floats:
    """XᵀX, summed over blocks of participants; statements that do not count have zeros."""
    total = np.zeros((len(votes.statements),) * 2)
    for x in _blocks(votes, _centred(centre, counted)):
        total += x.T @ x
    return total


def _centred(centre: Floats, counted: NDArray[np.bool_]) -> Floats:
    """x_ij by statement and vote + 1."""
    return np.asarray((np.array([-1.0, 0.0, 1.0]) - centre[:, None]) * counted[:, None])


def _blocks(votes: Votes, weights: NDArray[Any]) -> Iterator[NDArray[Any]]:
    step = max(1, _BLOCK_CELLS // max(1, len(votes.statements)))
    for begin in range(0, len(votes.participants), step):
        yield votes.block(begin, begin + step, weights)


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
