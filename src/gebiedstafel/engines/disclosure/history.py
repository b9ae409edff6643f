"""A year of live release, told round by round: what an attacker who looks every time has seen."""

from __future__ import annotations

from dataclasses import dataclass

from .generate import DAYS_IN_QUARTER, Municipality
from .live import release
from .problem import Batch, Geography, Report, Rules

WEEK = 7


@dataclass(frozen=True)
class Round:
    """One round of release: what came in since the last one, and what was shown."""

    quarter: str
    closing: bool
    arrived: tuple[Report, ...]
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class History:
    """All rounds of a year, in order, and what never was shown."""

    geography: Geography
    rules: Rules
    rounds: tuple[Round, ...]
    held: tuple[Report, ...]

    @property
    def batches(self) -> tuple[Batch, ...]:
        """All that was shown."""
        return tuple(batch for one in self.rounds for batch in one.batches)

    @property
    def reports(self) -> tuple[Report, ...]:
        """All that came in."""
        return tuple(report for one in self.rounds for report in one.arrived)

    def of_quarter(self, quarter: str) -> History:
        """Return the part of it that is about one quarter."""
        return History(
            self.geography,
            self.rules,
            tuple(one for one in self.rounds if one.quarter == quarter),
            tuple(report for report in self.held if report.quarter == quarter),
        )

    def share_at(self, level: str) -> float:
        """Return which share of all that was counted is shown at places of a level, as a percentage."""
        shown = sum(batch.total for batch in self.batches if self.geography.level[batch.place] == level)
        return 100 * shown / max(1, sum(report.count for report in self.reports))


def year_of(municipality: Municipality, rules: Rules, *, days: int = WEEK) -> History:
    """Return the year of a municipality with a round every so many days and one when a quarter closes."""
    rounds: list[Round] = []
    shown: list[Batch] = []
    held: list[Report] = []
    for at, quarter in enumerate(municipality.quarters):
        start, end = at * DAYS_IN_QUARTER, (at + 1) * DAYS_IN_QUARTER
        waiting: list[Report] = []
        for day in sorted({*range(start + days, end, days), end}):
            before = max(start, (day - start - 1) // days * days + start)
            arrived = tuple(report for when, report in municipality.arrivals if before <= when < day)
            found = release(
                [*waiting, *arrived],
                shown,
                municipality.geography,
                rules,
                closing=quarter if day == end else None,
            )
            out = {name for batch in found.batches for name in batch.reports}
            waiting = [report for report in [*waiting, *arrived] if report.id not in out]
            shown += found.batches
            rounds.append(Round(quarter, day == end, arrived, found.batches))
        held += waiting
    return History(municipality.geography, rules, tuple(rounds), tuple(held))
