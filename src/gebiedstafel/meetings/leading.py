"""Leading a meeting: begin, go from one thing to the next, say who is there, end, and open again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import Refused

from .minutes import content_of
from .models import AgendaItem, Meeting, Minutes
from .permissions import check_can_lead
from .planning import locked, record
from .points import points_of


@transaction.atomic
def begin_meeting(meeting: Meeting, *, by: Seat, at: datetime) -> Meeting:
    """Begin: what the agenda is about stands from now on as it is; the first thing is on."""
    meeting = _led(meeting, by)
    if meeting.gone_at:
        raise Refused(_("Deze bijeenkomst is afgezegd. Zet de bijeenkomst eerst terug."))
    if meeting.begun_at:
        return meeting
    items = list(meeting.items.filter(gone_at=None))
    found = points_of(meeting, items, meeting.table.today_at(localdate(at)))
    for item in items:
        item.points = found[item.pk]
    AgendaItem.objects.bulk_update(items, ["points"])
    meeting.begun_at, meeting.current, meeting.current_since = at, items[0], at
    _keep(meeting, "begin_meeting", by=by, at=at)
    return meeting


@transaction.atomic
def go_to_item(meeting: Meeting, item: AgendaItem, *, by: Seat, at: datetime) -> Meeting:
    """Let another thing be on; its time begins."""
    meeting = _led(meeting, by)
    check_going_on(meeting)
    if meeting.current_id != item.pk:
        meeting.current, meeting.current_since = item, at
        _keep(meeting, "go_to_agenda_item", by=by, at=at)
    return meeting


@transaction.atomic
def end_meeting(meeting: Meeting, *, by: Seat, at: datetime) -> Minutes:
    """End: the minutes are ready, and stay as they are."""
    meeting = _led(meeting, by)
    if meeting.ended_at:
        return meeting.record
    check_going_on(meeting)
    meeting.ended_at, meeting.current, meeting.current_since = at, None, None
    _keep(meeting, "end_meeting", by=by, at=at)
    return Minutes.objects.create(meeting=meeting, content=content_of(meeting), made_at=at)


@transaction.atomic
def open_again(meeting: Meeting, *, by: Seat, at: datetime) -> Meeting:
    """Go on with a meeting that was ended too soon, as long as its minutes are not confirmed."""
    meeting = _led(meeting, by)
    if meeting.confirmed_at:
        raise Refused(_("Het verslag is vastgesteld. Deze bijeenkomst gaat niet meer open."))
    if not meeting.ended_at:
        return meeting
    if meeting.told_at or meeting.corrections.exists():
        raise Refused(
            _("Het verslag is al verteld of verbeterd. Zet een verbetering erbij in plaats van te heropenen.")
        )
    Minutes.objects.filter(meeting=meeting).delete()
    meeting.ended_at = None
    meeting.current = meeting.items.filter(gone_at=None).last()
    meeting.current_since = at
    _keep(meeting, "open_meeting_again", by=by, at=at)
    return meeting


def check_going_on(meeting: Meeting) -> None:
    """Refuse what can only be done while the table meets."""
    if meeting.begun_at is None:
        raise Refused(_("Deze bijeenkomst is nog niet begonnen. Druk eerst op “Begin de bijeenkomst”."))
    if meeting.ended_at is not None:
        raise Refused(
            _(
                "Deze bijeenkomst is afgesloten. Zet een verbetering bij het verslag, "
                "of open de bijeenkomst opnieuw."
            )
        )


def _led(meeting: Meeting, by: Seat) -> Meeting:
    stay_at_table(by, meeting.table_id)
    check_can_lead(by, meeting)
    return locked(meeting)


def _keep(meeting: Meeting, action: str, *, by: Seat, at: datetime) -> None:
    meeting.version += 1
    meeting.save()
    record(meeting, action, by=by, at=at)
