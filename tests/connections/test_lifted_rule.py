"""One-off money pays what comes back every year only where the table says so, and then every plan does."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.reading import read_plan
from gebiedstafel.connections.solving import current_hash, make_plan
from gebiedstafel.connections.to_check import checks_by_measure
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable
from tests.small_table import small_table
from tests.tables.own_tables import person

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client) -> AreaTable:
    """M1 comes back every year, and all money there is comes once."""
    document = small_table()
    document["measures"][0] |= {"nature": "structureel"}
    document["money_flows"][0]["accounting"] = {"cents": 800_000, "hours": 120}
    document["settings"] = {"weights": {"lead": 0.25}}
    del document["choices"]
    vera = person("vera")
    client.force_login(vera)
    return load_table(document, by=vera, at=NOON)


def plan_of(table) -> Plan:
    return make_plan(table, by=None, clock=lambda: NOON)


def arranged(client, table, **more):
    heading = {"name": table.name, "years": "2027–2029", "as_of": "2026-11-01", **more}
    return client.post(reverse("start:arrange", args=[table.pk]), heading)


def test_nothing_is_paid_as_long_as_the_rule_holds(table):
    plan = plan_of(table)

    assert plan.result["measures"] == []
    assert "eenmalig geld" in str(plan.result["not_chosen"])


def test_who_lifts_the_rule_reads_so_beside_every_payment_it_touches(client, table):
    before = current_hash(table)

    arranged(client, table, one_off_pays_recurring="on")
    table.refresh_from_db()
    reading = read_plan(plan_of(table))

    told = [check.text for check in checks_by_measure(reading)["M1"]]
    assert table_document(table)["settings"]["one_off_pays_recurring"] is True
    assert current_hash(table) != before
    assert any("Dit geld komt één keer, maar betaalt hier" in text for text in told)
    assert any("De tafel staat dat toe" in text for text in told)


def test_the_tick_stands_on_the_page_and_taking_it_away_leaves_no_word(client, table):
    arranged(client, table, one_off_pays_recurring="on")
    shown = client.get(reverse("start:arrange", args=[table.pk])).content.decode()
    table.refresh_from_db()

    arranged(client, table)
    table.refresh_from_db()

    assert 'name="one_off_pays_recurring"' in shown
    assert "checked" in shown.split('name="one_off_pays_recurring"')[1].split(">")[0]
    assert table.settings == {"weights": {"lead": 0.25}}


def test_the_heading_that_names_no_rule_leaves_it_as_it_was(client, table):
    arranged(client, table, one_off_pays_recurring="on")

    client.post(
        reverse("start:begin_years", args=[table.pk]),
        {"name": "Andere naam", "years": "2027–2029", "as_of": "2026-11-01"},
    )

    table.refresh_from_db()
    assert (table.name, table.settings["one_off_pays_recurring"]) == ("Andere naam", True)


def test_the_plan_says_under_why_what_accounting_for_its_money_costs(client, table):
    arranged(client, table, one_off_pays_recurring="on")
    table.refresh_from_db()
    plan = plan_of(table)

    shown = client.get(reverse("connections:plan", args=[table.pk])).content.decode()

    assert any(p["flow"] == "F1" for m in plan.result["measures"] for p in m["payments"])
    assert "Verantwoorden van dit geld kost samen €\u00a08.000 en 120 uur" in shown
