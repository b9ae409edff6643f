"""The division that makes the largest objection as small as can be, and then the next: the nucleolus.

D. Schmeidler, The nucleolus of a characteristic function game (1969), by the scheme of M. Maschler,
B. Peleg and L. S. Shapley (1979): a row of linear programmes, each fixing the coalitions that cannot do
better. Rows are added only when a coalition breaks them. The first programme is the least core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .game import InvalidGame
from .linear import INFINITY, NoSolution, Program
from .worth import Cents, sums

Floats = NDArray[np.float64]

#: Amounts are brought to this size, so that a cent is well above what the solver takes for nothing.
SCALE = 1e6
BROKEN = 1e-6
MEANS_SOMETHING = 1e-7
ROWS_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class LeastCore:
    """The largest objection in cents that no division can avoid: above 0, the core is empty."""

    epsilon_cents: float
    gains: tuple[float, ...]


def least_core(values: Cents) -> LeastCore:
    """Return the least core of a game given by the worth of each coalition; shape (2ⁿ,)."""
    scheme = _Scheme(values)
    lead = scheme.stage()
    return LeastCore(-lead * scheme.scale, tuple((scheme.gains * scheme.scale).tolist()))


def nucleolus(values: Cents) -> tuple[float, ...]:
    """Return the nucleolus in cents of a game given by the worth of each coalition; shape (2ⁿ,)."""
    scheme = _Scheme(values)
    while not scheme.is_settled:
        scheme.stage()
    return tuple((scheme.gains * scheme.scale).tolist())


class _Scheme:
    """The programme of one stage, and what earlier stages fixed: max t, x(S) − v(S) ≥ t."""

    def __init__(self, values: Cents) -> None:
        self.parties = len(values).bit_length() - 1
        self.scale = max(1.0, float(np.abs(values).max()) / SCALE)
        self.values = values / self.scale
        alone = [float(self.values[1 << place]) for place in range(self.parties)]
        self.everyone = len(values) - 1
        if sum(alone) > self.values[self.everyone] + BROKEN:
            raise InvalidGame(["Apart, the parties gain more than together: there is nothing to share."])
        self.program = Program()
        self.gain = [self.program.column(lower) for lower in alone]
        self.lead = self.program.column(-INFINITY, price=-1.0)
        self.fixed = np.ones((1, self.parties))
        self.program.row(
            self.values[self.everyone], [(g, 1.0) for g in self.gain], self.values[self.everyone]
        )
        self.free: dict[int, int] = {}
        self.gains: Floats = np.array([self.values[self.everyone]])
        self.settled = self._spanned()
        self._add([1 << place for place in range(self.parties)])

    @property
    def is_settled(self) -> bool:
        """Whether only one division is left."""
        return int(np.linalg.matrix_rank(self.fixed)) == self.parties

    def stage(self) -> float:
        """Solve one stage, fix the coalitions that bind in every answer, and return how far it came."""
        if self.is_settled:
            self._solve()
            return 0.0
        lead = self._solve()
        duals = self.program.duals()
        binding = [c for c, row in self.free.items() if abs(duals[row]) > MEANS_SOMETHING]
        if not binding:
            raise NoSolution("no coalition binds")
        for coalition in binding:
            row = self.free[coalition]
            self.program.factor(row, self.lead, 0.0)
            level = self.values[coalition] + lead
            self.program.bounds(row, level, level)
            self.fixed = np.vstack([self.fixed, self._row(coalition)])
        self.settled = self._spanned()
        for coalition, row in list(self.free.items()):
            if coalition in binding or self.settled[coalition]:
                if coalition not in binding:
                    self.program.bounds(row, -INFINITY, INFINITY)
                del self.free[coalition]
        return lead

    def _solve(self) -> float:
        """Add the rows that coalitions break until none does; return t."""
        while True:
            found = self.program.solve()
            self.gains, lead = found[: self.parties], float(found[self.lead])
            short = lead - (sums(self.gains) - self.values)
            short[self.settled] = -INFINITY
            broken = np.flatnonzero(short > BROKEN)
            if not len(broken):
                return lead
            most = np.argsort(-short[broken], kind="stable")[:ROWS_AT_ONCE]
            new = [int(c) for c in broken[most] if int(c) not in self.free]
            if not new:
                return lead
            self._add(new)

    def _add(self, coalitions: Sequence[int]) -> None:
        for coalition in coalitions:
            if self.settled[coalition] or coalition in self.free:
                continue
            terms = [(g, 1.0) for place, g in enumerate(self.gain) if coalition >> place & 1]
            row = self.program.row(self.values[coalition], [*terms, (self.lead, -1.0)], INFINITY)
            self.free[coalition] = row

    def _row(self, coalition: int) -> Floats:
        return np.array([float(coalition >> place & 1) for place in range(self.parties)])

    def _spanned(self) -> NDArray[np.bool_]:
        """Which coalitions are sums of fixed ones: their gain is fixed as well.

        A coalition is, when nothing of it lies across the fixed ones. One mixed direction rules out
        nearly all others; what is left is looked at in every direction.
        """
        _, sizes, directions = np.linalg.svd(self.fixed)
        rank = int((sizes > 1e-9).sum())
        across = directions[rank:]
        if not len(across):
            return np.ones(2**self.parties, dtype=bool)
        mix = np.sqrt(np.arange(2, len(across) + 2)) @ across
        spanned: NDArray[np.bool_] = np.abs(sums(mix)) < 1e-8
        for coalition in np.flatnonzero(spanned).tolist():
            spanned[coalition] = bool(np.abs(across @ self._row(coalition)).max() < 1e-8)
        return spanned
