"""From a measure that is not in the plan to the rules that keep it out, and to what forcing it would cost."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from browser import no_axe_violations, no_sideways_scroll, says
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.connections.models import Study
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.studies import work_out
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from tests.engines.connect.rule_pairs.pair import money, work
from tests.engines.connect.rule_pairs.pair import table as of_engine

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo_and_a_worker_that_waits(settings):
    """Show demo tables; this test itself is the worker, so that it can be watched at each step."""
    settings.DEMO = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def plan(transactional_db):
    poor = of_engine(work("A", 100, effect=9), work("B", 80, effect=1), work("C", 500), money("F", 120))
    table = load_demo_table(document_of(poor), at=NOON)
    chair = table.seats.get(role=Seat.Role.CHAIR)
    return make_plan(table, by=chair, clock=lambda: NOON + timedelta(hours=1))


def work_off(kind):
    """Do what the worker does, in a thread of its own as the server has one too."""

    def worker():
        study = Study.objects.select_related("plan", "run").get(kind=kind)
        work_out(study, clock=now, run=study.run)
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    thread.join()


@pytest.mark.parametrize("width", [1280, 360])
def test_find_out_why_not_and_what_forcing_it_costs(new_page, plan, live_server, width):
    page = new_page(width)
    page.goto(live_server.url + reverse("connections:plan", args=[plan.table_id]))
    page.locator("#niet").evaluate(
        "section => section.querySelectorAll('details').forEach(d => d.open = true)"
    )

    page.get_by_role("button", name="Zoek uit welke regels dit tegenhouden").click()
    page.get_by_text("als eerste aan de beurt").first.wait_for()
    work_off("why")

    page.get_by_text("Dit geld past, maar is te weinig: F.").wait_for()
    page.get_by_text("Kan wel. Naast dit plan ontbreekt €\xa060.").wait_for()
    page.locator("#niet-B").get_by_role("button", name="Wat kost het als dit toch moet?").click()
    page.locator("#niet-B progress").wait_for()
    work_off("price")

    page.locator("#niet-B").get_by_text("Wat er dan uit gaat").wait_for()
    no_axe_violations(page)
    no_sideways_scroll(page)


def test_without_a_script_the_same_stands_there_after_a_reload(new_page, plan, live_server):
    page = new_page(1280, java_script_enabled=False)
    address = live_server.url + reverse("connections:plan", args=[plan.table_id])
    page.goto(address)

    page.get_by_role("button", name="Zoek uit welke regels dit tegenhouden").click()
    work_off("why")
    page.reload()

    says(page, "Dit kan niet, hoe we de rest ook kiezen.")
