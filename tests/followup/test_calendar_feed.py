"""The calendar by a secret address: days, nothing that is of the table alone, and it can be ended."""

import re
from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.followup.actions import close_feed, open_feed
from gebiedstafel.followup.models import CalendarFeed
from gebiedstafel.meetings.models import Meeting
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.followup.kept_agreements import agreement, at, bo_of, table_of_neighbours

pytestmark = pytest.mark.django_db
SECRET = "Alleen van de tafel: het huis op de hoek"
WHOLE_DAY = "DTSTART;VALUE=DATE"
CONTENT_LINE = re.compile(r"^[A-Z-]+(;[A-Z-]+=[^;:]+)*:.*$")


@pytest.fixture
def table(settings):
    settings.DEMO = False
    table = table_of_neighbours()
    agreement(table, "A1", words=SECRET, reservation=SECRET, reservation_by=date(2027, 2, 1), counter=SECRET)
    agreement(
        table, "A2", words="Drempel; met, verf\nen bloembak " + "é" * 90, publicity="public",
        first_step=SECRET, first_step_on=date(2027, 1, 14),
    )  # fmt: skip
    agreement(table, "A3", lead="stad", words=SECRET)
    agreement(table, "A4", words="Klaar", status="gereed")
    return table


def fetched(feed):
    return Client().get(reverse("reporting:calendar", args=[feed.token]))


def events_in(text):
    """Read a calendar as RFC 5545 says: folded lines, content lines, events with what they must have."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert all(CONTENT_LINE.match(line) for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines[1] == "VERSION:2.0"
    assert lines[2].startswith("PRODID:")
    events, event = [], None
    for line in lines[1:-1]:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            assert {"UID", "DTSTAMP"} <= event.keys()
            assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
            begin, end = ("DTSTART", "DTEND") if "DTSTART" in event else (WHOLE_DAY, "DTEND;VALUE=DATE")
            assert event[begin] < event[end]
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = value
    assert event is None
    assert len({one["UID"] for one in events}) == len(events)
    return events


def test_the_calendar_is_one_that_programs_read(table):
    answer = fetched(open_feed("mijn", by=bo_of(table), at=at()))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    days = {one["UID"].split("@")[0]: one[WHOLE_DAY] for one in events_in(answer.content.decode())}
    assert days == {
        "beukenhof-A1-klaar": "20270125",
        "beukenhof-A1-voorbehoud": "20270201",
        "beukenhof-A2-klaar": "20270125",
        "beukenhof-A2-stap": "20270114",
    }


def test_only_what_is_public_stands_there_in_words(table):
    text = fetched(open_feed("tafel", by=bo_of(table), at=at())).content.decode()

    assert "Alleen van de tafel" not in text.replace("\r\n ", "")
    titles = sorted(one["SUMMARY"] for one in events_in(text))
    assert "Afspraak A3 – kijk op de tafel" in titles
    assert any(title.startswith("A2: Drempel\\; met\\, verf") for title in titles)


def test_a_renewed_address_ends_the_one_before(table):
    first = open_feed("mijn", by=bo_of(table), at=at())
    again = open_feed("mijn", by=bo_of(table), at=at())

    assert fetched(first).status_code == 410
    assert fetched(again).status_code == 200
    close_feed("mijn", by=bo_of(table), at=at())
    assert fetched(again).status_code == 410


def test_no_secret_of_a_calendar_is_in_the_database(table):
    feed = open_feed("mijn", by=bo_of(table), at=at())

    assert feed.token not in str(list(CalendarFeed.objects.values()))


def test_whoever_left_the_table_gets_no_calendar(table):
    bo = bo_of(table)
    feed = open_feed("tafel", by=bo, at=at())
    bo.person = None
    bo.save()

    assert fetched(feed).status_code == 410


def test_a_visitor_and_an_unknown_kind_are_refused(table):
    bo = bo_of(table)
    for deed in (open_feed, close_feed):
        for scope in ("alles", "mijn\x00"):
            with pytest.raises(Refused, match="welke agenda"):
                deed(scope, by=bo, at=at())
    bo.role = "visitor"
    with pytest.raises(NotAllowed, match="Bezoekers"):
        open_feed("tafel", by=bo, at=at())


def test_meetings_stand_in_it_at_their_hours_but_not_those_called_off(table):
    for key, gone_at in (("TF1", None), ("TF2", at())):
        Meeting.objects.create(
            table=table,
            key=key,
            held_on=date(2027, 2, 3),
            begins_at=time(19, 30),
            minutes=90,
            made_at=at(),
            gone_at=gone_at,
        )

    text = fetched(open_feed("mijn", by=bo_of(table), at=at())).content.decode()

    meetings = [one for one in events_in(text) if "bijeenkomst" in one["UID"]]
    # In winter the clock on the wall is an hour ahead.
    assert [(one["SUMMARY"], one["DTSTART"], one["DTEND"]) for one in meetings] == [
        ("Kwartaaltafel", "20270203T183000Z", "20270203T200000Z")
    ]
    assert "TRANSP" not in meetings[0]
