"""The link in a letter that puts a meeting in one's calendar: signed, with nothing of the agenda."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gebiedstafel.exchange.calendar_file import Event, calendar_file

from .models import Meeting

SALT = "meetings.calendar"
LASTS = timedelta(days=200)


def token_of(meeting: Meeting) -> str:
    """Return what stands in the link; nothing of it is kept."""
    return signing.dumps(meeting.pk, salt=SALT)


def calendar_of(token: str, *, site: str, at: datetime) -> str:
    """Return the calendar file of this link; who has no valid one learns nothing."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        raise Http404 from None
    meeting = Meeting.objects.select_related("table").filter(pk=key).first()
    if meeting is None or meeting.gone_at is not None:
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
