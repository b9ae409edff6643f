"""What opens more and who is missing, in a real browser: asked with one press, read, and gone on from."""

from datetime import UTC, datetime

import pytest
from browser import no_axe_violations, no_sideways_scroll, walk_by_keyboard
from django.urls import reverse
from playwright.sync_api import expect

from gebiedstafel.connections.solving import freeze, keep_plan
from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo_and_worker_at_once(settings):
    """Show demo tables, and let the worker answer within the request that asks."""
    settings.DEMO = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def table(transactional_db):
    table = load_demo_table(demo_table(), at=NOON)
    keep_plan(table, freeze(table), solve(problem_of(demo_table())), by=None, at=NOON)
    return table


def test_the_chair_asks_what_opens_more_and_who_is_missing_and_goes_to_the_water_board(
    new_page, table, live_server
):
    address = live_server.url + reverse("connections:plan", args=[table.pk])
    page = new_page(1280)
    page.goto(address)
    if page.get_by_label("Mijn stoel").input_value() != str(table.seats.get(role=Seat.Role.CHAIR).pk):
        with page.expect_navigation():
            page.get_by_label("Mijn stoel").select_option(str(table.seats.get(role=Seat.Role.CHAIR).pk))

    page.get_by_role("button", name="Zoek wat meer opent").press("Enter")
    page.locator("#opent").get_by_role("link", name="Kijk hoe ver het is").wait_for()
    assert page.evaluate("document.activeElement.closest('#opent') !== null"), "the keyboard lost its place"
    page.get_by_text("De goedkoopste weg naar wat bewoners delen:").wait_for(timeout=120_000)
    assert page.evaluate("document.activeElement.closest('#opent') !== null"), "the keyboard lost its place"
    page.get_by_role("button", name="Zoek wie er ontbreekt").click()
    page.get_by_role("heading", name="Wie zit er niet en zou iets veranderen").wait_for(timeout=120_000)

    levers = page.locator("#opent")
    expect(levers.locator("ol > li")).to_have_count(10)
    assert levers.locator(".in").count() >= 10
    expect(levers.get_by_text("punten").first).to_be_hidden()
    no_axe_violations(page)
    walk_by_keyboard(page)
    with page.expect_navigation():
        page.locator("#ontbreekt").get_by_role("link", name="Waterschap Vlietland").click()
    expect(page.get_by_role("heading", name="Waterschap Vlietland").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address)
    no_sideways_scroll(page)
