"""All tables and their shared money as one model, when yes or no may be in parts (or are few).

As a linear programme it gives the first prices and the first shares of the shared money; for a few small
tables it is solved with its yes-or-no choices whole, and nothing needs to be taken apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..highs import Outcome, run_with_prices
from ..model import Arrays, Floats, Model
from .columns import PRICED_CENTS, Column, Side, searched
from .master import SharedMoney

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Prices in points per €100,000 per (shared flow, year), and each table's share in cents."""

    prices: dict[Key, float]
    shares: dict[str, dict[Key, float]]


class Together:
    """The tables' arrays one after another, with rows that tie them to the shared money."""

    def __init__(self, sides: Mapping[str, Side], money: SharedMoney) -> None:
        self.sides = dict(sorted(sides.items()))
        self.money = money
        self.shared: Model = money.model()
        self.offset: dict[str, int] = {}
        first = len(self.shared.names)
        for t, side in self.sides.items():
            self.offset[t] = first
            first += len(side.arrays.cost)
        self.keys = money.keys()
        self.arrays = self._arrays()

    def relaxed(self) -> Relaxed:
        """The linear programme, for prices and shares only: its value is no proven bound here.

        A dual of a row ≤ has one sign only; HiGHS gives it the other way round on its way inside.
        """
        outcome, duals = run_with_prices(self.arrays, inside=True)
        rows = range(len(duals) - len(self.keys), len(duals))
        values = np.zeros(len(self.arrays.cost)) if outcome.values is None else outcome.values
        return Relaxed(
            prices={
                key: abs(float(duals[r])) * PRICED_CENTS * self.shared.cent
                for key, r in zip(self.keys, rows, strict=True)
            },
            shares={
                t: {
                    key: max(float(part[columns].sum()), 0.0) / side.model.cent
                    for key, columns in side.pays.items()
                }
                for t, side, part in self._parts(values)
            },
        )

    def whole(self, *, gap: float, nodes: int | None) -> tuple[Outcome, dict[str, Column]]:
        """All of it with whole choices: a column per table, and a bound for all."""
        integer = [np.zeros(len(self.shared.names), dtype=np.int32)]
        integer += [side.arrays.integer for side in self.sides.values()]
        arrays = replace(self.arrays, integer=np.concatenate(integer))
        outcome = searched(arrays, gap=gap, nodes=nodes)
        if outcome.values is None:
            return outcome, {}
        return outcome, {t: side.column(part) for t, side, part in self._parts(outcome.values)}

    def _parts(self, values: Floats) -> list[tuple[str, Side, Floats]]:
        return [
            (t, side, values[self.offset[t] : self.offset[t] + len(side.arrays.cost)])
            for t, side in self.sides.items()
        ]

    def _arrays(self) -> Arrays:
        parts = [self.shared.arrays(), *(side.arrays for side in self.sides.values())]
        firsts = [0, *self.offset.values()]
        entries = np.cumsum([0] + [len(part.index) for part in parts])
        ties = self._ties()
        tied = np.cumsum([0] + [len(terms) for terms in ties])
        join = np.concatenate
        return Arrays(
            cost=join([part.cost for part in parts]),
            lower=join([part.lower for part in parts]),
            upper=join([part.upper for part in parts]),
            integer=np.zeros(sum(len(part.cost) for part in parts), dtype=np.int32),
            row_lower=join([*(part.row_lower for part in parts), np.full(len(ties), -np.inf)]),
            row_upper=join([*(part.row_upper for part in parts), np.zeros(len(ties))]),
            start=join(
                [*(p.start[:-1] + e for p, e in zip(parts, entries[:-1], strict=True)), tied + entries[-1]]
            ).astype(np.int32),
            index=join(
                [
                    *(p.index + first for p, first in zip(parts, firsts, strict=True)),
                    np.array([c for terms in ties for c, _ in terms], dtype=np.int32),
                ]
            ).astype(np.int32),
            value=join([*(p.value for p in parts), np.array([v for terms in ties for _, v in terms])]),
            offset=sum(part.offset for part in parts),
        )

    def _ties(self) -> list[list[tuple[int, float]]]:
        """Per (shared flow, year): Σ over tables of what it pays there − U ≤ 0."""
        ties = {key: [(self.shared.column["pay", key[0], "", "", key[1]], -1.0)] for key in self.keys}
        for t, side in self.sides.items():
            scale = self.shared.cent / side.model.cent
            for (flow, year), columns in side.pays.items():
                ties[self.money.name[t, flow], year] += [(c + self.offset[t], scale) for c in columns]
        return list(ties.values())
