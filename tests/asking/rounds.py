"""A table with people at it, rounds of asking, and the mail they send."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from unittest.mock import patch

from django.core import mail
from django.core.management import call_command
from django.test import Client

from gebiedstafel.accounts.models import OutgoingLetter, Person
from gebiedstafel.asking.actions import hand_out_link, prepare_request, send_request
from gebiedstafel.asking.answering import hand_in, keep_answer, open_answer
from gebiedstafel.asking.models import AskedParty, Request
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.means.table_import import load_table
from gebiedstafel.means.visible import read_document
from gebiedstafel.tables.models import AreaTable, Seat
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LAST_DAY = date(2099, 12, 31)
SITE = "http://testserver/"
EVERYTHING = ("uren", "maatregelen", "geldstromen", "belangen")


def a_table(document=None) -> AreaTable:
    """A table of a chair and of people who sit for the neighbours and the housing corporation."""
    document = document or small_table()
    document.pop("choices", None)
    table = load_table(document, by=Person.objects.create_user("voorzitter"), at=NOON)
    Seat.objects.filter(table=table).update(party=table.parties.get(key="stad"))
    for key in ("buren", "huis"):
        person = Person.objects.create_user(key, email=f"{key}@voorbeeld.nl")
        Seat.objects.create(table=table, person=person, role="member", party=table.parties.get(key=key))
    return table


def seat_of(table: AreaTable, name: str) -> Seat:
    """The seat of one of these people."""
    return table.seats.select_related("party").get(person__username=name)


def a_round(table: AreaTable, *parties: str, **other) -> Request:
    """A round that was prepared for these parties."""
    chair = seat_of(table, "voorzitter")
    asked = {party: f"{party.key}@voorbeeld.nl" for party in table.parties.filter(key__in=parties)}
    given = {
        "subjects": EVERYTHING,
        "parties": asked,
        "answer_by": LAST_DAY,
        "word": "",
        "address": SITE,
        "by": chair,
        "at": NOON,
    }
    return prepare_request(table, **(given | other))


def sent_round(table: AreaTable, *parties: str, mailed: bool = False, **other) -> Request:
    """A round that was sent; unless it is mailed, without its letters."""
    request = a_round(table, *parties, **other)
    send_request(request, by=seat_of(table, "voorzitter"), at=NOON)
    if not mailed:
        OutgoingLetter.objects.all().delete()
    request.refresh_from_db()
    return request


def asked_of(request: Request, key: str) -> AskedParty:
    """One party of a round."""
    return request.asked.select_related("request__table", "party").get(party__key=key)


def link_of(asked: AskedParty) -> str:
    """The address of a new link of this party."""
    token = hand_out_link(asked, by=seat_of(asked.request.table, "voorzitter"), at=NOON)
    return f"/uitvraag/{token}/"


def answered(request: Request, key: str, *answers, circle="tafel") -> AskedParty:
    """A party that answered: each answer is a kind, row, field and value."""
    asked = asked_of(request, key)
    AskedParty.objects.filter(pk=asked.pk).update(circle=circle)
    open_answer(asked, by=None, at=NOON)
    for kind, row, field, value in answers:
        entry = find_entry(read_document(request.table), kind, row) or {}
        keep_answer(asked, (kind, row, field), value, stood=entry.get(field), quality=None, seen=0, at=NOON)
    hand_in(asked, by=None, at=NOON)
    return asked_of(request, key)


def as_person(name: str) -> Client:
    """The browser of someone who is signed in."""
    client = Client()
    client.force_login(Person.objects.get(username=name))
    return client


def work() -> None:
    """Let the worker do what waits now, on the connection whose transaction the test holds open."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("work", until_empty=True)


def links_in_mail() -> dict[str, str]:
    """The link that each address got last."""
    return {letter.to[0]: re.search(r"http\S+(/uitvraag/\S+/)", letter.body)[1] for letter in mail.outbox}


class _Boxes(HTMLParser):
    """Reads what a browser would send if nobody touched the page."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.inside: tuple[str, str] | None = None

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name = said.get("name")
        if tag == "input" and name:
            ticked = said.get("type") not in ("radio", "checkbox") or "checked" in said
            if ticked and said.get("type") not in ("file", "submit"):
                self.sent[name] = said.get("value") or ""
        elif tag in ("textarea", "select") and name:
            self.inside = (tag, name)
            self.sent[name] = ""
        elif tag == "option" and self.inside and "selected" in said:
            self.sent[self.inside[1]] = said.get("value") or ""

    def handle_data(self, data):
        if self.inside and self.inside[0] == "textarea":
            self.sent[self.inside[1]] += data

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[0]:
            self.inside = None


def boxes_on(page: str) -> dict[str, str]:
    """What a browser sends of a page that nobody touched."""
    reader = _Boxes()
    reader.feed(page)
    return reader.sent
