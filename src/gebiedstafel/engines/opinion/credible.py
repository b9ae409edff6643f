"""How sure a share is: quantiles of the beta distribution, without scipy.

After `hits` of `cast` votes the share is Beta(hits + 1, cast − hits + 1), from a flat start.
`I_x(a, b)` is found by its continued fraction, and the quantile by bisection that Newton steps shorten.
"""

from __future__ import annotations

from math import lgamma

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CREDIBLE = 0.9
_STEPS = 60
_ROUNDS = 400
_NEAR = 1e-13
_TINY = 1e-300
_log_gamma = np.frompyfunc(lgamma, 1, 1)


def share(hits: NDArray[np.int64], cast: NDArray[np.int64]) -> Floats:
    """The middle of what is credible: (hits + 1) / (cast + 2)."""
    return np.asarray((hits + 1) / (cast + 2), dtype=np.float64)


def interval(hits: NDArray[np.int64], cast: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """The bounds between which the share lies with 90 % credibility."""
    pairs, where = np.unique(np.stack([hits.ravel(), cast.ravel()]), axis=1, return_inverse=True)
    a, b = pairs[0] + 1.0, pairs[1] - pairs[0] + 1.0
    tail = (1 - CREDIBLE) / 2
    low, high = quantile(a, b, tail), quantile(a, b, 1 - tail)
    where = where.ravel()
    return low[where].reshape(hits.shape), high[where].reshape(hits.shape)


def quantile(a: Floats, b: Floats, p: float) -> Floats:
    """The x for which I_x(a, b) = p."""
    low, high = np.zeros_like(a), np.ones_like(a)
    x = a / (a + b)
    front = _log_front(a, b)
    for _ in range(_STEPS):
        mass = below(a, b, x)
        low, high = np.where(mass < p, x, low), np.where(mass < p, high, x)
        density = np.exp(front + (a - 1) * np.log(x) + (b - 1) * np.log1p(-x))
        step = x - (mass - p) / np.maximum(density, _TINY)
        new = np.where((step > low) & (step < high), step, (low + high) / 2)
        if np.all(np.abs(new - x) <= _NEAR):
            return new
        x = new
    return x


def below(a: Floats, b: Floats, x: Floats) -> Floats:
    """I_x(a, b): how much of Beta(a, b) lies below x."""
    swap = x > (a + 1) / (a + b + 2)
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    x = np.where(swap, 1 - x, x)
    front = np.exp(_log_front(a, b) + a * np.log(np.maximum(x, _TINY)) + b * np.log1p(-x)) / a
    mass = front * _fraction(a, b, x)
    return np.where(swap, 1 - mass, mass)


def _log_front(a: Floats, b: Floats) -> Floats:
    return np.asarray(_log_gamma(a + b) - _log_gamma(a) - _log_gamma(b), dtype=np.float64)


def _fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """The continued fraction of I_x(a, b), by the modified Lentz method."""
    c = np.ones_like(x)
    d = 1 / _away(1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, _ROUNDS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            h = h * d * c
        if np.all(np.abs(d * c - 1) < 1e-15):
            break
    return h


def _away(value: Floats) -> Floats:
    """Keep away from zero, where the fraction would divide by it."""
    return np.where(np.abs(value) < _TINY, _TINY, value)
