"""Whether whole choices can be made at all, by a small tree of linear programmes.

A table without a plan has mostly a short proof: a choice or two, each made both ways, after which even
parts cannot be. Each programme goes on from the basis of the one before, which a search with cuts cannot.
Branches are tried before one is taken (strong branching: Applegate, Bixby, Chvátal and Cook, 1995), first
those of columns that ended branches before. What is not settled soon is left to a search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import highspy
import numpy as np

from .highs import relaxed
from .model import Arrays, Floats

MOST = 80
"""Linear programmes at most: beyond it a search with cuts is mostly quicker."""
TRIED = 6
"""Branches that are tried at a point."""
WHOLE = 1e-7

Choices = Mapping[int, float]


@dataclass(frozen=True)
class Halved:
    """A point in which all choices are whole, or why there is none; neither where it was not settled in time.

    `proof` has per branch weights of rows that contradict each other; `made` are the columns branched on,
    `ended` says how often a branch of a column ended there.
    """

    point: Floats | None = None
    proof: tuple[Floats, ...] = ()
    made: frozenset[int] = frozenset()
    ended: Mapping[int, int] = field(default_factory=dict)


@dataclass
class _Tree:
    """One tree over one relaxation; `promise` and `tried` say per column how often its branches ended."""

    arrays: Arrays
    highs: Any
    promise: Floats
    made: dict[int, float] = field(default_factory=dict)
    programmes: int = 0
    proof: list[Floats] = field(default_factory=list)
    ever: set[int] = field(default_factory=set)
    sure: bool = True

    def __post_init__(self) -> None:
        self.choices = np.flatnonzero(self.arrays.integer)
        self.ended: Counter[int] = Counter()
        self.tried = np.ones(len(self.arrays.cost))

    def at(self, choices: Choices) -> Floats | None:
        """The relaxation's point with these choices made; None, and why, where there is none."""
        self.programmes += 1
        self.ever.update(choices)
        for c in [c for c in self.made if c not in choices]:
            self.highs.changeColBounds(c, self.arrays.lower[c], self.arrays.upper[c])
            del self.made[c]
        for c, value in choices.items():
            if self.made.get(c) != value:
                self.highs.changeColBounds(c, value, value)
                self.made[c] = value
        self.highs.run()
        status = self.highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(self.highs.getSolution().col_value)
        self.sure = self.sure and status == highspy.HighsModelStatus.kInfeasible
        _, known, weights = self.highs.getDualRay()
        self.proof.append(np.array(weights) if known else np.ones(len(self.arrays.row_lower)))
        return None

    def open(self, point: Floats) -> list[int]:
        """Columns that should be whole and are not: first what promises most to end a branch."""
        values = point[self.choices]
        off = np.abs(values - np.rint(values))
        some = np.flatnonzero(off > WHOLE)
        columns = self.choices[some]
        order = np.argsort(-off[some] * self.promise[columns] / self.tried[columns], kind="stable")
        return [int(c) for c in columns[order]]

    def branches(self, choices: Choices, point: Floats, columns: list[int]) -> Iterator[Choices]:
        """What is left to look at below this point, the likeliest last."""
        for column in columns[:TRIED]:
            left = [value for value in (0.0, 1.0) if self.at({**choices, column: value}) is not None]
            if not left:
                self._ends(column)
                return
            if len(left) == 1:
                self._ends(column)
                yield {**choices, column: left[0]}
                return
            self.tried[column] += 0.5
        column = columns[0]
        self.tried[column] += 1
        near = float(point[column] > 0.5)
        yield {**choices, column: 1 - near}
        yield {**choices, column: near}

    def _ends(self, column: int) -> None:
        self.ended[column] += 1
        self.promise[column] += 1


def halved(arrays: Arrays, promise: Floats | None = None, most: int = MOST) -> Halved:
    """A point with whole choices or a proof that there is none, in at most about so many programmes.

    Choices are columns of zero or one; what they cost is not looked at. `promise` says per column how often
    a branch of it ended in tables like this one.
    """
    hoped = np.ones(len(arrays.cost)) if promise is None else promise + 1
    tree = _Tree(arrays, relaxed(replace(arrays, cost=np.zeros_like(arrays.cost))), hoped)
    ahead: list[Choices] = [{}]
    while ahead:
        choices = ahead.pop()
        point = tree.at(choices)
        if point is None:
            continue
        columns = tree.open(point)
        if not columns:
            return Halved(point, ended=tree.ended)
        if tree.programmes >= most:
            return Halved(ended=tree.ended)
        ahead += tree.branches(choices, point, columns)
    if not tree.sure:
        return Halved(ended=tree.ended)
    return Halved(proof=tuple(tree.proof), made=frozenset(tree.ever), ended=tree.ended)
