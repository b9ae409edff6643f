"""Could these votes be chance? A permutation test on how much statements go together.

G = XᵀX holds what each two statements have in common; its sum of squares ‖G‖² is small when nobody's vote on
one statement says anything about their vote on another. Shuffling the votes on each statement among those
who voted on it keeps every tally and who voted on what, and takes away all that goes together.

    beyond = (‖G‖² − mean of the shuffled) / their standard deviation

Votes are like chance unless `beyond` is at least 3.2, which chance reaches less than once in a hundred times.
Shuffling stops early when the answer is plain.
"""

from __future__ import annotations

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from .components import Floats
from .votes import Votes, spread

BEYOND_CHANCE = 3.2
SHUFFLES = 150
MOST_PEOPLE = 300
#: After so many shuffles it is plain when `beyond` lies outside these bounds.
_PLAIN = {6: (-np.inf, 15.0), 40: (1.0, 6.0)}
_SEED = 20_270_101


def beyond_chance(votes: Votes, people: NDArray[np.int64], counted: NDArray[np.bool_]) -> float:
    """Return how many standard deviations these people's votes go together more than shuffled ones."""
    v, m = votes.dense(spread(people, MOST_PEOPLE))
    v, m = v[:, counted], m[:, counted]
    column, row = np.nonzero(m.T)
    cast = np.maximum(1, m.sum(axis=0))
    value = v[row, column] - (v.sum(axis=0) / cast)[column]
    seen = _togetherness(row, column, value, v.shape)
    draw = Generator(PCG64(_SEED))
    shuffled: list[float] = []
    while len(shuffled) < SHUFFLES:
        order = np.argsort(column + draw.random(len(column)))
        shuffled.append(_togetherness(row, column, value[order], v.shape))
        if len(shuffled) in _PLAIN and _is_plain(_deviations(seen, shuffled), *_PLAIN[len(shuffled)]):
            break
    return _deviations(seen, shuffled)


def _is_plain(beyond: float, low: float, high: float) -> bool:
    return not low <= beyond <= high


def _togetherness(
    row: NDArray[np.int64], column: NDArray[np.int64], value: NDArray[np.float32], shape: tuple[int, ...]
) -> float:
    x = np.zeros(shape, np.float32)
    x[row, column] = value
    common: NDArray[np.float32] = x @ x.T if shape[0] < shape[1] else x.T @ x
    return float(np.square(common, dtype=np.float64).sum())


def _deviations(seen: float, shuffled: list[float]) -> float:
    against: Floats = np.array(shuffled)
    wide = float(against.std(ddof=1))
    return (seen - float(against.mean())) / wide if wide > 0 else 0.0
