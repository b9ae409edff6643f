"""The agenda by mail: a link to it, and one that puts the meeting in a calendar; no attachment."""

from __future__ import annotations

from django.urls import reverse

from gebiedstafel.accounts.letters import NotSent, send_letter, write_letter
from gebiedstafel.tables.models import Seat

from .invitation import token_of
from .models import Meeting


def carry(meeting_id: int, seat_id: int, *, site: str, language: str) -> bool:
    """Send the letter to one seat, if it still sits there; say whether the mail server took it."""
    seat = Seat.objects.select_related("person").filter(pk=seat_id, person__is_active=True).first()
    meeting = Meeting.objects.select_related("table").filter(pk=meeting_id, gone_at=None).first()
    if seat is None or meeting is None or seat.person is None or not seat.person.email:
        return False
    letter = write_letter(
        "meetings/letters/agenda.txt",
        to=seat.person.email,
        language=language,
        meeting=meeting,
        table=meeting.table,
        items=list(meeting.items.filter(gone_at=None)),
        url=site + reverse("meetings:meeting", args=[meeting.table_id, meeting.pk]),
        calendar_url=site + reverse("meeting_calendar:file", args=[token_of(meeting)]),
    )
    try:
        send_letter(letter)
    except NotSent:
        return False
    return True
