"""What follows from linear facts: the smallest and largest value of sums of unknown numbers.

A fact that follows already from the bounds of its columns says nothing and is left out; what is left falls
apart into components that share no unknown, and each is a linear programme of its own. Only the objective
changes from one question to the next, so the primal simplex starts from where it was. Every point it passes
obeys all facts, and is kept as a witness: a question that witnesses settle needs no search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Form = Mapping[int, float]
INFINITY = float("inf")
SETTINGS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "solver": "simplex",
    "simplex_strategy": 4,
    "presolve": "off",
}
#: What a linear programme leaves to rounding.
EPSILON = 1e-6
MOST_WITNESSES = 400


class FactsContradict(ValueError):
    """No numbers fit all facts: what was told is not true, or the facts were written down wrongly."""


@dataclass
class Facts:
    """Unknown numbers with their bounds, and sums of them that lie between bounds."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[tuple[Form, float, float]] = field(default_factory=list)

    def unknown(self, low: float = 0.0, high: float = INFINITY) -> int:
        """Add an unknown number; return its column."""
        self.lower.append(low)
        self.upper.append(high)
        return len(self.lower) - 1

    def holds(self, form: Form, low: float, high: float) -> None:
        """Say that low ≤ Σ coefficient · unknown ≤ high."""
        self.rows.append(({column: weight for column, weight in form.items() if weight}, low, high))

    def span(self, form: Form) -> tuple[float, float]:
        """Return what the bounds of the columns alone say of a sum."""
        low = sum(w * (self.lower[c] if w > 0 else self.upper[c]) for c, w in form.items())
        high = sum(w * (self.upper[c] if w > 0 else self.lower[c]) for c, w in form.items())
        return low, high

    def saying(self) -> list[tuple[Form, float, float]]:
        """Return the rows that say more than the bounds of their columns."""
        found = []
        for form, low, high in self.rows:
            least, most = self.span(form)
            if least < low - EPSILON or most > high + EPSILON:
                found.append((form, low, high))
        return found


class Attack:
    """Questions about facts, answered with bounds that nobody can narrow but by knowing more."""

    def __init__(self, facts: Facts) -> None:
        """Take the facts apart into components."""
        self.facts = facts
        rows = facts.saying()
        self._component = _components(len(facts.lower), rows)
        self._rows: dict[int, list[tuple[Form, float, float]]] = {}
        for row in rows:
            self._rows.setdefault(self._component[next(iter(row[0]))], []).append(row)
        self._parts: dict[int, _Part] = {}

    def bounds(self, form: Form) -> tuple[float, float]:
        """Return the smallest and largest value of a sum that fit all facts."""
        low = high = 0.0
        for part, within in self._split(form):
            if part is None:
                least, most = self.facts.span(within)
            else:
                least, most = part.extreme(within, 1), part.extreme(within, -1)
            low, high = low + least, high + most
        return low, high

    def seen(self, form: Form) -> tuple[float, float]:
        """Return the smallest and largest value among witnesses so far: the real bounds are no narrower."""
        low = high = 0.0
        for part, within in self._split(form):
            least, most = self.facts.span(within) if part is None else part.seen(within)
            low, high = low + least, high + most
        return low, high

    def _split(self, form: Form) -> list[tuple[_Part | None, dict[int, float]]]:
        by_component: dict[int, dict[int, float]] = {}
        for column, weight in form.items():
            by_component.setdefault(self._component[column], {})[column] = weight
        return [(self._part(name), within) for name, within in by_component.items()]

    def _part(self, name: int) -> _Part | None:
        if name not in self._rows:
            return None
        if name not in self._parts:
            self._parts[name] = _Part(self.facts, self._rows[name])
        return self._parts[name]


def highs_of(
    cost: Floats,
    lower: Floats,
    upper: Floats,
    rows: Sequence[tuple[Form, float, float]],
    *,
    settings: Mapping[str, object],
    whole: Floats | None = None,
    offset: float = 0.0,
) -> Any:
    """Return HiGHS filled at once: a cost and bounds per column, and rows that lie between two numbers.

    `whole` says with 1 which columns take whole numbers only; nothing says that none does.
    """
    starts, index, value = [0], [], []
    for form, _, _ in rows:
        index += list(form)
        value += list(form.values())
        starts.append(len(index))
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for key, setting in settings.items():
        highs.setOptionValue(key, setting)
    rowwise, minimise = 2, 1
    highs.passModel(
        len(cost),
        len(rows),
        len(index),
        rowwise,
        minimise,
        offset,
        cost,
        lower,
        upper,
        np.array([low for _, low, _ in rows], dtype=float),
        np.array([high for _, _, high in rows], dtype=float),
        np.array(starts[:-1], dtype=np.int32),
        np.array(index, dtype=np.int32),
        np.array(value, dtype=float),
        (np.zeros(len(cost)) if whole is None else whole).astype(np.int32),
    )
    return highs


class _Part:
    """One component as a linear programme that is kept warm."""

    def __init__(self, facts: Facts, rows: Sequence[tuple[Form, float, float]]) -> None:
        columns = sorted({column for form, _, _ in rows for column in form})
        self._at = {column: at for at, column in enumerate(columns)}
        count = len(columns)
        self._highs = highs_of(
            np.zeros(count),
            np.array([facts.lower[column] for column in columns]),
            np.array([facts.upper[column] for column in columns]),
            [({self._at[c]: weight for c, weight in form.items()}, low, high) for form, low, high in rows],
            settings=SETTINGS,
        )
        self._all = np.arange(count, dtype=np.int32)
        self._witnesses: list[Floats] = []

    def extreme(self, form: Form, sign: int) -> float:
        """Return the smallest (sign 1) or largest (sign -1) value of a sum."""
        cost = np.zeros(len(self._all))
        for column, weight in form.items():
            cost[self._at[column]] = sign * weight
        self._highs.changeColsCost(len(cost), self._all, cost)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return -sign * INFINITY
        if status != highspy.HighsModelStatus.kOptimal:
            raise FactsContradict(f"the facts cannot all be true: {status}")
        point = np.array(self._highs.getSolution().col_value)
        if len(self._witnesses) < MOST_WITNESSES:
            self._witnesses.append(point)
        return sign * float(cost @ point)

    def seen(self, form: Form) -> tuple[float, float]:
        """Return the extremes of a sum among the witnesses; none seen is a range turned around."""
        if not self._witnesses:
            return INFINITY, -INFINITY
        at = [self._at[column] for column in form]
        values = np.array([point[at] for point in self._witnesses]) @ np.array(list(form.values()))
        return float(values.min()), float(values.max())


def _components(columns: int, rows: Sequence[tuple[Form, float, float]]) -> list[int]:
    """Return for each column the component it is in: columns that share a row are together."""
    root = list(range(columns))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for form, _, _ in rows:
        first, *others = form
        for other in others:
            root[find(other)] = find(first)
    return [find(column) for column in range(columns)]
