"""The link in a letter that puts a meeting in one's calendar: nobody guesses it, nothing of the agenda."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import Http404
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.exchange.calendar_file import Event, calendar_file

from .models import Meeting
from .typed import number

#: Long after a meeting its link opens nothing any more.
LASTS = timedelta(days=60)
#: Stands in an address where the secret comes; no secret looks like it.
PLACE = "GEHEIM"


def seed_of(meeting: Meeting) -> str:
    """Return of what the secret in the link is made; the secret itself is kept nowhere."""
    return f"meetings/calendar/{meeting.pk}"


def calendar_address(meeting: Meeting, secret: str) -> str:
    """Return where the calendar file is, with this secret or with a mark for it."""
    return reverse("meeting_calendar:file", args=[f"{meeting.pk}-{PLACE}"]).replace(PLACE, secret)


def calendar_of(token: str, *, site: str, at: datetime) -> str:
    """Return the calendar file of this link; who has no valid one learns nothing."""
    key, _dash, secret = token.partition("-")
    meeting = Meeting.objects.select_related("table").filter(pk=number(key), gone_at=None).first()
    if meeting is None or not constant_time_compare(secret, token_of_seed(seed_of(meeting))):
        raise Http404
    if at > meeting.ends + LASTS:
        raise Http404
    where = site + reverse("meetings:meeting", args=[meeting.table_id, meeting.pk])
    text = f"{meeting.place}. {where}" if meeting.place else where
    event = Event(
        f"{meeting.table_id}-{meeting.key}@gebiedstafel",
        meeting.held_on,
        capfirst(_("{kind} {table}").format(kind=meeting, table=meeting.table.name)),
        text,
        begins=meeting.starts.astimezone(UTC),
        ends=meeting.ends.astimezone(UTC),
    )
    return calendar_file(str(meeting.table.name), [event], made_at=at)
