"""Who pays, who gains, in a browser: from the plan to the page, a reply, consent, and what a visitor sees."""

import copy
from datetime import UTC, datetime

import pytest
from browser import no_axe_violations, no_sideways_scroll, walk_by_keyboard
from django.urls import reverse

from gebiedstafel.connections.models import ShareReply
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from tests.exchange.test_plan_sharing import TABLE

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table(transactional_db):
    table = load_demo_table(copy.deepcopy(TABLE) | {"circles_default": "openbaar"}, at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)
    return table


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_plan_to_ones_own_words_and_what_everyone_may_see(new_page, table, live_server, width):
    page = new_page(width)
    page.goto(live_server.url + reverse("connections:plan", args=[table.pk]))

    page.get_by_role("link", name="Wie betaalt, wie profiteert").first.click()
    assert "Wie betaalt, wie profiteert?" in page.inner_text("main")
    page.get_by_text("Zet uw eigen woorden erbij").click()
    page.get_by_label("Uw antwoord, in uw eigen woorden").fill("Dit dragen wij te lang alleen.")
    page.get_by_role("button", name="Bewaar").click()

    assert "Dit dragen wij te lang alleen." in page.inner_text("main")
    assert ShareReply.objects.count() == 1
    page.get_by_text("Hetzelfde als tabel").click()
    no_sideways_scroll(page)
    no_axe_violations(page)
    met = walk_by_keyboard(page)
    assert {"Terug naar het plan", "Van ons mag iedereen onze cijfers zien"} <= set(met)
    page.get_by_role("button", name="Van ons mag iedereen onze cijfers zien").click()
    assert "1 van de 2 genoemde partijen" in page.inner_text("main")
    page.get_by_role("button", name="Wij willen dit toch niet openbaar").click()
    assert "0 van de 2 genoemde partijen" in page.inner_text("main")
    page.get_by_text("Uw antwoord veranderen").click()
    page.get_by_role("button", name="Antwoord weghalen").click()
    assert "te lang alleen" not in page.inner_text("main")
    assert Seat.objects.filter(table=table).exists()
