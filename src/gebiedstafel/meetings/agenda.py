"""The agenda of a meeting: its things moved, shortened, added, taken away and put back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import Refused

from .models import AgendaItem, Meeting
from .permissions import check_can_lead
from .planning import locked, record
from .typed import line

LONGEST_TITLE, MOST_ITEMS = 200, 40
SHORTEST, LONGEST = 1, 240
#: A button makes a thing so much longer or shorter.
STEP = 5


@transaction.atomic
def add_item(meeting: Meeting, title: str, minutes: int, *, by: Seat, at: datetime) -> AgendaItem:
    """Add a thing of one's own, before what closes the meeting."""
    meeting = _open(meeting, by)
    items = _items(meeting)
    title = line(title, LONGEST_TITLE)
    if not title:
        raise Refused(_("Schrijf op waar het over gaat."))
    if len(items) >= MOST_ITEMS:
        raise Refused(_("Er staan al {n} punten. Haal er eerst een weg.").format(n=MOST_ITEMS))
    item = AgendaItem(meeting=meeting, title=title, minutes=_bounded(minutes))
    closing = next((n for n, one in enumerate(items) if one.kind == AgendaItem.Kind.TELL), len(items))
    _number([*items[:closing], item, *items[closing:]])
    _done(meeting, "add_agenda_item", by=by, at=at)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Seat, at: datetime, title: str = "", minutes: int = 0) -> None:
    """Give a thing another title or another length."""
    meeting, item = _held(item, by)
    item.title = line(title, LONGEST_TITLE) or item.title
    item.minutes = _bounded(minutes or item.minutes)
    item.save(update_fields=["title", "minutes"])
    _done(meeting, "change_agenda_item", by=by, at=at)


@transaction.atomic
def move_item(item: AgendaItem, step: int, *, by: Seat, at: datetime) -> None:
    """Move a thing one place up or down."""
    meeting, item = _held(item, by)
    items = _items(meeting)
    here = next(n for n, one in enumerate(items) if one.pk == item.pk)
    there = here + (1 if step > 0 else -1)
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    _number(items)
    _done(meeting, "move_agenda_item", by=by, at=at)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Seat, at: datetime) -> None:
    """Take a thing off the agenda; it can be put back."""
    meeting, item = _held(item, by)
    if len(_items(meeting)) == 1:
        raise Refused(_("Dit is het laatste punt. Een bijeenkomst heeft er minstens één."))
    if _is_written_at(item):
        raise Refused(_("Bij dit punt is al iets opgeschreven. Het blijft op de agenda, anders is dat weg."))
    item.gone_at = at
    item.save(update_fields=["gone_at"])
    _done(meeting, "remove_agenda_item", by=by, at=at)


@transaction.atomic
def restore_item(item: AgendaItem, *, by: Seat, at: datetime) -> None:
    """Put a thing back on the agenda."""
    meeting, item = _held(item, by)
    item.gone_at = None
    item.save(update_fields=["gone_at"])
    _done(meeting, "restore_agenda_item", by=by, at=at)


def _is_written_at(item: AgendaItem) -> bool:
    lines = (item.decisions.exclude(text=""), item.actions.exclude(text=""), item.moments.all())
    return bool(item.notes or item.told) or any(rows.exists() for rows in lines)


def _open(meeting: Meeting, by: Seat) -> Meeting:
    stay_at_table(by, meeting.table_id)
    check_can_lead(by, meeting)
    meeting = locked(meeting)
    if meeting.ended_at:
        raise Refused(_("Deze bijeenkomst is afgesloten. De agenda verandert niet meer."))
    return meeting


def _held(item: AgendaItem, by: Seat) -> tuple[Meeting, AgendaItem]:
    meeting = _open(item.meeting, by)
    return meeting, AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.filter(gone_at=None))


def _number(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items):
        item.position = position
        if item.pk is None:
            item.save()
    AgendaItem.objects.bulk_update(items, ["position"])


def _bounded(minutes: int) -> int:
    return min(max(minutes, SHORTEST), LONGEST)


def _done(meeting: Meeting, action: str, *, by: Seat, at: datetime) -> None:
    meeting.version += 1
    meeting.save(update_fields=["version"])
    record(meeting, action, by=by, at=at)
