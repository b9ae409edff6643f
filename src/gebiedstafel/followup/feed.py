"""The days of a table as a calendar that programs fetch; it tells nothing that is of the table alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.agreements.models import Agreement, Publicity
from gebiedstafel.exchange.calendar_file import Event, calendar_file
from gebiedstafel.meetings.models import Meeting

from .models import CalendarFeed


def calendar_of(feed: CalendarFeed, *, at: datetime) -> str:
    """Return the calendar file of a feed."""
    table = feed.seat.table
    name = _("Afspraken: {table}").format(table=table.name)
    return calendar_file(name, [*_of_agreements(feed), *_of_meetings(feed)], made_at=at)


def _of_agreements(feed: CalendarFeed) -> Iterator[Event]:
    rows = Agreement.objects.of(feed.seat.table).going().order_by("pk")
    if feed.scope == CalendarFeed.Scope.MINE:
        party = feed.seat.party_id
        rows = rows.filter(Q(lead=party) | Q(parts__party=party)).distinct() if party else rows.none()
    page = site_address() + reverse("followup:mine", args=[feed.seat.table_id])
    for one in rows:
        title = _title(one)
        uid = f"{one.table_id}-{one.key}"
        if one.due:
            yield Event(f"{uid}-klaar@gebiedstafel", one.due, title, page)
        if one.first_step_on and not one.first_step_done_on:
            step = _("Eerste stap: {title}").format(title=title)
            yield Event(f"{uid}-stap@gebiedstafel", one.first_step_on, step, page)
        if one.reservation_by and one.hangs:
            body = _("Besluit over voorbehoud: {title}").format(title=title)
            yield Event(f"{uid}-voorbehoud@gebiedstafel", one.reservation_by, body, page)


def _title(one: Agreement) -> str:
    """Return a title that may travel: the words of what is public, else only its number."""
    if one.publicity == Publicity.PUBLIC:
        return f"{one.key}: {one.words}"
    return _("Afspraak {key} – kijk op de tafel").format(key=one.key)


def _of_meetings(feed: CalendarFeed) -> Iterator[Event]:
    for one in Meeting.objects.filter(table=feed.seat.table, gone_at=None):
        yield Event(
            f"{one.table_id}-{one.key}-bijeenkomst@gebiedstafel",
            one.held_on,
            str(one.get_kind_display()).capitalize(),
            site_address() + reverse("meetings:meeting", args=[one.table_id, one.pk]),
            begins=one.starts,
            ends=one.ends,
        )
