"""A mixed-integer model as growing columns and rows, handed to HiGHS as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

INFINITY = float("inf")

# A column's name is a tuple such as ("pay", flow, measure, cost type, year); a row's likewise.
Name = tuple[Any, ...]
Term = tuple[int, float]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Arrays:
    """The model column by column and row by row, as HiGHS and other solvers take it."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Ints
    row_lower: Floats
    row_upper: Floats
    start: Ints
    index: Ints
    value: Floats
    offset: float


class Model:
    """Columns and rows with names; `cash` brings cents to the scale of the largest measure.

    The scale depends only on ratios between amounts, so the same table in other euros gives the
    same arrays. Rows marked `ratio` are rules about shares, which rounding may exceed by less than
    a cent a payment.
    """

    LARGEST = 4096

    def __init__(self, largest_cents: int) -> None:
        self.largest_cents = largest_cents
        self.names: list[Name] = []
        self.column: dict[Name, int] = {}
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.cost: list[float] = []
        self.integer: list[bool] = []
        self.row_names: list[Name] = []
        self.row_lower: list[float] = []
        self.row_upper: list[float] = []
        self.ratio: list[bool] = []
        self.row_start: list[int] = [0]
        self.indices: list[int] = []
        self.values: list[float] = []
        self.offset = 0.0

    def cash(self, cents: float) -> float:
        """Cents on the model's scale, where the largest measure costs 4096."""
        return cents * self.LARGEST / self.largest_cents

    @property
    def cent(self) -> float:
        """One cent on the model's scale."""
        return self.LARGEST / self.largest_cents

    def add(
        self,
        name: Name,
        lower: float = 0.0,
        upper: float = INFINITY,
        *,
        cost: float = 0.0,
        whole: bool = False,
    ) -> int:
        """A new column; gives its number."""
        number = len(self.names)
        self.names.append(name)
        self.column[name] = number
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        self.integer.append(whole)
        return number

    def row(
        self, name: Name, lower: float, terms: Iterable[Term], upper: float, *, ratio: bool = False
    ) -> None:
        """A new row lower ≤ Σ terms ≤ upper; terms of one column are added up."""
        merged: dict[int, float] = {}
        for column, factor in terms:
            merged[column] = merged.get(column, 0.0) + factor
        for column, factor in merged.items():
            if factor:
                self.indices.append(column)
                self.values.append(factor)
        self.row_start.append(len(self.indices))
        self.row_names.append(name)
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.ratio.append(ratio)

    def at_most(self, name: Name, terms: Iterable[Term], upper: float, *, ratio: bool = False) -> None:
        """Σ terms ≤ upper."""
        self.row(name, -INFINITY, terms, upper, ratio=ratio)

    def equal(self, name: Name, terms: Iterable[Term], value: float) -> None:
        """Σ terms = value."""
        self.row(name, value, terms, value)

    def arrays(self) -> Arrays:
        """Everything so far, as arrays."""
        return Arrays(
            cost=np.array(self.cost, dtype=np.float64),
            lower=np.array(self.lower, dtype=np.float64),
            upper=np.array(self.upper, dtype=np.float64),
            integer=np.array(self.integer, dtype=np.int32),
            row_lower=np.array(self.row_lower, dtype=np.float64),
            row_upper=np.array(self.row_upper, dtype=np.float64),
            start=np.array(self.row_start, dtype=np.int32),
            index=np.array(self.indices, dtype=np.int32),
            value=np.array(self.values, dtype=np.float64),
            offset=self.offset,
        )


def times(terms: Sequence[Term], factor: float) -> list[Term]:
    """The same terms, each multiplied."""
    return [(column, value * factor) for column, value in terms]
