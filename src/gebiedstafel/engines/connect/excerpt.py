"""A part of the model: some columns with the rows that bind them, and a gap that may open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
        self.whole = model.arrays()
        self.row_of = np.repeat(np.arange(len(model.row_names)), np.diff(self.whole.start))
        self.once = {name[1]: r for r, name in enumerate(model.row_names) if name[0] == "once"}
        self.tagged: dict[frozenset[str], NDArray[np.bool_]] = {}
        self.cost = np.array([self._price(name) for name in model.names])
        gaps = np.array([name[0] in GAPS for name in model.names])
        self.upper = np.where(gaps, np.inf, self.whole.upper)

    def shortage(
        self,
        columns: Collection[int],
        *,
        measure: str,
        tags: frozenset[str],
        fixed: Mapping[int, float],
    ) -> Shortage | None:
        """The least money and hours that must come in for the measure to start, or None if nothing helps."""
        chosen = np.array(sorted(set(columns)), dtype=np.intp)
        outcome = run(self._arrays(chosen, measure, tags, fixed), gap=0.0, nodes=200, settings=SMALL)
        return None if outcome.values is None else self._read(chosen, outcome.values)

    def _arrays(
        self, chosen: NDArray[np.intp], measure: str, tags: frozenset[str], fixed: Mapping[int, float]
    ) -> Arrays:
        """These columns with the rows of these kinds that touch them; one start of the measure is a must."""
        whole = self.whole
        number = np.full(len(whole.cost), -1)
        number[chosen] = np.arange(len(chosen))
        inside = number[whole.index] >= 0
        rows = np.zeros(len(whole.row_lower), dtype=bool)
        rows[self.row_of[inside]] = True
        rows &= self._tagged(tags)
        kept = inside & rows[self.row_of]
        lengths = np.bincount(self.row_of[kept], minlength=len(rows))[rows]
        must = whole.row_lower.copy()
        must[self.once[measure]] = 1.0
        lower, upper, integer = whole.lower.copy(), self.upper.copy(), whole.integer.copy()
        settled = np.fromiter(fixed, dtype=np.intp)
        lower[settled] = upper[settled] = np.fromiter(fixed.values(), dtype=np.float64)
        integer[settled] = 0
        return Arrays(
            cost=self.cost[chosen],
            lower=lower[chosen],
            upper=upper[chosen],
            integer=integer[chosen],
            row_lower=must[rows],
            row_upper=whole.row_upper[rows],
            start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            index=number[whole.index[kept]].astype(np.int32),
            value=whole.value[kept],
            offset=0.0,
        )

    def _tagged(self, tags: frozenset[str]) -> NDArray[np.bool_]:
        """Which rows are of these kinds."""
        if tags not in self.tagged:
            self.tagged[tags] = np.array([name[0] in tags for name in self.model.row_names])
        return self.tagged[tags]

    def _price(self, name: Name) -> float:
        if name[0] == "no_money":
            return -1.0
        return -self.model.cash(CENTS_PER_HOUR) if name[0] == "no_hours" else 0.0

    def _read(self, chosen: NDArray[np.intp], values: Floats) -> Shortage:
        cents: dict[tuple[str, int], int] = {}
        hours: dict[tuple[tuple[tuple[str, str], ...], int], int] = {}
        for c, v in zip(chosen.tolist(), values.tolist(), strict=True):
            name = self.model.names[c]
            if name[0] == "no_money" and v / self.model.cent >= 0.5:
                cents[str(name[2]), name[3]] = int(np.ceil(v / self.model.cent - 1e-3))
            elif name[0] == "no_hours" and v > 1e-4:
                hours[name[1], name[2]] = int(np.ceil(v - 1e-4))
        return Shortage(cents, hours)
