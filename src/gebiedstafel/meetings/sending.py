"""Sending the agenda round: a letter in the outbox for each person at the table."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import Refused

from .letters import post_agenda
from .models import Meeting
from .permissions import check_can_lead
from .planning import locked, record


@transaction.atomic
def send_agenda(meeting: Meeting, *, by: Seat, at: datetime, site: str) -> int:
    """Post a letter to each person at the table; return how many."""
    stay_at_table(by, meeting.table_id)
    check_can_lead(by, meeting)
    meeting = locked(meeting)
    if meeting.gone_at or meeting.begun_at:
        raise Refused(_("Alleen de agenda van een bijeenkomst die nog komt, gaat rond."))
    seats = Seat.objects.filter(table=meeting.table_id, person__is_active=True)
    seats = seats.exclude(person__email="").exclude(role=Seat.Role.VISITOR)
    found = list(seats.select_related("person"))
    if not found:
        raise Refused(_("Aan deze tafel heeft nog niemand een mailadres. Nodig eerst mensen uit."))
    for seat in found:
        post_agenda(meeting, seat, site=site, at=at)
    meeting.sent_at = at
    meeting.save(update_fields=["sent_at"])
    record(meeting, "send_agenda", by=by, at=at)
    return len(found)
