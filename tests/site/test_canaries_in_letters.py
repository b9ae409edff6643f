"""A mark in what only the table reads goes to nobody outside it: in no letter, calendar or street page."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.agreements.models import Agreement, Change, Part, Raised
from gebiedstafel.followup.actions import open_feed
from gebiedstafel.followup.digests import send_digests
from gebiedstafel.followup.sending import remind_tables
from gebiedstafel.means.entry_changes import Change as RowChange
from gebiedstafel.means.entry_changes import change_entries
from gebiedstafel.meetings.models import AgendaItem
from gebiedstafel.meetings.sending import send_agenda
from gebiedstafel.street.actions import tell_wijk
from gebiedstafel.street.digests import tell_followers
from gebiedstafel.street.following import ask_to_follow, confirm
from gebiedstafel.street.models import Follower
from gebiedstafel.street.shops import make_question, send_question
from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.tables.invitations import invite
from gebiedstafel.tables.models import AreaTable, Seat
from tests.meetings.held import planned
from tests.street.street_table import NOON, a_table, with_page, with_plan
from tests.tables.own_tables import person, seat

MARK = "KANARIEPIET"
SITE = "https://tafel.voorbeeld.nl"
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
OUTSIDE = {f"{name}@voorbeeld.nl" for name in ("anne", "kapper", "nieuw", "weg", "kijker")}
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    settings.DEMO = False
    table = a_table()
    chair = table.seats.get()
    chair.person.email = "voorzitter@voorbeeld.nl"
    chair.person.save()
    seat(table, person("bo"))
    seat(table, person("kijker"), role="visitor", party=None)
    with_plan(table)
    return AreaTable.objects.get(pk=table.pk)


def plant(table, chair):
    """Put the mark in agreements of the table alone, in what a public one rests on, and in a meeting."""
    secret = RowChange("challenges", None, {"title": f"{MARK} opgave", "circles": {"*": "tafel"}})
    change_entries(table, [secret], by=chair, at=NOON)
    hidden = table.challenges.get(title__startswith=MARK).key
    party = table.parties.get(key="buren")
    late = {"lead": party, "due": date(2026, 12, 1), "made_on": date(2026, 9, 1), "area": "ST1"}
    own = Agreement.objects.create(
        table=table, key="A1", words=f"{MARK} afspraak", counter=f"{MARK} in ruil", told=f"{MARK} verteld",
        status="geblokkeerd", blockage="geld", status_why=f"{MARK} reden", first_step=f"{MARK} stap",
        first_step_on=date(2026, 11, 30), reservation=f"{MARK} voorbehoud", reservation_body=f"{MARK} raad",
        reservation_by=date(2026, 12, 8), escalate_to=f"{MARK} weg", **late,
    )  # fmt: skip
    public = Agreement.objects.create(
        table=table, key="A2", words="De stoep wordt hersteld.", publicity="public", challenge=hidden, **late
    )
    for one in (own, public):
        Part.objects.create(agreement=one, party=party, confirmed_at=NOON)
    Raised.objects.create(
        table=table,
        agreement=public,
        level="gemeente",
        to=f"{MARK} wethouder",
        why=f"{MARK} waarom",
        raised_at=NOON,
    )
    Change.objects.create(
        agreement=public,
        number=1,
        kind="up",
        after=f"{MARK} wethouder",
        why=f"{MARK} waarom",
        who="x",
        at=NOON,
    )
    meeting = planned(table, chair, place=f"{MARK} zaal")
    AgendaItem.objects.create(meeting=meeting, title=f"{MARK} punt", notes=f"{MARK} verslag")
    return meeting


def follow(page, name, *, has_shop):
    email = f"{name}@voorbeeld.nl"
    ask_to_follow(page, area="ST1", email=email, has_shop=has_shop, language="nl", site=SITE, at=NOON)
    confirm(Follower.objects.get(email=email), at=NOON)


def send_all(table, chair, meeting):
    """Send everything that this site sends, for two months."""
    send_agenda(meeting, by=chair, at=NOON, site=SITE)
    party = table.parties.get(key="buren")
    invite("nieuw@voorbeeld.nl", table, role=Seat.Role.MEMBER, party=party, by=chair, at=NOON, site=SITE)
    days = {"begins_on": date(2027, 3, 1), "ends_on": date(2027, 3, 26), "answer_by": date(2027, 2, 1)}
    question = make_question(
        table, measure="M1", area="ST1", words="Het riool wordt vernieuwd.", by=chair, at=NOON, **days
    )
    send_question(question, site=SITE, by=chair, at=NOON)
    tell_wijk(table, "De lantaarns branden.", area="ST1", by=chair, at=NOON)
    for number in range(60):
        at = MONDAY + timedelta(days=number)
        remind_tables(at)
        send_digests(at)
        tell_followers(site=SITE, at=at)


def test_what_only_the_table_reads_goes_to_nobody_outside_it(table, client):
    chair, page = table.seats.get(role="chair"), with_page(table)
    meeting = plant(table, chair)
    follow(page, "anne", has_shop=False)
    follow(page, "kapper", has_shop=True)
    gone = seat(table, person("weg"))
    feeds = [open_feed("tafel", by=one, at=NOON) for one in (chair, gone)]
    withdraw_seat(gone, by=chair, at=NOON)

    send_all(table, chair, meeting)

    letters = [(one.to, f"{one.subject} {one.text} {one.headers}") for one in OutgoingLetter.objects.all()]
    assert [(to, said) for to, said in letters if to in OUTSIDE and MARK in said] == []
    assert {to for to, _said in letters} & OUTSIDE >= {
        "anne@voorbeeld.nl", "kapper@voorbeeld.nl", "nieuw@voorbeeld.nl",
    }  # fmt: skip
    assert any(MARK in said for to, said in letters if to == "bo@voorbeeld.nl")
    own, ended = [Client().get(reverse("reporting:calendar", args=[one.token])) for one in feeds]
    assert (own.status_code, ended.status_code) == (200, 410)
    assert b"A1" in own.content
    street = client.get(reverse("street:area", args=[page.address, "ST1"])).content
    assert "De stoep wordt hersteld." in street.decode()
    client.force_login(table.seats.get(role="visitor").person)
    board = client.get(reverse("agreements:board", args=[table.pk])).content
    promise = client.get(reverse("agreements:agreement", args=[table.pk, "A2"])).content
    assert "De stoep wordt hersteld." in promise.decode()
    assert [MARK.encode() in one for one in (own.content, street, board, promise)] == [False] * 4
