"""The agenda as it stands today, with hours, and what each thing is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .models import AgendaItem, Meeting
from .points import count_of, points_of
from .room import ShownPoint, shown_points


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing, from when, and what it is about."""

    item: AgendaItem
    number: int
    from_: datetime
    points: tuple[ShownPoint, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """The agenda and how its minutes fit the meeting."""

    lines: tuple[AgendaLine, ...]
    gone: tuple[AgendaItem, ...]
    planned: int
    over: int
    until: datetime
    points: int

    @property
    def left(self) -> int:
        """How many minutes are free."""
        return -self.over


def agenda_page(meeting: Meeting, today: date) -> AgendaPage:
    """Return the agenda; before the meeting its points are looked up, afterwards they stand."""
    rows = list(meeting.items.all())
    items = [one for one in rows if one.gone_at is None]
    begun = meeting.begun_at is not None
    found = {item.pk: item.points for item in items} if begun else points_of(meeting, items, today)
    shown = shown_points(meeting, found)
    lines, at = [], meeting.starts
    for number, item in enumerate(items, start=1):
        lines.append(AgendaLine(item, number, at, shown[item.pk], number == 1, number == len(items)))
        at += timedelta(minutes=item.minutes)
    planned = sum(item.minutes for item in items)
    return AgendaPage(
        tuple(lines),
        tuple(one for one in rows if one.gone_at is not None),
        planned,
        planned - meeting.minutes,
        at,
        sum(count_of(some) for some in found.values()),
    )
