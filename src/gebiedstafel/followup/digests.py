"""Overviews: one letter per person and period, in the rhythm they chose; nothing to say is no letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.outbox import post
from gebiedstafel.meetings.models import Meeting
from gebiedstafel.tables.models import Seat

from .hours import last_open_before, may_go, opens_on_or_after
from .letters import digest_letter
from .links import choice_of
from .models import Digest, FollowUpRules, Rhythm
from .overview import add_links, overview_of
from .readers import WHO_ANSWER

#: An overview that could not go on its own day still goes on the next; after that it waits for its turn.
LATEST = timedelta(days=1)
#: People sit at several tables, so their overviews keep the usual hours.
USUAL = FollowUpRules()


def send_digests(at: datetime) -> int:
    """Send every overview that is due; return how many letters that are."""
    if not may_go(USUAL, at):
        return 0
    today = localdate(at)
    due = [*_by_calendar(today), *_before_meetings(today)]
    return sum(send_digest(person, period, at=at) for period, people in due for person in people)


def send_digest(person: Person, period: str, *, at: datetime) -> bool:
    """Send one overview, once for its period; False when it went before or there was nothing to say."""
    try:
        with transaction.atomic():
            return _send(person, period, at=at)
    except IntegrityError:
        return False


def _send(person: Person, period: str, *, at: datetime) -> bool:
    told = Digest.objects.create(person=person, period=period, made_at=at)
    overview = overview_of(seats_of(person), localdate(at))
    choice = choice_of(person)
    if overview.is_empty and not choice.also_when_empty:
        return False
    add_links(overview, at=at)
    written = digest_letter(person, overview, choice)
    told.letter = post(
        written.letter,
        key=f"digest/{told.pk}",
        at=at,
        person=person,
        seeds=written.seeds,
        headers=written.headers,
    )
    told.save(update_fields=["letter"])
    return True


def seats_of(person: Person) -> list[Seat]:
    """Return the seats from which someone owes or is owed something."""
    seats = Seat.objects.select_related("table", "party", "person").filter(
        person=person, role__in=WHO_ANSWER, table__is_demo=False
    )
    return sorted(seats, key=lambda one: (one.table.name, one.table_id))


def _by_calendar(today: date) -> Iterator[tuple[str, list[Person]]]:
    monday = today - timedelta(days=today.weekday())
    if today <= opens_on_or_after(USUAL, monday) + LATEST:
        year, week, _day = today.isocalendar()
        yield from _those_who_want(Rhythm.WEEK, f"week/{year}-{week:02}")
    if today <= opens_on_or_after(USUAL, today.replace(day=1)) + LATEST:
        yield from _those_who_want(Rhythm.MONTH, f"maand/{today:%Y-%m}")


def _before_meetings(today: date) -> Iterator[tuple[str, list[Person]]]:
    near = Meeting.objects.filter(
        held_on__gt=today, held_on__lte=today + timedelta(days=5), gone_at=None, table__is_demo=False
    )
    for one in near:
        if last_open_before(USUAL, one.held_on) == today:
            yield from _those_who_want(Rhythm.TABLE, f"tafel/{one.pk}/{one.held_on}", one.table_id)


def _those_who_want(
    rhythm: Rhythm, period: str, table_id: str | None = None
) -> Iterator[tuple[str, list[Person]]]:
    """Yield who wants an overview in this rhythm and was not told this period yet."""
    seats = Seat.objects.filter(role__in=WHO_ANSWER, party__isnull=False, table__is_demo=False)
    if table_id is not None:
        seats = seats.filter(table=table_id)
    people = Person.objects.filter(is_active=True, seats__in=seats).exclude(email="")
    chose = people.filter(mail_choice__rhythm=rhythm)
    if rhythm == Rhythm.WEEK:
        chose = chose | people.filter(mail_choice__isnull=True)
    told = Digest.objects.filter(period=period).values("person")
    yield period, list(chose.exclude(pk__in=told).distinct().order_by("pk"))
