"""The linear relaxation of a table, solved again and again from where it stood, a change at a time.

Its value is a bound: no plan of the table is worth more. Columns and rows are known by name, so that
a table with a flow or a rule more starts from the basis of the table without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from .highs import SETTINGS, Relaxation, pass_model
from .loosening import loosened
from .model import Arrays, Floats, Model, Name

BASIC = highspy.HighsBasisStatus.kBasic
LOWER = highspy.HighsBasisStatus.kLower


@dataclass(frozen=True)
class Basis:
    """Which columns and rows hold the vertex, by name."""

    columns: Mapping[Name, Any]
    rows: Mapping[Name, Any]


@dataclass(frozen=True)
class Linear:
    """The best of a table whose measures may be chosen in part.

    `value` is what no plan can exceed, `values` the point, `prices` what moving each column off its bound
    takes; `priced` the rows that hold it back.
    """

    value: float
    values: Floats
    prices: Floats
    priced: frozenset[Name]
    basis: Basis

    @property
    def relaxed(self) -> Relaxation:
        """The same without what starts another from it."""
        return Relaxation(self.values, self.prices, self.value)


def relaxation(model: Model, near: Linear | None = None, arrays: Arrays | None = None) -> Linear | None:
    """The relaxation of a model; None where even that cannot be. `near` is that of a like table.

    `arrays` may be other ones of this model, with rows more at the end.
    """
    arrays = loosened(model, model.arrays()) if arrays is None else arrays
    extra = range(len(arrays.row_lower) - len(model.row_names))
    rows = [*model.row_names, *(("extra", number) for number in extra)]
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for key, value in SETTINGS.items():
        highs.setOptionValue(key, value)
    pass_model(highs, replace(arrays, integer=np.zeros_like(arrays.integer)))
    if near is not None:
        highs.setBasis(_basis(model.names, rows, near.basis))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    basis = highs.getBasis()
    duals = np.array(solution.row_dual)
    return Linear(
        value=float(highs.getInfo().objective_function_value),
        values=np.array(solution.col_value),
        prices=np.array(solution.col_dual),
        priced=frozenset(rows[r] for r in np.flatnonzero(np.abs(duals) > 1e-9)),
        basis=Basis(
            dict(zip(model.names, basis.col_status, strict=True)),
            dict(zip(rows, basis.row_status, strict=True)),
        ),
    )


def _basis(columns: list[Name], rows: list[Name], near: Basis) -> Any:
    basis = highspy.HighsBasis()
    basis.col_status = [near.columns.get(name, LOWER) for name in columns]
    basis.row_status = [near.rows.get(name, BASIC) for name in rows]
    basis.alien = True  # it comes from another table, so its size may be off by a few
    basis.valid = True
    return basis
