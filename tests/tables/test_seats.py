"""A seat is the key to a table: without one there is nothing to see."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_import import load_demo_table, load_table
from gebiedstafel.tables.context import table_and_seat
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat, tables_for
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    return load_demo_table(small_table(id="voorbeeld"), at=NOON)


@pytest.fixture
def person():
    return Person.objects.create(username="brenger")


@pytest.fixture
def own(person):
    return load_table(small_table(id="eigen"), by=person, at=NOON)


def request_of(user=None, session=None):
    request = RequestFactory().get("/")
    request.user, request.session = user or AnonymousUser(), session or {}
    request.resolver_match = None
    return request


def test_a_visitor_of_the_demo_sits_on_the_chairs_seat(demo):
    assert find_seat(request_of(), demo.pk).role == Seat.Role.CHAIR


def test_a_stranger_does_not_learn_that_a_table_exists(own):
    with pytest.raises(Http404):
        find_seat(request_of(), own.pk)
    with pytest.raises(Http404):
        find_seat(request_of(Person.objects.create(username="ander")), own.pk)


def test_who_has_an_account_sits_on_their_own_seat(own, person):
    assert find_seat(request_of(person), own.pk).person == person


def test_the_demo_is_closed_where_demo_mode_is_off(demo, settings):
    settings.DEMO = False

    with pytest.raises(Http404):
        find_seat(request_of(), demo.pk)


def test_another_seat_is_remembered(client, demo):
    corporation = demo.seats.get(party__owner_class="corporatie")

    answer = client.post("/stoel/", {"seat": corporation.pk, "next": "/tafel/voorbeeld/opgaven/"})

    assert (answer.status_code, answer["Location"]) == (302, "/tafel/voorbeeld/opgaven/")
    assert find_seat(request_of(session=client.session), demo.pk) == corporation


@pytest.mark.parametrize("choice", ["", "x", "-1", "999999", "9" * 30])
def test_a_seat_that_is_not_there_cannot_be_taken(client, demo, choice):
    assert client.post("/stoel/", {"seat": choice}).status_code == 404


def test_a_seat_of_an_own_table_cannot_be_taken(client, own):
    seat = own.seats.get()

    assert client.post("/stoel/", {"seat": seat.pk}).status_code == 404
    assert "seats" not in client.session


def test_taking_a_seat_never_sends_anyone_elsewhere(client, demo):
    seat = demo.seats.last()

    answer = client.post("/stoel/", {"seat": seat.pk, "next": "https://elders.example/"})

    assert answer["Location"] == "/tafel/voorbeeld/"


def test_looking_does_not_change_seats(client, demo):
    assert client.get("/stoel/").status_code == 405


def test_the_menu_names_only_pages_that_exist(demo, settings):
    settings.MENU = [("Stoel", "tables:nowhere"), ("Nergens", "nergens:niets")]
    request = request_of()
    find_seat(request, demo.pk)

    shown = table_and_seat(request)

    assert (shown["table"], shown["menu"]) == (demo, [])
    assert len(shown["demo_seats"]) == demo.seats.count()


def test_the_list_of_tables_holds_own_tables_and_demos(demo, own, person):
    assert tables_for(request_of(person)) == [own, demo]
    assert tables_for(request_of()) == [demo]
