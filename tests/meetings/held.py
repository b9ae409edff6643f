"""A table with people and a meeting, for the tests about meetings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from gebiedstafel.agreements.actions import make_agreement
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.said import Said
from gebiedstafel.meetings.leading import begin_meeting
from gebiedstafel.meetings.models import AgendaItem, Meeting, Sent
from gebiedstafel.meetings.once import write_down
from gebiedstafel.meetings.planning import Plan, plan_meeting
from gebiedstafel.meetings.recording import Write
from tests.tables.own_tables import own_table, person, seat

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVENING = datetime(2026, 12, 10, 18, 30, tzinfo=UTC)
HELD_ON = date(2026, 12, 10)


def table_with_people():
    """Return a table with its chair, two members, a finance officer and a visitor."""
    table = own_table()
    chair = table.seats.get()
    return (
        table,
        chair,
        seat(table, person("bo")),
        seat(table, person("huub"), party="huis"),
        seat(table, person("fin"), role="finance", party="stad"),
        seat(table, person("kijker"), role="visitor", party=None),
    )


def planned(table, by, **more) -> Meeting:
    """Plan a meeting on a December evening."""
    plan = Plan(**{"held_on": HELD_ON, "begins_at": time(19, 30), "place": "De Kas", **more})
    return plan_meeting(table, plan, by=by, at=NOON)


def begun(table, chair, **more) -> Meeting:
    """Plan a meeting and begin it."""
    return begin_meeting(planned(table, chair, **more), by=chair, at=EVENING)


def item_of_kind(meeting: Meeting, kind: str) -> AgendaItem:
    return meeting.items.get(kind=kind)


def agreed(table, chair, words="De lamp hangt er voor de kerst.", due=date(2026, 12, 1)) -> Agreement:
    """Make an agreement that is late by the time of the meeting."""
    return make_agreement(table, Said(words=words, lead="stad", due=due), by=chair, at=NOON)


def wrote(meeting, kind, *, by, item=None, at=EVENING, key="", **given):
    """Write something down as a device would."""
    more = {name: given.pop(name) for name in ("wie", "wanneer", "stand", "blokkade", "aan") if name in given}
    key = key or f"w{Sent.objects.filter(meeting=meeting).count()}"
    write = Write(key=key, kind=kind, item=item or meeting.items.first(), more=more, **given)
    return write_down(meeting, write, by=by, at=at)
