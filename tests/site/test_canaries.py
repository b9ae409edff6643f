"""A mark is planted in the confidential places of one table; whoever sits at another never meets it."""

import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from django.apps import apps

from gebiedstafel.accounts.models import Person
from gebiedstafel.agreements.models import Agreement, Part
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable, Invitation, Mandate, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.workshop.models import PeerReview, Sitting, Trio, Trying, Workshop
from tests.on_one_database import once_but
from tests.site.answers_by_role import ANSWERS
from tests.site.test_routes_by_role import address, ask, open_round_of
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MARK = "KANARIEPIET"
MOST_PAGES = 250
LINK = re.compile(r'(?:href|action|hx-get)="([^"#][^"]*)"')
pytestmark = pytest.mark.django_db
#: Who asks, and whether they have pages of their own to wander through.
WHO = ("nobody", "stranger", "operator", "inactive", "neighbour", "neighbour_member")


@pytest.fixture
def table(settings):
    settings.DEMO = False
    load_table(small_table(id="elders", name="Elders"), by=Person.objects.create_user("neighbour"), at=NOON)
    elders = AreaTable.objects.get(pk="elders")
    member = Person.objects.create_user("neighbour_member")
    Seat.objects.create(table=elders, person=member, role="member", party=elders.parties.get(key="buren"))
    document = small_table()
    del document["choices"]
    table = load_table(document, by=Person.objects.create_user("chair"), at=NOON)
    closed = Person.objects.create_user("inactive", is_active=False)
    Seat.objects.create(table=table, person=closed, role=Seat.Role.CHAIR, party=table.parties.first())
    Person.objects.create_user("stranger")
    Person.objects.create_superuser("operator")
    open_round_of(table)
    plant(table)
    return table


def plant(table):
    """Put the mark in what the parties bring, agree, may decide and record, in letters and in the trail."""
    chair = table.seats.get(role=Seat.Role.CHAIR, person__username="chair")
    party = table.parties.get(key="buren")
    note = Change("challenges", None, {"title": f"{MARK} opgave", "circles": {"*": "tafel"}})
    change_entries(table, [note], by=chair, at=NOON)
    party.interest = party.mandate = f"{MARK} belang"
    party.save()
    Mandate.objects.create(party=party, line=1, decides=f"{MARK} mandaat", made_at=NOON)
    promise = Agreement.objects.create(
        table=table, key="A1", words=f"{MARK} afspraak", lead=party, due=date(2027, 1, 1), made_on=NOON.date()
    )
    Part.objects.create(agreement=promise, party=party, does=f"{MARK} deel")
    Invitation.objects.create(table=table, role="visitor", email=f"{MARK}@voorbeeld.nl", made_at=NOON)
    record_deed(table.chain, action="change_rows", subject=f"{MARK} daad", actor=chair.actor, at=NOON)
    try_things(table)
    meeting = _made("meetings.Meeting", table=table, key="T1", held_on=NOON.date(), begins_at="19:30",
                    made_at=NOON, place=f"{MARK} zaal")  # fmt: skip
    if meeting is not None:
        _made("meetings.AgendaItem", meeting=meeting, title=f"{MARK} punt", notes=f"{MARK} verslag")


def try_things(table):
    """Let other tables read along with one try of a trio that keeps all else to itself."""
    workshop = Workshop.objects.create(table=table, name=f"{MARK} reeks", begun_at=NOON)
    trio = Trio.objects.create(workshop=workshop, number=1, name=f"{MARK} trio", issue=f"{MARK} kwestie")
    sitting = Sitting.objects.create(table=table, workshop=workshop, format="geldtafel", made_at=NOON)
    Trying.objects.create(sitting=sitting, trio=trio, tried=f"{MARK} proef", said_at=NOON)
    opened = Trying.objects.create(
        sitting=sitting, trio=trio, tried="Eerst bellen", said_at=NOON, opened_at=NOON
    )
    PeerReview.objects.create(trying=opened, trio=trio, strong=f"{MARK} sterk", at=NOON)


def _made(label, **values):
    """Make a row of an app where it is there already."""
    try:
        return apps.get_model(label).objects.create(**values)
    except LookupError:
        return None


def wander(client, starts):
    """Read every page that pages lead to; yield the address and what it says, refusals too."""
    waiting, seen = list(starts), set()
    while waiting and len(seen) < MOST_PAGES:
        where = waiting.pop(0)
        if where in seen or "uitloggen" in where:
            continue
        seen.add(where)
        answer = client.get(where, headers={"Accept-Language": "nl"})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = body.decode(errors="replace")
        yield where, answer.status_code, said
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            links = (urldefrag(urljoin(where, unescape(link)))[0] for link in LINK.findall(said))
            waiting += [link for link in links if link.startswith("/") and not link.startswith("/static/")]


def starts():
    """Every address of the table with the mark, and where someone would begin."""
    found = [address(name) for name in ANSWERS]
    own = [where.replace("beukenhof", "elders") for where in found if "beukenhof" in where]
    searches = [f"/tafel/{table}/zoeken/?q={MARK}" for table in ("beukenhof", "elders")]
    return ["/", "/mijn-account/", "/mijn-account/gegevens/bestand/", *searches, *own, *found]


@pytest.mark.parametrize("who", once_but("neighbour", WHO))
def test_no_page_search_file_or_feed_tells_another_what_the_table_keeps(table, who):
    read = list(wander(ask(who), starts()))

    assert [where for where, _code, said in read if _tells(where, said)] == []
    assert len(read) > 150
    # What a table opened to the others is met, so that the mark could have been there too.
    assert any("Eerst bellen" in said for _, _, said in read) == who.startswith("neighbour")
    assert [where for where, code, _said in read if code >= 500] == []
    if who.startswith("neighbour"):
        assert sum(code == 200 for _where, code, _said in read) > 20


def _tells(where, said):
    """Whether the mark stands there; what a search repeats of the question is the asker's own word."""
    return bool(re.search(rf"{MARK}( |@|%20)" if "zoeken" in where else MARK, said))


def test_the_mark_is_really_there_for_who_sits_at_the_table(table):
    client = ask("chair")

    for place in ("mandaten", "logboek", "opgaven", "stoelen"):
        assert MARK in client.get(f"/tafel/beukenhof/{place}/").content.decode(), place
