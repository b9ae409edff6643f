"""How far a search over many tables has come: all of it, so that it can be put away and taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from ..answer import relative_gap
from .columns import Column

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Stand:
    """What is known after `rounds` rounds; the next round depends on this and the tables alone.

    `columns` are plans in outline per table, `taken` the number of the one that each table has in the best
    plan so far, worth `value`. `prices` (points per €100,000) are asked next; `centre` are those at which
    `bound`, what no plan can exceed, was proven. `shares` are cents per table that were set apart for it.
    `done` says what the last round was.
    """

    rounds: int = 0
    done: str = ""
    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    value: float = -inf
    bound: float = inf
    prices: Mapping[Key, float] = field(default_factory=dict)
    centre: Mapping[Key, float] = field(default_factory=dict)
    shares: Mapping[str, Mapping[Key, float]] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """How far the best plan is from the bound, as a share of the plan."""
        return relative_gap(self.value, self.bound) if self.taken else inf

    def best(self, table: str) -> Column:
        """The column a table has in the best plan so far."""
        return self.columns[table][self.taken[table]]


@dataclass(frozen=True, slots=True)
class ManyProgress:
    """How far a search over many tables is: a `stop` callback reads it."""

    rounds: int
    answered: int
    tables: int
    objective: float | None
    bound: float
    gap: float
