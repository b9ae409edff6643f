"""The largest eigenvalues of a symmetric matrix with their vectors, by blocks of a Krylov space.

From a block Z of a few vectors the space [Z, KZ, K²Z, …] is made orthogonal, and the best vectors within it
(Rayleigh and Ritz) start the next round, until K z − λ z is as good as nothing. A small matrix is solved
whole. The start is fixed, or near the answer when that of a moment ago is known.
"""

from __future__ import annotations

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SOLVED_WHOLE = 300
NOTHING, ALMOST_NOTHING = 1e-13, 1e-7
SURE = 2
_MORE, _DEPTH, _ROUNDS = 4, 6, 60
_MORE_WHEN_NEAR, _DEPTH_WHEN_NEAR = 2, 4
_SEED = 20_270_103


def largest(matrix: Floats, number: int, start: Floats | None = None) -> tuple[Floats, Floats]:
    """Return the eigenvalues, largest first, and the vectors as rows.

    The first two are exact to rounding; further ones, which only help to look for groups, to 1e-7.
    """
    width = len(matrix)
    number = min(number, width)
    if width <= SOLVED_WHOLE and start is None:
        return _whole(matrix, number)
    more, depth = (_MORE, _DEPTH) if start is None else (_MORE_WHEN_NEAR, _DEPTH_WHEN_NEAR)
    block = min(width, number + more)
    z = _begin(width, block, start)
    for _ in range(_ROUNDS):
        q = _space(matrix, z, depth)
        kq = matrix @ q
        values, vectors = np.linalg.eigh(q.T @ kq)
        best = vectors[:, ::-1][:, :block]
        z, kz = q @ best, kq @ best
        values = values[::-1][:block]
        left = np.sqrt(np.square(kz[:, :number] - z[:, :number] * values[:number]).sum(axis=0))
        scale = max(float(values[0]), 1e-300)
        if (left[:SURE] <= NOTHING * scale).all() and (left <= ALMOST_NOTHING * scale).all():
            return values[:number], z[:, :number].T
    return _whole(matrix, number)


def _whole(matrix: Floats, number: int) -> tuple[Floats, Floats]:
    values, vectors = np.linalg.eigh(matrix)
    return values[::-1][:number], vectors[:, ::-1][:, :number].T


def _begin(width: int, block: int, start: Floats | None) -> Floats:
    draws = Generator(PCG64(_SEED)).standard_normal((width, block))
    if start is not None:
        draws[:, : len(start)] = start.T
    return np.asarray(np.linalg.qr(draws)[0])


def _space(matrix: Floats, z: Floats, depth: int) -> Floats:
    """An orthogonal basis of [Z, KZ, …]; directions that bring nothing new do no harm."""
    basis = z
    last = z
    while basis.shape[1] + z.shape[1] <= min(depth * z.shape[1], len(matrix)):
        new = matrix @ last
        for _ in range(2):
            new = new - basis @ (basis.T @ new)
        last = np.linalg.qr(new)[0]
        last = last - basis @ (basis.T @ last)
        last = np.linalg.qr(last)[0]
        basis = np.hstack([basis, last])
    return basis
