"""Trying out in a browser: ask, watch, stop, make a variant, compare, and see a plan go out of date."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from browser import (
    NARROW,
    keep_picture,
    no_axe_violations,
    no_faint_words_in_the_dark,
    no_sideways_scroll,
    walk_by_keyboard,
)
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import expect

from gebiedstafel.connections.models import Plan, Variant
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.variant_actions import choose_in_variant, make_variant
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import run_progress, start_run
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo_and_a_worker_that_waits(settings):
    """Show demo tables; this test itself is the worker, so that it can be watched at each step."""
    settings.DEMO = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def table(transactional_db):
    document = small_table()
    del document["choices"]
    return load_demo_table(document, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def two_plans(table, chair):
    variant = make_variant(table, "Zonder afkoppelen", by=chair, at=NOON)
    variant = choose_in_variant(variant, table.measures.get(key="M1"), "out", by=chair, at=NOON)
    return [make_plan(table, by=chair, clock=lambda: LATER, variant=one) for one in (None, variant)]


def address(live_server, table, name, *more):
    return live_server.url + reverse(f"connections:{name}", args=[table.pk, *more])


def work_off(run, **about):
    """Do what the worker does, in a thread of its own as the server has one too."""

    def work():
        make_plan(clock=now, run=run, by=None, **about)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_ask_watch_try_compare_and_see_it_go_out_of_date(new_page, table, chair, live_server):
    page = new_page(1280)
    page.goto(address(live_server, table, "plan"))
    page.get_by_role("button", name="Bereken een plan").first.click()
    status = page.locator(".gt-run [role=status]")
    assert status.inner_text() == "Deze berekening is als eerste aan de beurt."

    run = Run.objects.get()
    start_run(run, at=now())
    run_progress(run, 0.5, "Er is een plan. Het beste kan nog hoogstens 4% beter zijn.")
    page.get_by_text("hoogstens 4% beter").wait_for()
    page.reload()
    expect(page.get_by_text("hoogstens 4% beter")).to_be_visible()
    page.get_by_role("button", name="Stop, en bewaar het beste tot nu toe").click()
    page.get_by_role("heading", name="De rekenaar stopt").wait_for()
    Run.objects.filter(pk=run.pk).update(state="waiting", started=None, stop_asked=None)
    work_off(Run.objects.get(pk=run.pk), table=table)
    page.get_by_text("maatregelen passen").first.wait_for()

    page.get_by_role("link", name="Probeer een variant").click()
    page.get_by_label("Naam van de variant").fill("Zonder afkoppelen")
    page.get_by_role("button", name="Maak de variant").click()
    page.get_by_text("Zet een maatregel vast").click()
    page.get_by_label("Maatregel", exact=True).select_option("M1")
    page.get_by_label("Wat moet ermee?").select_option("out")
    page.get_by_role("button", name="Zet vast").click()
    page.get_by_label("Notitie").fill("Wat gebeurt er dan?")
    page.get_by_role("button", name="Bewaar de notitie").click()
    page.get_by_role("button", name="Bereken een plan").click()
    variant = Variant.objects.get()
    work_off(Run.objects.get(finished=None), table=table, variant=variant)
    page.get_by_role("heading", name="De rekenaar is klaar").wait_for()

    page.get_by_role("link", name="Terug naar de varianten").click()
    page.get_by_role("link", name="Vergelijk met de Basis").click()
    assert "2 maatregelen eraf" in page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_text("De keuze over Straat afkoppelen: ‘vrij’ in A").first).to_be_visible()
    shared = page.url
    assert new_page(1280).goto(shared).status == 200

    flow = table.flow_offers.get(key="F1").flow
    flow.budget.filter(year=2027).update(cents=4_000_000)
    table.count_change()
    record_deed(table.chain, action="change_row", subject="F1", actor=chair.actor, at=now())
    page.goto(address(live_server, table, "plan"))
    assert "Wijkbudget, het budget (2027)" in page.locator("#sindsdien").inner_text()
    assert Plan.objects.count() == 2


def test_the_pages_of_trying_out_break_no_rule(page, table, two_plans, live_server, shots):
    own, tried = two_plans
    pages = {
        "varianten": address(live_server, table, "variants"),
        "variant": address(live_server, table, "variant", tried.variant_id),
        "vergelijken": address(live_server, table, "compare") + f"?links={own.pk}&rechts={tried.pk}",
        "plan-van-variant": address(live_server, table, "plan") + f"?variant={tried.variant_id}",
    }
    width = page.viewport_size["width"]
    for name, where in pages.items():
        page.goto(where)
        keep_picture(page, shots / f"{name}-{width}.png")
        no_axe_violations(page)
        no_sideways_scroll(page)
        if width >= NARROW:
            no_faint_words_in_the_dark(page)


def test_two_plans_can_be_walked_by_keyboard_and_printed(new_page, table, two_plans, live_server):
    own, tried = two_plans
    page = new_page(1280)
    page.goto(address(live_server, table, "compare") + f"?links={own.pk}&rechts={tried.pk}")

    met = walk_by_keyboard(page)
    page.emulate_media(media="print")

    assert "Kies andere plannen" in met
    assert "Naar de variant" in met
    expect(page.locator(".gt-noprint")).to_be_hidden()
    expect(page.locator(".gt-pairs svg").first).to_be_visible()


def test_without_script_one_stops_and_looks_again_by_a_link(new_page, table, chair, live_server):
    page = new_page(360, java_script_enabled=False)
    page.goto(address(live_server, table, "plan"))
    page.get_by_role("button", name="Bereken een plan").first.click()

    page.get_by_role("button", name="Stop, en bewaar het beste tot nu toe").click()

    expect(page.get_by_text("Gestopt voordat er een plan was.").first).to_be_visible()
    assert Run.objects.get().state == "stopped"
