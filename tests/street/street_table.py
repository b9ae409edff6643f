"""A small table whose works, promises and messages are public, its page open."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gebiedstafel.accounts.models import Person
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.connections.actions import adopt_plan
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_import import load_table
from gebiedstafel.street.actions import open_page
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_table(circle="openbaar"):
    """Return a table of which everything has this circle."""
    document = small_table()
    document.pop("choices", None)
    document["circles_default"] = circle
    return load_table(document, by=Person.objects.create_user("voorzitter"), at=NOON)


def with_plan(table):
    """Let the table adopt a plan."""
    chair = table.seats.get(role="chair")
    plan = make_plan(table, by=chair, clock=lambda: NOON)
    adopt_plan(plan, by=chair, at=NOON)
    return plan


def with_page(table):
    """Open the page of the table."""
    return open_page(table, by=table.seats.get(role="chair"), at=NOON)


def promise(table, key, words, **other):
    """Keep an agreement, public unless said otherwise."""
    given = {
        "lead": table.parties.get(key="stad"),
        "due": date(2027, 3, 1),
        "made_on": date(2026, 11, 1),
        "publicity": "public",
    }
    return Agreement.objects.create(table=table, key=key, words=words, **(given | other))
