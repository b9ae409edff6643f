"""A part of the model: some columns with the rows that bind them, and a gap that may open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from .highs import SMALL, run
from .model import Arrays, Floats, Model, Name

# What an hour short weighs against a cent short while a gap is made as small as can be.
CENTS_PER_HOUR = 5_000
GAPS = ("no_money", "no_hours")


@dataclass(frozen=True)
class Shortage:
    """The smallest gap: cents per (cost type, year), hours per (offers, year)."""

    cents: Mapping[tuple[str, int], int]
    hours: Mapping[tuple[tuple[tuple[str, str], ...], int], int]


class Excerpt:
    """Asks what a measure lacks: only the columns given, all others at zero."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.rows_of: dict[int, list[int]] = {}
        for r in range(len(model.row_names)):
            for c in model.indices[model.row_start[r] : model.row_start[r + 1]]:
                self.rows_of.setdefault(c, []).append(r)

    def shortage(
        self,
        columns: Collection[int],
        *,
        measure: str,
        tags: frozenset[str],
        fixed: Mapping[int, float],
    ) -> Shortage | None:
        """The least money and hours that must come in for the measure to start, or None if nothing helps."""
        model = self.model
        chosen = sorted(set(columns))
        rows = sorted({r for c in chosen for r in self.rows_of.get(c, ()) if model.row_names[r][0] in tags})
        arrays = self._arrays(chosen, rows, measure, fixed)
        outcome = run(arrays, gap=0.0, nodes=200, settings=SMALL)
        return None if outcome.values is None else self._read(chosen, outcome.values)

    def _arrays(self, chosen: list[int], rows: list[int], measure: str, fixed: Mapping[int, float]) -> Arrays:
        model = self.model
        number = {c: k for k, c in enumerate(chosen)}
        start, index, value = [0], [], []
        for r in rows:
            for p in range(model.row_start[r], model.row_start[r + 1]):
                if model.indices[p] in number:
                    index.append(number[model.indices[p]])
                    value.append(model.values[p])
            start.append(len(index))
        names = [model.names[c] for c in chosen]
        lower = [fixed.get(c, model.lower[c]) for c in chosen]
        upper = [fixed.get(c, np.inf if model.names[c][0] in GAPS else model.upper[c]) for c in chosen]
        must = [1.0 if model.row_names[r] == ("once", measure) else model.row_lower[r] for r in rows]
        return Arrays(
            cost=np.array([self._price(name) for name in names]),
            lower=np.array(lower),
            upper=np.array(upper),
            integer=np.array([model.integer[c] and c not in fixed for c in chosen], dtype=np.int32),
            row_lower=np.array(must),
            row_upper=np.array([model.row_upper[r] for r in rows]),
            start=np.array(start, dtype=np.int32),
            index=np.array(index, dtype=np.int32),
            value=np.array(value, dtype=np.float64),
            offset=0.0,
        )

    def _price(self, name: Name) -> float:
        if name[0] == "no_money":
            return -1.0
        return -self.model.cash(CENTS_PER_HOUR) if name[0] == "no_hours" else 0.0

    def _read(self, chosen: list[int], values: Floats) -> Shortage:
        cents: dict[tuple[str, int], int] = {}
        hours: dict[tuple[tuple[tuple[str, str], ...], int], int] = {}
        for c, v in zip(chosen, values, strict=True):
            name = self.model.names[c]
            if name[0] == "no_money" and v / self.model.cent >= 0.5:
                cents[str(name[2]), name[3]] = int(np.ceil(v / self.model.cent - 1e-3))
            elif name[0] == "no_hours" and v > 1e-4:
                hours[name[1], name[2]] = int(np.ceil(v - 1e-4))
        return Shortage(cents, hours)
