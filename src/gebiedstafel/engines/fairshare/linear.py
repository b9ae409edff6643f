"""Small linear programmes that grow while they are solved: HiGHS, one thread, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

INFINITY = float("inf")
SETTINGS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
}
Term = tuple[int, float]
Floats = NDArray[np.float64]


class NoSolution(RuntimeError):
    """The programme has no answer; the caller knows what that means."""


class Program:
    """Columns with bounds and a price, rows with bounds; minimises the sum of prices."""

    def __init__(self) -> None:
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in SETTINGS.items():
            self._highs.setOptionValue(name, value)
        self.columns = 0
        self.rows = 0

    def column(
        self, lower: float = 0.0, upper: float = INFINITY, *, price: float = 0.0, whole: bool = False
    ) -> int:
        """Add a column; gives its number."""
        self._highs.addCol(price, lower, upper, 0, np.array([], np.int32), np.array([]))
        if whole:
            self._highs.changeColIntegrality(self.columns, highspy.HighsVarType.kInteger)
        self.columns += 1
        return self.columns - 1

    def row(self, lower: float, terms: Iterable[Term], upper: float) -> int:
        """Add lower ≤ Σ factor × column ≤ upper; gives its number."""
        merged: dict[int, float] = {}
        for column, factor in terms:
            merged[column] = merged.get(column, 0.0) + factor
        index = np.array(sorted(merged), dtype=np.int32)
        value = np.array([merged[column] for column in index.tolist()])
        self._highs.addRow(lower, upper, len(index), index, value)
        self.rows += 1
        return self.rows - 1

    def bounds(self, row: int, lower: float, upper: float) -> None:
        """Give a row other bounds."""
        self._highs.changeRowBounds(row, lower, upper)

    def factor(self, row: int, column: int, value: float) -> None:
        """Give a column another factor in a row."""
        self._highs.changeCoeff(row, column, value)

    def prices(self, prices: Sequence[float]) -> None:
        """Give every column another price."""
        for column, price in enumerate(prices):
            self._highs.changeColCost(column, price)

    def solve(self) -> Floats:
        """Return the value of each column at the least price. Raises `NoSolution`."""
        if not self.columns:
            return np.zeros(0)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise NoSolution(str(self._highs.getModelStatus()))
        return np.array(self._highs.getSolution().col_value)

    def duals(self) -> Floats:
        """Return what one unit on the right of each row would add to the price."""
        return np.array(self._highs.getSolution().row_dual)
