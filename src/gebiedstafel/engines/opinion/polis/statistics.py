"""The counts and tests with which Polis says what represents a group and what everyone shares.

Symbols, for group g and statement j: na, nd votes that agree and disagree, ns all votes with passes; the rest
is every other group together.

    pa  = (na + 1) / (ns + 2)                              share that agrees, likewise pd
    pat = 2 √(ns + 1) · ((na + 1) / (ns + 1) − ½)          one-proportion z, likewise pdt
    ra  = pa / pa of the rest                              how much more than the rest, likewise rd
    rat = (p1 − p2) / √(p (1 − p) (1/n1 + 1/n2))           two-proportion z on counts plus one, likewise rdt
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Counted:
    """Votes per group (rows) and statement (columns)."""

    na: Counts
    nd: Counts
    ns: Counts

    @classmethod
    def of(cls, matrix: Floats, groups: list[NDArray[np.int64]]) -> Counted:
        """Count the votes of these groups of rows."""
        parts = [matrix[members] for members in groups]
        return cls(
            np.array([(part == 1).sum(axis=0) for part in parts]),
            np.array([(part == -1).sum(axis=0) for part in parts]),
            np.array([(~np.isnan(part)).sum(axis=0) for part in parts]),
        )

    def rest(self) -> Counted:
        """Every other group together, for each group."""
        return Counted(*(part.sum(axis=0) - part for part in (self.na, self.nd, self.ns)))

    def group_aware_consensus(self) -> Floats:
        """The product over groups of the share that agrees."""
        return np.asarray(share(self.na, self.ns).prod(axis=0))


def share(hits: Counts, cast: Counts) -> Floats:
    """pa or pd."""
    return np.asarray((hits + 1) / (cast + 2), dtype=np.float64)


def one_proportion(hits: Counts, cast: Counts) -> Floats:
    """pat or pdt."""
    return np.asarray(2 * np.sqrt(cast + 1) * ((hits + 1) / (cast + 1) - 0.5))


def two_proportions(hits: Counts, cast: Counts, other_hits: Counts, other_cast: Counts) -> Floats:
    """rat or rdt: how sure it is that the share in a group is above that of the rest."""
    hits, cast, other_hits, other_cast = hits + 1, cast + 1, other_hits + 1, other_cast + 1
    pooled = (hits + other_hits) / (cast + other_cast)
    width = np.sqrt(np.maximum(0, pooled * (1 - pooled) * (1 / cast + 1 / other_cast)))
    apart = hits / cast - other_hits / other_cast
    return np.asarray(np.divide(apart, width, out=np.zeros_like(apart), where=width > 0))


def priority(counted: Counted, extremity: Floats, meta: NDArray[np.bool_]) -> Floats:
    """With which weight Polis shows each statement: importance times a boost for new ones, squared."""
    a, s = counted.na.sum(axis=0), counted.ns.sum(axis=0)
    p = s - a - counted.nd.sum(axis=0)
    importance = (1 - (p + 1) / (s + 2)) * (extremity + 1) * ((a + 1) / (s + 2))
    return np.where(meta, 49.0, np.square(importance * (1 + 8 * 2.0 ** (-s / 5))))
