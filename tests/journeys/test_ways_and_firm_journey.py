"""On the page of a plan, in a browser: ask what connecting brings and how firm it is, read the answers."""

import threading
from datetime import UTC, datetime

import pytest
from browser import (
    NARROW,
    WIDTHS,
    keep_picture,
    no_axe_violations,
    no_faint_words_in_the_dark,
    no_figure_is_cut,
    no_sideways_scroll,
    walk_by_keyboard,
)
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import expect

from gebiedstafel.connections.models import Study
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.studies import work_out
from gebiedstafel.connections.study_actions import ask_study
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo_and_a_worker_that_waits(settings):
    """Show demo tables; this test itself is the worker."""
    settings.DEMO = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def table(transactional_db):
    return load_demo_table(demo_table(), at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def plan(table, chair):
    return make_plan(table, by=chair, clock=lambda: NOON)


def address(live_server, table):
    return live_server.url + reverse("connections:plan", args=[table.pk])


def work_off(study):
    """Do what the worker does, in a thread of its own as the server has one too."""

    def work():
        work_out(study, clock=now, run=study.run)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_from_the_question_to_the_answer(new_page, table, plan, live_server):
    page = new_page(1280)
    page.goto(address(live_server, table))
    place = page.locator("#verbinden")

    place.get_by_role("button", name="Reken uit wat verbinden oplevert").click()
    place.get_by_role("button", name="Stop, en bewaar wat er is").wait_for()
    work_off(Study.objects.get())

    place.get_by_text("Ieder voor zich zou dat").wait_for()
    place.get_by_text("Hetzelfde als tabel").click()
    expect(place.get_by_role("table")).to_be_visible()
    assert "Alle opgaven samen" in walk_text(place)
    page.reload()
    expect(page.locator("#verbinden").get_by_text("Ieder voor zich zou dat")).to_be_visible()


def walk_text(place):
    return place.get_by_role("table").inner_text()


def test_both_answers_break_no_rule(new_page, table, chair, plan, live_server, shots):
    for kind in ("compare", "robust"):
        study = ask_study(plan, kind, {}, by=chair, at=NOON)
        work_off(study)
    for width in WIDTHS:
        page = new_page(width)
        page.goto(address(live_server, table))
        keep_picture(page, shots / f"verbinden-en-stevig-{width}.png")
        no_axe_violations(page)
        no_sideways_scroll(page)
        if width >= NARROW:
            no_faint_words_in_the_dark(page)


def test_on_a_phone_no_amount_of_the_plan_its_ways_or_its_shares_is_cut(
    new_page, table, chair, plan, live_server
):
    study = ask_study(plan, "compare", {}, by=chair, at=NOON)
    work_off(study)
    page = new_page(360)
    for name, keys in (("plan", [table.pk]), ("share", [table.pk]), ("study", [table.pk, study.pk])):
        page.goto(live_server.url + reverse(f"connections:{name}", args=keys))
        assert page.locator(".gt-scroll").count()

        no_figure_is_cut(page)
        no_sideways_scroll(page)
        no_axe_violations(page)


@pytest.mark.parametrize(
    ("kind", "fold"),
    [
        ("compare", "Hetzelfde als tabel, en per opgave"),
        ("robust", "De vaste kern, maatregel voor maatregel"),
    ],
)
def test_an_answer_can_be_walked_by_keyboard(new_page, table, chair, plan, live_server, kind, fold):
    study = ask_study(plan, kind, {}, by=chair, at=NOON)
    work_off(study)
    page = new_page(1280)
    page.goto(live_server.url + reverse("connections:study", args=[table.pk, study.pk]))

    met = walk_by_keyboard(page)

    assert fold in met
    assert "Terug naar het plan" in met
