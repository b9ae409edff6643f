"""The shared money itself: which columns of the tables fit together, and what a euro of it is worth.

    maximise  Σ worth[t,c] λ[t,c] − what lapses of shared flows
    Σ_c λ[t,c] = 1 for every table
    Σ use[t,c,f,y] λ[t,c] ≤ U[f,y]        its dual is the price of flow f in year y
    U keeps the budget of each flow, with what it may carry (the rows of `budget_rows`)

As a linear programme it gives prices; with whole λ a plan. Names of flows are those of `SharedFlow`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from ..appraisal import left_over
from ..budget_rows import add_budgets
from ..highs import run, run_with_prices
from ..model import Model
from ..payment_rows import Ledger
from ..possible import Possible, possibilities
from ..problem import MoneyFlow, Problem
from .columns import PRICED_CENTS, Column
from .tables import SharedFlow

SHORT = 1e5
"""Points per €100,000 that is spent and is not there: only while nothing else fits."""

Columns = Mapping[str, Sequence[Column]]


@dataclass(frozen=True, slots=True)
class Mix:
    """An answer of the linear programme: weights per column, prices per (shared flow, year), its value."""

    weights: Mapping[str, tuple[float, ...]]
    prices: dict[tuple[str, int], float]
    value: float


SPARE = 2
"""Cents of each year that plans leave per table, so that all of them can be rounded to whole cents."""
SMALL_PART = 10_000
"""They are left only where they are less than this part of the year's budget."""


def _spare(flow: MoneyFlow, tables: int) -> int:
    least = min((cents for cents in flow.budget.values() if cents), default=0)
    return SPARE if SPARE * tables * SMALL_PART <= least else 0


def _held_back(flow: MoneyFlow, cents: int) -> MoneyFlow:
    return replace(flow, budget={year: max(had - cents, 0) for year, had in flow.budget.items()})


class SharedMoney:
    """The shared flows with their budgets, apart from any table."""

    def __init__(self, shared: tuple[SharedFlow, ...], frame: Problem, tables: int) -> None:
        flows = tuple(
            replace(s.flow, id=s.name, needs_at_table="", holder="", in_engine=True) for s in shared
        )
        self.able: Possible = possibilities(
            replace(
                frame,
                parties=(),
                challenges=(),
                measures=(),
                flows=flows,
                bundles=(),
                statements=(),
                min_resident_led=0,
            )
        )
        self.shared = shared
        self.spare = {f.id: _spare(f, tables) for f in flows}
        self.held: Possible = possibilities(
            replace(self.able.problem, flows=tuple(_held_back(f, self.spare[f.id] * tables) for f in flows))
        )
        self.largest = max((sum(f.budget.values()) for f in flows), default=1) or 1
        self.name = {(t, s.flow.id): s.name for s in shared for t in s.tables}

    def model(self, *, held: bool = False) -> Model:
        """Columns U[f,y] with the rows of their budgets; `held` keeps back what rounding may need."""
        model = Model(self.largest)
        able = self.held if held else self.able
        for f in able.flows:
            for year in able.payable[f.id]:
                model.add(("pay", f.id, "", "", year))
        add_budgets(model, able, Ledger(model))
        return model

    def keys(self) -> list[tuple[str, int]]:
        """Every (shared flow, year) in which it may pay."""
        return [(f.id, year) for f in self.able.flows for year in self.able.payable[f.id]]

    def worth_at(self, prices: Mapping[tuple[str, int], float]) -> float:
        """The most the shared money brings if all of it is sold at these prices, less what lapses."""
        model = self.model()
        for (flow, year), price in prices.items():
            model.cost[model.column["pay", flow, "", "", year]] += price / PRICED_CENTS / model.cent
        outcome = run(model.arrays())
        return outcome.objective

    def lapse(self, spent: Mapping[tuple[str, int], float]) -> float:
        """What lapses, in points, when this is spent: cents per (shared flow, year)."""
        whole = {key: round(cents) for key, cents in spent.items()}
        lost = sum((left_over(self.able, f, whole)[1] for f in self.able.flows), Fraction(0))
        return float(self.able.problem.weights.lapse * lost / PRICED_CENTS)

    def fits(self, spent: Mapping[tuple[str, int], int]) -> bool:
        """Whether the budgets allow this: cents per (shared flow, year)."""
        last = self.able.problem.years[-1]
        for f in self.able.flows:
            kept = owed = Fraction(0)
            for year in self.able.problem.years:
                left = f.budget.get(year, 0) + kept - owed - spent.get((f.id, year), 0)
                if left < 0 and not (f.carry_backward and year != last):
                    return False
                owed, kept = max(-left, Fraction(0)), max(left, Fraction(0)) * f.carry_forward
        return True

    def by_table(self, prices: Mapping[tuple[str, int], float], table: str) -> dict[tuple[str, int], float]:
        """Prices under the names a table has for its flows."""
        return {
            (s.flow.id, year): price
            for s in self.shared
            if table in s.tables
            for (name, year), price in prices.items()
            if name == s.name and price
        }

    def mix(self, columns: Columns) -> Mix:
        """The best mix of columns in parts, with the prices that go with it."""
        model, order, use_rows = self._master(columns, whole=False)
        outcome, duals = run_with_prices(model.arrays())
        assert outcome.values is not None
        values = outcome.values
        weights = {t: tuple(float(values[c]) for c in numbers) for t, numbers in order.items()}
        prices = {key: max(float(duals[r]), 0.0) * PRICED_CENTS * model.cent for key, r in use_rows.items()}
        return Mix(weights, prices, outcome.objective)

    def pick(
        self, columns: Columns, *, gap: float, nodes: int, start: Mapping[str, int]
    ) -> dict[str, int] | None:
        """One whole column per table such that they fit together; None when none was found."""
        model, order, _ = self._master(columns, whole=True)
        arrays = model.arrays()
        point = np.full(len(arrays.cost), np.nan)
        for t, numbers in order.items():
            if t in start:
                point[numbers] = 0.0
                point[numbers[start[t]]] = 1.0
        outcome = run(arrays, gap=gap, nodes=nodes, start=point if start else None)
        if outcome.values is None:
            return None
        return {t: int(np.argmax(outcome.values[numbers])) for t, numbers in order.items()}

    def _master(
        self, columns: Columns, *, whole: bool
    ) -> tuple[Model, dict[str, list[int]], dict[tuple[str, int], int]]:
        model = self.model(held=whole)
        used = {key: [(model.column["pay", key[0], "", "", key[1]], -1.0)] for key in self.keys()}
        order: dict[str, list[int]] = {}
        for t in sorted(columns):
            order[t] = []
            for n, column in enumerate(columns[t]):
                c = model.add(("take", t, n), 0, 1, cost=column.worth, whole=whole)
                order[t].append(c)
                for (flow, year), cents in column.use:
                    used[self.name[t, flow], year].append((c, model.cash(cents)))
            model.equal(("one", t), [(c, 1.0) for c in order[t]], 1)
        rows = {}
        for key, terms in used.items():
            if not whole:
                over = model.add(("over", *key), cost=-SHORT / PRICED_CENTS / model.cent)
                terms = [*terms, (over, -1.0)]
            rows[key] = len(model.row_names)
            model.at_most(("use", *key), terms, 0)
        return model, order, rows
