"""A table where people with an e-mail address promised each other something."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gebiedstafel.agreements.models import Agreement, Part
from gebiedstafel.tables.models import Seat
from tests.tables.own_tables import own_table, person, seat

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: A Monday.
TODAY = date(2027, 1, 11)


def at(day: date = TODAY, hour: int = 9, minute: int = 0) -> datetime:
    """Return this hour of the clock on the wall."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def table_of_neighbours():
    """Return a table with a chair of the city and a neighbour, both with an address."""
    chair = person("chair")
    table = own_table(chair=chair)
    table.seats.update(party=table.parties.get(key="stad"))
    bo = person("bo")
    for one in (chair, bo):
        one.email = f"{one.username}@voorbeeld.nl"
        one.save()
    seat(table, bo, party="buren")
    return table


def chair_of(table) -> Seat:
    return table.seats.select_related("table", "party", "person").get(role="chair")


def bo_of(table) -> Seat:
    return table.seats.select_related("table", "party", "person").get(person__username="bo")


def agreement(table, key="A1", lead="buren", others=(), **said) -> Agreement:
    """Return an agreement that this party leads; it is due on the 25th unless told otherwise."""
    said = {
        "words": f"De straat wordt veilig ({key}).",
        "due": date(2027, 1, 25),
        "made_on": date(2026, 10, 1),
    } | said
    made = Agreement.objects.create(table=table, key=key, lead=table.parties.get(key=lead), **said)
    for party in (lead, *others):
        Part.objects.create(
            agreement=made,
            party=table.parties.get(key=party),
            does="Doet mee",
            confirmed_at=at(date(2026, 10, 2)),
        )
    return made
