"""Controlled rounding: every number of a table to a multiple of 5, so that all totals still add up.

For tables without a live view, frozen once, all areas in one model. With n a true count, z whole:

    minimise  Σ |5·z − n| over all cells
    such that ⌊n/5⌋ ≤ z ≤ ⌈n/5⌉   for each cell, totals too
              z = Σ z of its parts   for each total

What is told of each number is that it is less than 5 away. `frozen` asks the attacker before it gives the
table; one that gives a small count away is not given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from .attacker import Target, found_out, is_small
from .linear import highs_of
from .tables import Cell, Table, told_table

BASE = 5
FURTHEST = BASE - 1
SETTINGS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.1,
}


@dataclass(frozen=True)
class RoundedTable:
    """Multiples of 5 that add up, for every cell; and how far they are from the truth on average."""

    values: Mapping[Cell, int]
    mean_distance: float


@dataclass(frozen=True)
class NotGiven:
    """No table may be given: nothing adds up within reach, or these cells would be found out."""

    found_out: tuple[str, ...] = ()


def round_together(table: Table) -> RoundedTable | NotGiven:
    """Return the nearest multiples of 5 that add up in every direction and for every area at once."""
    totals = table.totals
    leaves = {cell for cell, parts in table.parts.items() if parts == (cell,)}
    model = _Model()
    for cell, count in totals.items():
        model.column(cell, count, whole=cell in leaves)
    for cell, parts in table.sums():
        model.row({cell: -1.0} | dict.fromkeys(parts, 1.0), 0.0, 0.0)
    values = model.solve()
    if values is None:
        return NotGiven()
    rounded = {cell: BASE * round(values[at]) for cell, at in model.at.items()}
    return RoundedTable(rounded, sum(abs(rounded[cell] - totals[cell]) for cell in totals) / len(totals))


class _Model:
    """The mixed-integer programme, column by column and row by row."""

    def __init__(self) -> None:
        self.at: dict[Cell, int] = {}
        self._columns: list[tuple[float, int, int, int]] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []
        self._offset = 0.0

    def column(self, cell: Cell, count: int, *, whole: bool) -> None:
        """Add how many fives a cell shows: at most two neighbours are less than 5 away.

        Totals are whole when their parts are. Between two neighbours |5·z − n| is a straight line.
        """
        low, high = count // BASE, -(-count // BASE)
        slope = abs(BASE * high - count) - abs(BASE * low - count)
        self._offset += abs(BASE * low - count) - slope * low
        self.at[cell] = len(self._columns)
        self._columns.append((float(slope), low, high, int(whole)))

    def row(self, form: Mapping[Cell, float], low: float, high: float) -> None:
        """Say what a sum of cells lies between."""
        self._rows.append(({self.at[cell]: weight for cell, weight in form.items()}, low, high))

    def solve(self) -> list[float] | None:
        """Return the values of the columns; None when nothing obeys all rows."""
        cost, low, high, whole = (np.array(one, dtype=float) for one in zip(*self._columns, strict=True))
        highs = highs_of(cost, low, high, self._rows, settings=SETTINGS, whole=whole, offset=self._offset)
        highs.run()
        if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return list(highs.getSolution().col_value)


def what_it_tells(rounded: RoundedTable) -> dict[Cell, tuple[float, float]]:
    """Return what is known of each true number from its rounded one."""
    return {
        cell: (max(0.0, value - FURTHEST), float(value + FURTHEST)) for cell, value in rounded.values.items()
    }


def frozen(table: Table) -> RoundedTable | NotGiven:
    """Return the rounded table, if an attacker who has all of it finds no small count out.

    To be made once per year and kept: a second rounding of other areas is a second thing told.
    """
    rounded = round_together(table)
    if isinstance(rounded, NotGiven):
        return rounded
    facts, form = told_table(table, what_it_tells(rounded))
    targets = [
        Target(" ".join(cell), form[cell], count) for cell, count in table.totals.items() if is_small(count)
    ]
    found = found_out(facts, targets)
    return NotGiven(found) if found else rounded
