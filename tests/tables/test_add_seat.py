"""Whoever runs an installation lets people sit at its tables."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_import import load_demo_table, load_table
from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.trail.models import Deed
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    Person.objects.create(username="collega")
    return load_table(small_table(id="eigen"), by=Person.objects.create(username="brenger"), at=NOON)


def test_a_member_gets_a_seat_of_a_party_and_the_deed_is_written(own):
    party = Party.objects.filter(table=own).first()

    call_command("add_seat", "eigen", "collega", "member", party=party.key)

    seat = Seat.objects.get(table=own, person__username="collega")
    assert (seat.role, seat.party) == (Seat.Role.MEMBER, party)
    assert Deed.objects.filter(chain=own.chain, action="give_seat").count() == 1


def test_a_second_seat_takes_the_place_of_the_first(own):
    call_command("add_seat", "eigen", "collega", "visitor")

    call_command("add_seat", "eigen", "collega", "finance")

    assert [s.role for s in Seat.objects.filter(person__username="collega")] == [Seat.Role.FINANCE]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["elders", "collega", "visitor"], "load_table"),
        (["eigen", "niemand", "visitor"], "add_person niemand"),
        (["eigen", "collega", "member"], "Noem de partij"),
        (["eigen", "collega", "member", "--party", "onbekend"], "It has:"),
    ],
)
def test_what_is_missing_is_said_with_what_helps(own, words, said):
    with pytest.raises(CommandError, match=said):
        call_command("add_seat", *words)

    assert not Seat.objects.filter(person__username="collega").exists()


def test_a_demo_table_keeps_its_own_seats(own):
    load_demo_table(small_table(id="voorbeeld"), at=NOON)

    with pytest.raises(CommandError, match="voorbeeldtafel"):
        call_command("add_seat", "voorbeeld", "collega", "chair")
