"""What groups share, where they differ, and what marks each: one measure for found and given groups.

For group g and statement j: n the votes cast (passes too), a those that agree, d those that disagree.
The share that agrees is credibly between low and high (90 %, from a flat start). A statement is

    shared        every group has the evidence, and even the low of the weakest group is above one half
    differing     one group is credibly above one half and another credibly below it, on the same side
    uncertain     otherwise
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .credible import interval, share
from .result import Comparison, Group, Marking, Side, StatementView, Tally, Verdict
from .votes import AGREE, DISAGREE, Id, Votes

HALF = 0.5
MOST_MARKINGS = 5

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tallies:
    """Counts per group and statement: what was cast, and how much of it agreed and disagreed."""

    cast: Counts
    agree: Counts
    disagree: Counts

    def of(self, side: Side) -> Counts:
        """The counts of one side."""
        return self.agree if side is Side.AGREE else self.disagree

    def all(self) -> Tallies:
        """The same over all groups together, as one row."""
        return Tallies(*(part.sum(axis=0, keepdims=True) for part in (self.cast, self.agree, self.disagree)))

    def rest(self) -> Tallies:
        """Per group the counts of all other groups together."""
        whole = self.all()
        return Tallies(whole.cast - self.cast, whole.agree - self.agree, whole.disagree - self.disagree)

    def listed(self) -> list[list[Tally]]:
        """All cells as people read them, per group."""
        passed = self.cast - self.agree - self.disagree
        return [
            list(map(Tally, agree, disagree, rest))
            for agree, disagree, rest in zip(
                self.agree.tolist(), self.disagree.tolist(), passed.tolist(), strict=True
            )
        ]

    def tally(self, group: int, statement: int) -> Tally:
        """One cell, as people read it."""
        cast, agree, disagree = (
            int(part[group, statement]) for part in (self.cast, self.agree, self.disagree)
        )
        return Tally(agree, disagree, cast - agree - disagree)


def count(votes: Votes, group: NDArray[np.int32], groups: int) -> tuple[Tallies, Tallies]:
    """Count votes per group and statement, and of all together; participants in group -1 are in none."""
    total = votes.totals(group, groups)
    return _tallies(total[:groups]), _tallies(total.sum(axis=0, keepdims=True))


def _tallies(total: Counts) -> Tallies:
    return Tallies(total.sum(axis=2), total[:, :, AGREE + 1], total[:, :, DISAGREE + 1])


def compare(
    votes: Votes,
    names: Sequence[str],
    group: NDArray[np.int32],
    *,
    counted: NDArray[np.bool_],
    evidence: int,
    stability: Mapping[str, float] | None = None,
    everyone: bool = False,
) -> Comparison:
    """Measure every statement across these groups; `everyone` is one group that has no name."""
    tallies, overall = count(votes, group, len(names))
    measure = _Measure(tallies, evidence)
    views = tuple(_views(votes, names, tallies, overall, measure))
    ranked = {verdict: _ranked(verdict, measure, counted, votes.statements) for verdict in Verdict}
    groups = () if everyone else tuple(_groups(votes, names, group, measure, counted, stability or {}))
    return Comparison(
        groups,
        views,
        ranked[Verdict.AGREE],
        ranked[Verdict.DISAGREE],
        ranked[Verdict.DIFFERING],
        ranked[Verdict.UNCERTAIN],
    )


class _Measure:
    """Shares, intervals and verdicts of all statements at once."""

    def __init__(self, tallies: Tallies, evidence: int) -> None:
        self.tallies, self.rest = tallies, tallies.rest()
        self.enough = tallies.cast >= evidence
        self.enough_rest = self.rest.cast >= evidence
        self.share = {side: share(tallies.of(side), tallies.cast) for side in Side}
        self._intervals()
        self.weakest = {side: self.low[side].argmin(axis=0) for side in Side}
        self.divisive = np.ptp(self.share[Side.AGREE], axis=0)
        self.verdict = self._verdicts()

    def _intervals(self) -> None:
        """All intervals in one go: equal counts are computed once."""
        parts = [(of, side) for of in (self.tallies, self.rest) for side in Side]
        hits = np.stack([of.of(side) for of, side in parts])
        low, high = interval(hits, np.stack([of.cast for of, _ in parts]))
        self.low, self.high = dict(zip(Side, low, strict=False)), dict(zip(Side, high, strict=False))
        self.high_rest = dict(zip(Side, high[len(Side) :], strict=True))

    def at_weakest(self, side: Side) -> list[tuple[float, tuple[float, float]]]:
        """Per statement the share and its interval in the group that shares this side least surely."""
        at = self.weakest[side][None]
        share, low, high = (
            np.take_along_axis(part[side], at, axis=0)[0].tolist()
            for part in (self.share, self.low, self.high)
        )
        return list(zip(share, zip(low, high, strict=True), strict=True))

    def _verdicts(self) -> list[Verdict]:
        known = np.all(self.enough, axis=0)
        differ = np.zeros(known.shape, dtype=np.bool_)
        for side in Side:
            above = np.any(self.enough & (self.low[side] > HALF), axis=0)
            below = np.any(self.enough & (self.high[side] < HALF), axis=0)
            differ = np.logical_or(differ, above & below)
        verdicts = [Verdict.DIFFERING if is_so else Verdict.UNCERTAIN for is_so in differ]
        for side in Side:
            for j in np.flatnonzero(known & (self.low[side].min(axis=0) > HALF)):
                verdicts[j] = Verdict(side.value)
        return verdicts


def _views(
    votes: Votes, names: Sequence[str], tallies: Tallies, overall: Tallies, measure: _Measure
) -> Iterator[StatementView]:
    everyone, apart = overall.listed()[0], measure.divisive.tolist()
    per_group = dict(zip(names, tallies.listed(), strict=True))
    agree, disagree = (measure.at_weakest(side) for side in Side)
    for j, statement in enumerate(votes.statements):
        yield StatementView(
            statement,
            everyone[j],
            {name: listed[j] for name, listed in per_group.items()},
            *agree[j],
            *disagree[j],
            apart[j],
            measure.verdict[j],
        )


def _ranked(
    verdict: Verdict, measure: _Measure, counted: NDArray[np.bool_], statements: Sequence[Id]
) -> tuple[Id, ...]:
    """The statements with this verdict: surest first, what differs furthest apart first."""
    found = [j for j, said in enumerate(measure.verdict) if said is verdict and counted[j]]
    if verdict in (Verdict.AGREE, Verdict.DISAGREE):
        low = measure.low[Side(verdict.value)].min(axis=0)
        found.sort(key=lambda j: (-low[j], j))
    else:
        found.sort(key=lambda j: (-measure.divisive[j], j))
    return tuple(statements[j] for j in found)


def _groups(
    votes: Votes,
    names: Sequence[str],
    group: NDArray[np.int32],
    measure: _Measure,
    counted: NDArray[np.bool_],
    stability: Mapping[str, float],
) -> Iterator[Group]:
    for g, name in enumerate(names):
        members = tuple(votes.participants[i] for i in np.flatnonzero(group == g))
        yield Group(name, members, _markings(votes.statements, g, measure, counted), stability.get(name))


def _markings(
    statements: Sequence[Id], g: int, measure: _Measure, counted: NDArray[np.bool_]
) -> tuple[Marking, ...]:
    """The statements on which this group votes credibly more to one side than all others together."""
    found: list[tuple[float, int, Marking]] = []
    enough = counted & measure.enough[g] & measure.enough_rest[g]
    for side in Side:
        low, high = measure.low[side][g], measure.high[side][g]
        margin = low - measure.high_rest[side][g]
        for j in map(int, np.flatnonzero(enough & (margin > 0))):
            said = Marking(
                statements[j],
                side,
                measure.tallies.tally(g, j),
                float(measure.share[side][g, j]),
                (float(low[j]), float(high[j])),
                measure.rest.tally(g, j),
            )
            found.append((-float(margin[j]), j, said))
    return tuple(said for *_, said in sorted(found, key=lambda one: one[:2])[:MOST_MARKINGS])
