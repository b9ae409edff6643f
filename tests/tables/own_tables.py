"""A table of one's own with a few people at it, for the tests about seats."""

from __future__ import annotations

from datetime import UTC, datetime

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.actions import give_seat
from gebiedstafel.tables.models import AreaTable, Seat
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "zeven appels op een plank"


def person(name: str) -> Person:
    return Person.objects.create_user(
        name, email=f"{name}@voorbeeld.nl", password=PASSWORD, first_name=name.title()
    )


def own_table(key: str = "beukenhof", *, chair: Person | None = None) -> AreaTable:
    return load_table(small_table(id=key), by=chair or person("chair"), at=NOON)


def seat(table: AreaTable, who: Person, role: str = "member", party: str | None = "buren") -> Seat:
    at_party = table.parties.get(key=party) if party else None
    return give_seat(who, table, role=Seat.Role(role), party=at_party, by="installation", at=NOON)


def a_table() -> AreaTable:
    """Return the small table with a chair, and nobody else yet."""
    return load_table(small_table(), by=Person.objects.create_user("voorzitter"), at=NOON)


def chair_of(table: AreaTable) -> Seat:
    return table.seats.get(role=Seat.Role.CHAIR)


def a_seat(table: AreaTable, role: str, party: str | None = None, name: str = "") -> Seat:
    """Seat somebody new in a role, for a party where one is named."""
    who = Person.objects.create_user(name or f"{role}-{party}")
    held = table.parties.get(key=party) if party else None
    return Seat.objects.create(table=table, role=role, party=held, person=who)
