"""What each seat can tell stands on Start and at the top of Gebied, and no more than it may."""

from datetime import UTC, datetime

import pytest

from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.stories.actions import close_box, open_box
from gebiedstafel.stories.askable import askable_things
from gebiedstafel.stories.recognition import ask_about, open_page
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGES = ("", "gebied/")
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    settings.DEMO = True
    return load_demo_table(small_table(), at=NOON)


def sits(client, table, role, **more):
    seat = table.seats.filter(role=role, **more).first()
    client.post("/stoel/", {"seat": seat.pk})
    return seat


def ways(client, table, address):
    return [(one.label, one.url) for one in client.get(f"/tafel/{table.pk}/{address}").context["ways"]]


@pytest.mark.parametrize("address", PAGES)
def test_who_sits_for_a_party_finds_the_signal_first(client, table, address):
    sits(client, table, "member", party__key="buren")

    assert ways(client, table, address) == [
        ("Meld een signaal", f"/tafel/{table.pk}/signalen/nieuw/"),
        ("Schrijf een kracht op", f"/tafel/{table.pk}/krachten/nieuw/"),
        ("Herkent u dit?", f"/tafel/{table.pk}/herkent/"),
    ]


@pytest.mark.parametrize("address", PAGES)
def test_a_seat_that_may_send_no_signal_is_not_led_to_a_refusal(client, table, address):
    sits(client, table, "finance")

    found = ways(client, table, address)

    assert [label for label, _url in found] == ["Herkent u dit?"]
    assert all(client.get(url).status_code == 200 for _label, url in found)


@pytest.mark.parametrize("address", PAGES)
def test_who_looks_on_finds_what_is_open_to_anyone_and_nothing_that_is_closed(client, table, address):
    chair = table.seats.get(role=Seat.Role.CHAIR)
    sits(client, table, "visitor")
    assert ways(client, table, address) == []

    box, page = open_box(table, by=chair, at=NOON), open_page(table, by=chair, at=NOON)
    assert ways(client, table, address) == [
        ("Vertel uw verhaal", f"/verhaal/{box.address}/"),
        ("Herkent u dit?", f"/herkent/{page.address}/"),
    ]

    close_box(table, by=chair, at=NOON)
    assert [label for label, _url in ways(client, table, address)] == ["Herkent u dit?"]


def test_what_the_table_has_to_do_is_not_asked_of_who_looks_on(client, table):
    sits(client, table, "chair")
    assert client.get(f"/tafel/{table.pk}/").context["first"]

    sits(client, table, "visitor")
    answer = client.get(f"/tafel/{table.pk}/")

    assert not answer.context["first"]
    assert "Wat kan ik hier doen?" in answer.content.decode()
    assert "gt-todo" not in answer.content.decode()


def test_who_looks_on_is_led_from_the_tables_questions_to_those_for_anyone_while_they_are_open(client, table):
    chair = table.seats.get(role=Seat.Role.CHAIR)
    sits(client, table, "visitor")
    address = f"/tafel/{table.pk}/herkent/"
    assert client.get(address).status_code == 403

    page = open_page(table, by=chair, at=NOON)
    ask_about(table, askable_things(table)[:1], by=chair, at=NOON)

    assert client.get(address)["Location"] == f"/herkent/{page.address}/"
    assert client.post(address, {}).status_code == 403
