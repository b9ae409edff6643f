"""Everything the live release tells, as linear facts, for someone outside or for an insider.

Per theme and quarter, and per place where reports belong: what arrived, what was shown, and what was left
after each round. The attacker is told more than is shown: where nobody speaks of a wider place itself, that a
batch of several empties its place, and how much at most is left: less than k, or the truth where it is more.
An insider knows which records are the own ones and in which batches they are; the unknowns are the others'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .attacker import Target, is_small
from .classes import highest_in, lowest_in
from .history import History, Round
from .linear import INFINITY, Facts
from .live import LEAST_OF_OTHERS
from .problem import LEVELS, Batch, Report
from .quarterly import scopes, spans

Leaf = tuple[str, str, str]


@dataclass
class ToldLive:
    """The facts, and per place, theme and quarter which unknowns add up to what arrived there."""

    facts: Facts = field(default_factory=Facts)
    arrived: dict[Leaf, dict[int, float]] = field(default_factory=dict)
    truth: dict[Leaf, int] = field(default_factory=dict)
    #: The unknown of each batch: how many are in it, or how many of others for an insider.
    shown: dict[Batch, int] = field(default_factory=dict)
    #: What nobody should know beside the cells: left-overs, what came in one round, others in a batch.
    targets: list[Target] = field(default_factory=list)


def told_live(
    history: History, *, areas: Mapping[str, frozenset[str]] | None = None, insider: str = ""
) -> ToldLive:
    """Return all that is told of a year, with its quarterly tables and those of working areas."""
    told = ToldLive()
    by_id = {report.id: report for report in history.reports}
    rounds: defaultdict[tuple[str, str], list[Round]] = defaultdict(list)
    for one in history.rounds:
        for theme in history.rules.k:
            rounds[one.quarter, theme].append(one)
    for (quarter, theme), of_quarter in sorted(rounds.items()):
        _Subject(told, history, by_id, insider, theme, quarter).tell(of_quarter)
    _tables(told, history, by_id, areas or {}, insider)
    return told


def cell_targets(told: ToldLive, history: History) -> Iterator[Target]:
    """Yield each cell of a table with all totals that is truly 1 to 4; cells that are the same sum once.

    With one theme or quarter a total is the cell itself, and so is a wijk of which one buurt reported.
    """
    came: set[frozenset[int]] = set()
    themes, quarters = sorted({leaf[1] for leaf in told.arrived}), sorted({leaf[2] for leaf in told.arrived})
    for place, within in sorted(scopes(history.geography, {}).items()):
        for theme in ("", *themes):
            for quarter in ("", *quarters):
                leaves = [
                    (one, t, q)
                    for one in sorted(within)
                    for t in ([theme] if theme else themes)
                    for q in ([quarter] if quarter else quarters)
                    if (one, t, q) in told.arrived
                ]
                truth = sum(told.truth[leaf] for leaf in leaves)
                if is_small(truth):
                    form = {c: w for leaf in leaves for c, w in told.arrived[leaf].items()}
                    if frozenset(form) in came:
                        continue
                    came.add(frozenset(form))
                    yield Target(f"{place} {theme or 'all'} {quarter or 'year'}", form, truth)


@dataclass
class _Subject:
    """One theme in one quarter."""

    told: ToldLive
    history: History
    by_id: Mapping[str, Report]
    insider: str
    theme: str
    quarter: str

    def tell(self, rounds: list[Round]) -> None:
        """Write down the rounds: place by place, then what went up when the quarter closed."""
        left = {place: self._chain(place, rounds) for place in sorted(self.history.geography.level)}
        if rounds[-1].closing:
            self._go_up(left, rounds[-1])

    def _mine(self, batch: Batch) -> bool:
        return (batch.theme, batch.quarter) == (self.theme, self.quarter)

    def _belongs(self, batch: Batch) -> bool:
        """Whether a batch is of reports that belong at its place, not of what went up to it."""
        return all(self.history.geography.finest(self.by_id[name]) == batch.place for name in batch.reports)

    def _own(self, reports: Iterable[Report]) -> int:
        return sum(report.count for report in reports if report.reporter == self.insider)

    def _shown(self, batch: Batch) -> int:
        """Return the column of how many others are in a batch."""
        if batch in self.told.shown:
            return self.told.shown[batch]
        own = self._own(self.by_id[name] for name in batch.reports)
        low, high = lowest_in(batch.size_class) - own, highest_in(batch.size_class)
        if own and not batch.alone:
            low = max(low, LEAST_OF_OTHERS)
        if own and batch.alone:
            low, high = 0, own
        facts = self.told.facts
        column = facts.unknown(max(low, 0), INFINITY if high is None else high - own)
        self.told.shown[batch] = column
        if own and is_small(batch.total - own):
            target = Target(f"others in a batch at {batch.place}", {column: 1.0}, batch.total - own)
            self.told.targets.append(target)
        return column

    def _chain(self, place: str, rounds: list[Round]) -> _Pool:
        """Write down what arrived at a place and what was shown of it, stretch by stretch."""
        facts, k = self.told.facts, self.history.rules.k[self.theme]
        leaf = place, self.theme, self.quarter
        form: dict[int, float] = {}
        whole = own = everything = 0
        after = facts.unknown(0, 0)
        of_buurt = self.history.geography.level[place] == LEVELS[0]
        for came, batches in self._stretches(place, rounds):
            arrived = facts.unknown()
            form[arrived] = 1.0
            whole += sum(report.count for report in came) - sum(batch.total for batch in batches)
            own += self._own(came) - self._own(self.by_id[name] for one in batches for name in one.reports)
            before, emptied = after, any(not batch.alone for batch in batches)
            after = facts.unknown(0, 0 if emptied else max(k - 1, whole) - own)
            row = {before: 1.0, arrived: 1.0, after: -1.0} | {self._shown(one): -1.0 for one in batches}
            facts.holds(row, 0, 0)
            truth = sum(report.count for report in came) - self._own(came)
            everything += truth
            if is_small(truth):
                self.told.targets.append(Target(f"one stretch at {leaf}", {arrived: 1.0}, truth))
        if not (of_buurt or everything or own):
            # Nobody speaks of this wider place itself, and the attacker knows.
            facts.upper[after] = 0
        elif is_small(whole - own):
            self.told.targets.append(Target(f"left over at {leaf}", {after: 1.0}, whole - own))
        self.told.arrived[leaf] = form
        self.told.truth[leaf] = everything
        return _Pool(after, whole, own)

    def _stretches(self, place: str, rounds: list[Round]) -> Iterator[tuple[list[Report], list[Batch]]]:
        """Yield what came and what was shown at a place; rounds that showed nothing are one stretch."""
        geography = self.history.geography
        quiet: list[Report] = []
        waited = False
        for one in rounds:
            came = [
                report
                for report in one.arrived
                if (report.theme, report.quarter) == (self.theme, self.quarter)
                and geography.finest(report) == place
            ]
            batches = [
                batch
                for batch in one.batches
                if batch.place == place and self._mine(batch) and self._belongs(batch)
            ]
            if not batches:
                quiet, waited = quiet + came, True
                continue
            if waited:
                yield quiet, []
            yield came, batches
            quiet, waited = [], False
        if waited:
            yield quiet, []

    def _go_up(self, left: dict[str, _Pool], last: Round) -> None:
        """Write down what went up: what the parts had left is shown at the wider place, or goes on up."""
        facts, geography, k = self.told.facts, self.history.geography, self.history.rules.k[self.theme]
        for level in LEVELS[1:]:
            for place in sorted(one for one, at in geography.level.items() if at == level):
                parts = [left[place], *(left[part] for part in geography.children[place])]
                risen = [
                    batch
                    for batch in last.batches
                    if batch.place == place and self._mine(batch) and not self._belongs(batch)
                ]
                inside = [self.by_id[name] for batch in risen for name in batch.reports]
                whole = sum(part.whole for part in parts) - sum(batch.total for batch in risen)
                own = sum(part.own for part in parts) - self._own(inside)
                emptied = any(not batch.alone for batch in risen)
                up = facts.unknown(0, 0 if emptied else max(k - 1, whole) - own)
                row = {part.column: 1.0 for part in parts} | {self._shown(one): -1.0 for one in risen}
                facts.holds(row | {up: -1.0}, 0, 0)
                left[place] = _Pool(up, whole, own)


@dataclass(frozen=True)
class _Pool:
    """What is left at a place: the column of the others' share, all that is left, and the insider's share."""

    column: int
    whole: int
    own: int


def _tables(
    told: ToldLive,
    history: History,
    by_id: Mapping[str, Report],
    areas: Mapping[str, frozenset[str]],
    insider: str,
) -> None:
    """Write down the quarterly tables, open data and those of working areas: sums of what was shown."""
    for span in spans(history.batches, history.geography, areas):
        own = sum(
            by_id[name].count
            for batch in span.batches
            for name in batch.reports
            if by_id[name].reporter == insider
        )
        high = INFINITY if span.at_most is None else span.at_most - own
        told.facts.holds({told.shown[batch]: 1.0 for batch in span.batches}, span.at_least - own, high)
