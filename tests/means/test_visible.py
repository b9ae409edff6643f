"""A seat sees what its circle allows; plans and totals see what the whole table sees."""

from datetime import UTC, datetime

import pytest

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_import import load_table
from gebiedstafel.means.visible import seen_by, shared_document
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.viewers import organisation_of, spoken_for
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return load_table(small_table(), by=Person.objects.create(username="voorzitter"), at=NOON)


def seat_of(table, party, role=Seat.Role.MEMBER):
    return Seat.objects.create(table=table, party=table.parties.get(key=party), role=role)


def test_only_the_own_organisation_sees_its_own_fields(table):
    buren, stad = seat_of(table, "buren"), seat_of(table, "stad")
    change_entries(
        table,
        [Change("parties", "buren", {"note": "voor ons", "circles": {"note": "eigen"}})],
        by=buren,
        at=NOON,
    )
    buren.table.refresh_from_db()
    stad.table.refresh_from_db()

    assert find_entry(seen_by(buren), "parties", "buren")["note"] == "voor ons"
    assert "note" not in find_entry(seen_by(stad), "parties", "buren")
    assert "note" not in find_entry(shared_document(stad.table), "parties", "buren")


def test_a_visitor_sees_what_is_public_only(table):
    visitor = seat_of(table, "buren", Seat.Role.VISITOR)

    assert seen_by(visitor)["money_flows"] == []


def test_departments_see_as_one_organisation_but_speak_for_what_is_part_of_them():
    document = {
        "parties": [
            {"id": "gem", "name": "Gemeente"},
            {"id": "fys", "name": "Fysiek", "parent": "gem"},
            {"id": "soc", "name": "Sociaal", "parent": "gem"},
            {"id": "corp", "name": "Corporatie"},
        ]
    }

    assert organisation_of("fys", document) == {"gem", "fys", "soc"}
    assert spoken_for("fys", document) == {"fys"}
    assert spoken_for("gem", document) == {"gem", "fys", "soc"}
