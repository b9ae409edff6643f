"""What must be done about money by when and by whom, and what of a plan depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .applicants import asked_for_days_of
from .counted import available
from .exact import exact

#: A row of the table's document, as somebody may see it.
Row = Mapping[str, Any]


class Kind(StrEnum):
    """What has to happen on that day, in the order in which it happens on one day."""

    PREPARE = "prepare"
    APPLY = "apply"
    MATCH = "match"
    DECIDE = "decide"
    RESERVATION = "reservation"
    CONDITION = "condition"
    COMMIT = "commit"
    START = "start"
    SPEND = "spend"
    YEAR_END = "year_end"


ORDER = tuple(Kind)
#: Asking for money is behind us once it is certain.
OF_ASKING = frozenset({Kind.PREPARE, Kind.APPLY, Kind.MATCH, Kind.DECIDE})
#: Who misses one of these loses the money; of the others someone else decides, or they can be mended.
LAPSES = frozenset({Kind.APPLY, Kind.COMMIT, Kind.START, Kind.SPEND, Kind.YEAR_END})
#: Only told: nobody at the table has to do anything.
ONLY_TOLD = frozenset({Kind.DECIDE})


@dataclass(frozen=True, slots=True)
class Depends:
    """What of the plan rests on a deadline: which measures, for how many cents together."""

    measures: tuple[str, ...]
    cents: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day of one flow. `who` are the parties that act, by id; `body` is one outside the table.

    `who` is empty where the money must be applied for and the table does not say yet who does.

    `text` is what must be settled, for a condition. `depends` is None where no payment of the plan rests
    on it.
    """

    flow: str
    kind: Kind
    on: date
    who: tuple[str, ...]
    body: str = ""
    text: str = ""
    depends: Depends | None = None

    @property
    def lapses(self) -> bool:
        """Whether the money is gone when nothing happens."""
        return self.kind in LAPSES

    def is_late(self, today: date) -> bool:
        """Whether the day is behind us."""
        return self.on < today


def deadlines(document: Row, today: date, chosen: Iterable[Row] = ()) -> tuple[Deadline, ...]:
    """Return the days of every flow a seat may see, what comes first in front.

    Money that cannot come here has none, and of money that is certain nobody asks any more. What
    lapses every New Year is told for the coming one alone. `chosen` are the measures of a plan, as its
    JSON has them; without any nothing depends on a day.
    """
    paid = _paid(chosen)
    found = [
        one
        for flow in document.get("money_flows", ())
        if flow.get("certainty") != "uitgesloten" and flow.get("in_engine", True)
        for one in _of_flow(flow, today, paid.get(flow["id"], {}))
    ]
    return tuple(sorted(found, key=lambda one: (one.on, ORDER.index(one.kind), one.flow, one.text)))


Paid = dict[str, dict[int, int]]


def _paid(chosen: Iterable[Row]) -> dict[str, Paid]:
    """Return cents per flow, per measure, per year."""
    paid: dict[str, Paid] = {}
    for measure in chosen:
        for payment in measure["payments"]:
            years = paid.setdefault(payment["flow"], {}).setdefault(measure["id"], {})
            year = int(payment["year"])
            years[year] = years.get(year, 0) + payment["cents"]
    return paid


def _of_flow(flow: Row, today: date, paid: Paid) -> Iterator[Deadline]:
    asks = asked_for_days_of(flow)
    apply_by, decided = _day(flow, "apply_by"), flow.get("certainty") == "vast"
    depends = _depends(paid)
    days: list[tuple[Kind, date | None, tuple[str, ...]]] = [
        (Kind.APPLY, apply_by, asks),
        (Kind.MATCH, _day(flow.get("match", {}), "certain_by"), asks),
        (Kind.DECIDE, _decision(flow, apply_by), (flow["holder"],)),
        (Kind.COMMIT, _day(flow, "commit_by"), asks),
        (Kind.START, _day(flow, "start_by"), asks),
        (Kind.SPEND, _day(flow, "spend_by"), asks),
    ]
    if apply_by and "prepare_weeks" in flow:
        days.append((Kind.PREPARE, _earlier(apply_by, flow["prepare_weeks"]), asks))
    for kind, on, who in days:
        if on and not (decided and kind in OF_ASKING):
            yield Deadline(flow["id"], kind, on, who, depends=depends)
    yield from _of_people(flow, depends)
    yield from _of_the_year(flow, today, paid, asks)


def _of_people(flow: Row, depends: Depends | None) -> Iterator[Deadline]:
    """What must be settled by people: a reservation, and conditions with a day."""
    reservation = flow.get("reservation", {})
    if by := _day(reservation, "by"):
        body, text = reservation.get("body", ""), reservation["text"]
        yield Deadline(flow["id"], Kind.RESERVATION, by, (flow["holder"],), body, text, depends=depends)
    for one in flow.get("conditions", ()):
        if by := _day(one, "by"):
            who = (one["checked_by"],) if one.get("checked_by") else asked_for_days_of(flow)
            yield Deadline(flow["id"], Kind.CONDITION, by, who, text=one["text"], depends=depends)


def _of_the_year(flow: Row, today: date, paid: Paid, asks: tuple[str, ...]) -> Iterator[Deadline]:
    """The coming New Year on which something of the flow lapses, unless an earlier day says so already."""
    if exact(flow.get("carry_forward", 0)) >= 1:
        return
    years = sorted(int(year) for year, cents in _budget(flow).items() if cents)
    coming = next((year for year in years if date(year, 12, 31) >= today), None)
    end = date(coming, 12, 31) if coming else None
    spend_by = _day(flow, "spend_by")
    if coming and end and (spend_by is None or spend_by > end):
        then = _depends({measure: {coming: cents.get(coming, 0)} for measure, cents in paid.items()})
        yield Deadline(flow["id"], Kind.YEAR_END, end, asks, depends=then)


def _budget(flow: Row) -> Mapping[str, int]:
    if "budget" in flow:
        return available(flow)
    return {year: high for year, (_low, high) in flow.get("bands", {}).items()}


def _depends(paid: Paid) -> Depends | None:
    sums = {measure: sum(years.values()) for measure, years in paid.items()}
    largest = tuple(sorted((one for one in sums if sums[one]), key=lambda one: (-sums[one], one)))
    return Depends(largest, sum(sums.values())) if largest else None


def _decision(flow: Row, apply_by: date | None) -> date | None:
    """The day a decision is expected: as its holder says, else so many weeks after the application."""
    if certain := _day(flow, "certain_on"):
        return certain
    if apply_by and "decide_weeks" in flow:
        return _earlier(apply_by, -flow["decide_weeks"])
    return None


def _earlier(day: date, weeks: int) -> date:
    """A day so many weeks earlier; never outside what a calendar holds."""
    return date.fromordinal(min(max(day.toordinal() - 7 * weeks, 1), date.max.toordinal()))


def _day(row: Row, name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None
