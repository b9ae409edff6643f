"""What the wijk is told of a meeting: the lines chosen per item, once the chair made them public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import Refused

from .models import Meeting
from .permissions import check_can_lead
from .planning import locked, record


@dataclass(frozen=True, slots=True)
class Told:
    """What the wijk reads of one meeting."""

    held_on: date
    address: str
    lines: tuple[str, ...]


def told(table: AreaTable) -> tuple[Told, ...]:
    """Return what was made public of the meetings of a table, the newest first; nothing else leaves here."""
    rows = Meeting.objects.filter(table=table, told_at__isnull=False).select_related("record")
    return tuple(told_of(one) for one in rows.order_by("-held_on", "-pk"))


def told_of(meeting: Meeting) -> Told:
    """Return the public lines of one meeting, as its minutes hold them."""
    return Told(meeting.held_on, meeting.address, tuple(lines_of(meeting.record.content["items"])))


def lines_of(items: Iterable[dict[str, str]]) -> list[str]:
    """Return the lines that were chosen."""
    return [item["told"] for item in items if item["told"]]


@transaction.atomic
def tell(meeting: Meeting, *, by: Seat, at: datetime) -> Meeting:
    """Make the chosen lines public."""
    meeting = _led(meeting, by)
    if meeting.ended_at is None:
        raise Refused(_("De wijk hoort iets als de bijeenkomst is afgesloten."))
    if not lines_of(meeting.record.content["items"]):
        raise Refused(_("Bij geen enkel punt staat iets voor de wijk. Er valt nog niets te vertellen."))
    meeting.told_at = at
    return _kept(meeting, "tell_neighbourhood", by=by, at=at)


@transaction.atomic
def take_back(meeting: Meeting, *, by: Seat, at: datetime) -> Meeting:
    """Take the public lines back; the page then says that it is not there."""
    meeting = _led(meeting, by)
    meeting.told_at = None
    return _kept(meeting, "take_told_back", by=by, at=at)


def _led(meeting: Meeting, by: Seat) -> Meeting:
    stay_at_table(by, meeting.table_id)
    check_can_lead(by, meeting)
    return locked(meeting)


def _kept(meeting: Meeting, action: str, *, by: Seat, at: datetime) -> Meeting:
    meeting.version += 1
    meeting.save(update_fields=["told_at", "version"])
    record(meeting, action, by=by, at=at)
    return meeting
