"""A page is made once, and again after every change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from time import sleep

import pytest
from django.utils.translation import override

from gebiedstafel.connections.actions import choose_measure_out
from gebiedstafel.connections.solving import current_hash, remembered_hash
from gebiedstafel.means.table_import import load_demo_table, remove_demo_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.remembered import made_once, remembered
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 13, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return load_demo_table(small_table(), at=NOON)


def test_the_same_edition_is_made_once(table):
    made = []

    for _ in range(3):
        remembered(table, "page", lambda: made.append(1) or "page")

    assert made == [1]


def test_another_language_is_another_page(table):
    with override("nl"):
        dutch = remembered(table, "page", lambda: "tafel")
    with override("en"):
        english = remembered(table, "page", lambda: "table")

    assert (dutch, english) == ("tafel", "table")


def test_a_choice_makes_another_edition(table):
    before = table.edition, remembered_hash(table)

    choose_measure_out(table.measures.first(), by=table.seats.get(role=Seat.Role.CHAIR), at=NOON)

    table = AreaTable.objects.get(pk=table.pk)
    assert table.edition != before[0]
    assert remembered_hash(table) == current_hash(table) != before[1]


def test_a_table_that_was_put_back_is_another_edition(table):
    before = table.edition
    remove_demo_table(table, at=NOON)

    assert load_demo_table(small_table(), at=LATER).edition != before


def test_who_asks_while_it_is_being_made_waits_for_the_first(table):
    made, together = [], Barrier(6)

    def make():
        made.append(1)
        sleep(0.05)
        return "page"

    def ask():
        together.wait()
        return made_once(table, "page", make)

    with ThreadPoolExecutor(6) as people:
        answers = [asked.result() for asked in [people.submit(ask) for _ in range(6)]]

    assert answers == ["page"] * 6
    assert made == [1]
