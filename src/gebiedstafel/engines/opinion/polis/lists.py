"""What represents each group, and what everyone agrees or disagrees on: the lists that Polis shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..result import Side
from .statistics import Counted, Floats, one_proportion, share, two_proportions

Z90 = 1.2816
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement (by column) on a list, with the side people take and how many of how many do."""

    statement: int
    side: Side
    hits: int
    cast: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One statement as it stands in one group."""

    statement: int
    na: int
    nd: int
    ns: int
    pa: float
    pd: float
    pat: float
    pdt: float
    ra: float
    rd: float
    rat: float
    rdt: float

    @property
    def side(self) -> Side:
        return Side.AGREE if self.rat > self.rdt else Side.DISAGREE

    @property
    def test(self) -> float:
        return max(self.rat, self.rdt)

    @property
    def sufficient(self) -> bool:
        return (self.rat > Z90 and self.pat > Z90) or (self.rdt > Z90 and self.pdt > Z90)

    @property
    def metric(self) -> float:
        if self.side is Side.AGREE:
            return self.ra * self.rat * self.pa * self.pat
        return self.rd * self.rdt * self.pd * self.pdt

    def agrees_more_than(self, best: _Candidate | None) -> bool:
        if not (self.na or self.nd):
            return False
        if best is None:
            return self.pat > Z90 or (self.ra > 1 and self.pa > 0.5)
        if best.ra > 1:
            return self.ra * self.rat * self.pa * self.pat > best.ra * best.rat * best.pa * best.pat
        return self.pa * self.pat > best.pa * best.pat

    def listed(self, side: Side) -> Listed:
        return Listed(self.statement, side, self.na if side is Side.AGREE else self.nd, self.ns)


def representative(counted: Counted, out: NDArray[np.bool_]) -> list[list[Listed]]:
    """Return per group what represents it; statements moderated out are skipped."""
    rest = counted.rest()
    na, nd, ns = counted.na, counted.nd, counted.ns
    pa, pd = share(na, ns), share(nd, ns)
    columns = [
        *(pa, pd, one_proportion(na, ns), one_proportion(nd, ns)),
        *(pa / share(rest.na, rest.ns), pd / share(rest.nd, rest.ns)),
        *(two_proportions(na, ns, rest.na, rest.ns), two_proportions(nd, ns, rest.nd, rest.ns)),
    ]
    return [
        _represent(
            [
                _Candidate(j, *(int(part[g, j]) for part in (na, nd, ns)), *(float(c[g, j]) for c in columns))
                for j in np.flatnonzero(~out).tolist()
            ]
        )
        for g in range(len(na))
    ]


def _represent(candidates: list[_Candidate]) -> list[Listed]:
    sufficient: list[_Candidate] = []
    best: _Candidate | None = None
    best_agree: _Candidate | None = None
    for one in candidates:
        if one.sufficient:
            sufficient.append(one)
        elif not sufficient and (best is None or one.test > best.test):
            best = one
        if one.agrees_more_than(best_agree):
            best_agree = one
    first = [best_agree.listed(Side.AGREE)] if best_agree else []
    if not sufficient:
        return first or ([best.listed(best.side)] if best else [])
    sufficient.sort(key=lambda one: -one.metric)
    others = [one.listed(one.side) for one in sufficient if one is not best_agree]
    taken = [*first, *others][:LONGEST]
    return sorted(taken, key=lambda one: one.side is Side.DISAGREE)


def consensus(matrix: Floats, out: NDArray[np.bool_]) -> dict[Side, list[Listed]]:
    """Return what all participants together agree on, and what they disagree on, surest first."""
    everyone = Counted.of(matrix, [np.arange(len(matrix))])
    cast = everyone.ns[0]
    found = {}
    for side, hits in ((Side.AGREE, everyone.na[0]), (Side.DISAGREE, everyone.nd[0])):
        p, test = share(hits, cast), one_proportion(hits, cast)
        fit = np.flatnonzero(~out & (p > 0.5) & (test > Z90)).tolist()
        fit.sort(key=lambda j: -(p[j] * test[j]))
        found[side] = [Listed(j, side, int(hits[j]), int(cast[j])) for j in fit[:LONGEST]]
    return found
