"""A table with people at it and an agreement between the residents and the town."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gebiedstafel.agreements.actions import make_agreement
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.said import PartSaid, Said
from gebiedstafel.tables.models import AreaTable, Seat
from tests.tables.own_tables import own_table, person, seat

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = date(2026, 11, 21)
LAMPS = Said(
    words="De gemeente maakt een kapotte lamp binnen zeven dagen.",
    lead="stad",
    due=date(2027, 3, 1),
    challenge="O1",
    parts=(PartSaid("stad", "Maakt de lamp."), PartSaid("buren", "Melden via één nummer.", is_counter=True)),
)


def table_with_people() -> tuple[AreaTable, dict[str, Seat]]:
    """Return a table with its chair, a resident, somebody of the town, a finance officer and a visitor."""
    table = own_table()
    chair = table.seats.get()
    people = {
        "chair": chair,
        "buren": seat(table, person("bo")),
        "stad": seat(table, person("sam"), party="stad"),
        "huis": seat(table, person("hanne"), party="huis"),
        "finance": seat(table, person("fin"), role="finance", party="stad"),
        "visitor": seat(table, person("kijker"), role="visitor", party=None),
    }
    return table, people


def promised(table: AreaTable, by: Seat, said: Said = LAMPS) -> Agreement:
    """Make an agreement."""
    return make_agreement(table, said, by=by, at=NOON)


def part_of(agreement: Agreement, key: str):
    """Return the part of a party."""
    return agreement.parts.get(party__key=key)
