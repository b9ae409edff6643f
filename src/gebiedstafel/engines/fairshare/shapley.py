"""The Shapley value: what a party adds, on average over every order in which all could arrive.

L. S. Shapley, A value for n-person games (1953). Exact in fractions from a table of all coalitions;
beyond 20 parties in one piece by orders drawn in opposite pairs, with the width of the interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial, sqrt

import numpy as np
from numpy.typing import NDArray

from .game import Game
from .worth import EXACT_PARTIES, Cents, Piece, pieces

#: Half the width of a 95 % interval may be this share of what all gain together.
HALF_WIDTH = 0.005
PAIRS_AT_ONCE = 128
MOST_PAIRS = 20_000
NINETY_FIVE = 1.959964


@dataclass(frozen=True, slots=True)
class ShapleyValue:
    """What each party gains, in cents (a fraction, or an estimate), by its place in the game.

    `half_width_cents` is half the width of the widest 95 % interval, 0 where the value is exact;
    `orders` says how many orders of arrival were drawn.
    """

    gains: tuple[Fraction, ...]
    half_width_cents: float = 0.0
    orders: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether every order was counted."""
        return self.orders == 0


def shapley_value(game: Game, *, seed: int = 0, parts: tuple[Piece, ...] | None = None) -> ShapleyValue:
    """Return the Shapley value of a game; it is the sum of that of its pieces (additivity)."""
    parts = pieces(game) if parts is None else parts
    gains = [Fraction(0)] * len(game.parties)
    widths, orders = np.zeros(len(game.parties)), 0
    dice = np.random.default_rng(seed)
    room = HALF_WIDTH * sum(_of_all(part) for part in parts)
    crowded = sum(len(part.parties) > EXACT_PARTIES for part in parts)
    for part in parts:
        if len(part.parties) <= EXACT_PARTIES:
            own = list(shapley(part.table()))
        else:
            own, half, drawn = _sampled(part, dice, room / crowded)
            widths[list(part.parties)] += half
            orders += drawn
        for place, gain in zip(part.parties, own, strict=True):
            gains[place] += gain
    return ShapleyValue(tuple(gains), float(widths.max(initial=0.0)), orders)


def shapley(values: Cents) -> tuple[Fraction, ...]:
    """Return the exact Shapley value of any game given by the worth of each coalition; shape (2ⁿ,).

    φᵢ = Σ_s w(s) (Σ of v over coalitions of size s with i) − w'(s) (Σ of those without i), the sums
    taken half by half: one matrix product per half instead of a pass over all coalitions per party.
    """
    parties = len(values).bit_length() - 1
    low = parties // 2
    high = parties - low
    matrix = values.astype(np.int64).reshape(2**high, 2**low)
    of_low, of_high = _by_size(low), _by_size(high)
    rows, columns = matrix @ of_low, of_high.T @ matrix
    all_of_size = _diagonals(of_high.T @ rows)
    weights = [
        Fraction(factorial(size) * factorial(parties - size - 1), factorial(parties))
        for size in range(parties)
    ]
    gains = []
    for place in range(parties):
        if place < low:
            has = np.arange(2**low) >> place & 1 == 1
            with_it = _diagonals(columns[:, has] @ of_low[has])
        else:
            has = np.arange(2**high) >> (place - low) & 1 == 1
            with_it = _diagonals(of_high[has].T @ rows[has])
        added = sum((weights[size - 1] * with_it[size] for size in range(1, parties + 1)), Fraction(0))
        without = (weights[size] * (all_of_size[size] - with_it[size]) for size in range(parties))
        gains.append(added - sum(without, Fraction(0)))
    return tuple(gains)


def _by_size(width: int) -> Cents:
    """One row a number of `width` bits, with a 1 in the column of how many bits are set."""
    numbers = np.arange(2**width)
    sizes = sum((numbers >> bit & 1 for bit in range(width)), np.zeros(2**width, np.int64))
    table = np.zeros((2**width, width + 1), dtype=np.int64)
    table[numbers, sizes] = 1
    return table


def _diagonals(table: Cents) -> list[int]:
    """Sum a table by (size above, size below) into sums by size."""
    totals = [0] * (table.shape[0] + table.shape[1] - 1)
    for above, row in enumerate(table.tolist()):
        for below, cents in enumerate(row):
            totals[above + below] += cents
    return totals


def _of_all(part: Piece) -> int:
    """What a piece is worth to all its parties together, in cents."""
    return max(0, *(int(option.benefits.sum()) + option.rest for option in part.options))


def _sampled(
    part: Piece, dice: np.random.Generator, room: float
) -> tuple[list[Fraction], NDArray[np.float64], int]:
    """Draw orders of arrival, each with its reverse, until every interval is narrow enough.

    Gives the mean gain and half the width of its 95 % interval per party, and how many orders it took.
    Every order shares out exactly what all gain, and so does their mean.
    """
    size = len(part.parties)
    total = np.zeros(size)
    squares = np.zeros(size)
    pairs, half = 0, np.full(size, np.inf)
    while pairs < MOST_PAIRS and half.max() > room:
        orders = dice.permuted(np.tile(np.arange(size), (PAIRS_AT_ONCE, 1)), axis=1)
        mean = (_added(part, orders) + _added(part, orders[:, ::-1])) / 2
        total += mean.sum(axis=0)
        squares += (mean**2).sum(axis=0)
        pairs += PAIRS_AT_ONCE
        variance = np.maximum(squares / pairs - (total / pairs) ** 2, 0) * pairs / (pairs - 1)
        half = NINETY_FIVE * np.sqrt(variance) / sqrt(pairs)
    return [Fraction(gain) for gain in (total / pairs).tolist()], half, 2 * pairs


def _added(part: Piece, orders: NDArray[np.int64]) -> NDArray[np.float64]:
    """What each party adds when it arrives; orders and result have shape (orders, parties)."""
    count, size = orders.shape
    arrived = np.empty_like(orders)
    np.put_along_axis(arrived, orders, np.arange(size)[None, :], axis=1)
    best = np.zeros((count, size), dtype=np.int64)
    for option in part.options:
        worth = np.cumsum(option.benefits[orders], axis=1) + option.rest
        if option.needs:
            complete = arrived[:, list(option.needs)].max(axis=1)
            worth[np.arange(size)[None, :] < complete[:, None]] = 0
        np.maximum(best, worth, out=best)
    steps = np.diff(best, axis=1, prepend=0)
    added = np.empty((count, size))
    np.put_along_axis(added, orders, steps.astype(float), axis=1)
    return added
