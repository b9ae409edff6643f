"""The agenda by mail: a link to it, and one that puts the meeting in a calendar; no attachment."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from gebiedstafel.accounts.letters import write_letter
from gebiedstafel.accounts.outbox import mark, post, stop_letters
from gebiedstafel.tables.models import Seat

from .invitation import calendar_address, seed_of
from .models import Meeting


def post_agenda(meeting: Meeting, seat: Seat, *, site: str, at: datetime) -> None:
    """Post the agenda to who sits here; the same agenda within a minute is the same letter."""
    assert seat.person
    letter = write_letter(
        "meetings/letters/agenda.txt",
        to=seat.person.email,
        language=seat.person.language,
        meeting=meeting,
        table=meeting.table,
        items=list(meeting.items.filter(gone_at=None)),
        url=site + reverse("meetings:meeting", args=[meeting.table_id, meeting.pk]),
        calendar_url=site + calendar_address(meeting, mark(seed_of(meeting))),
    )
    post(
        letter,
        key=f"{_letters(meeting)}{meeting.version}/{at:%Y-%m-%dT%H:%M}/{seat.pk}",
        at=at,
        person=seat.person,
        about=meeting.table.chain,
        seeds=[seed_of(meeting)],
    )


def stop_agenda(meeting: Meeting, *, at: datetime) -> None:
    """Take back what did not go yet."""
    stop_letters(_letters(meeting), at=at)


def _letters(meeting: Meeting) -> str:
    return f"agenda/{meeting.pk}/"
