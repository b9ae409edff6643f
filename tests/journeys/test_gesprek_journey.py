"""Gesprek in a real browser: read what is shared, make work of it, bring an idea and read the answer."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, walk_by_keyboard
from django.urls import reverse
from playwright.sync_api import expect

from gebiedstafel.dialogue.rounds import Entrance
from gebiedstafel.ideas.actions import open_box
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from tests.dialogue.small_round import NOON, a_round, vote
from tests.small_table import small_table

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(transactional_db, settings):
    settings.DEMO = True
    return load_demo_table(small_table(), at=NOON)


@pytest.fixture
def round(table):
    made = a_round(table)
    Entrance.objects.create(round=made, route="qr")
    vote(made, 24)
    vote(made, 14, camp=1)
    vote(made, 12, side="institution", route="hall")
    return made


def look(page, live_server, name, *args):
    page.goto(live_server.url + reverse(name, args=args))
    no_axe_violations(page)
    no_sideways_scroll(page)


def test_from_what_is_shared_to_the_agenda(page, live_server, shots, table, round):
    page.goto(live_server.url + reverse("gesprek:page", args=[table.pk]))
    met = walk_by_keyboard(page)
    assert any(name.startswith("Groep A:") for name in met) or page.viewport_size["width"] < 500
    keep_picture(page, shots / f"gesprek-{page.viewport_size['width']}.png")
    no_axe_violations(page)
    no_sideways_scroll(page)

    page.get_by_label("Maak werk van: Stelling 9").first.click()
    no_axe_violations(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Zet op de agenda").click()

    page.get_by_text("De stelling staat op de agenda van de tafel.").wait_for()
    look(page, live_server, "ideas:agenda", table.pk)
    expect(page.get_by_role("heading", name="Wat doen wij met: ‘Stelling 9’?")).to_have_count(1)


def test_the_hall_and_the_sheet_and_a_phone(page, live_server, shots, table, round):
    look(page, live_server, "gesprek:hall", table.pk, round.address)
    keep_picture(page, shots / f"zaal-{page.viewport_size['width']}.png")
    assert page.locator(".gt-hall__n b").inner_text() == "50"

    look(page, live_server, "gesprek:sheet", table.pk, round.address)
    look(page, live_server, "gesprek:outcome", round.address)


def test_the_hall_renews_itself_as_people_vote(new_page, live_server, table, round):
    page = new_page(1280)
    page.goto(live_server.url + reverse("gesprek:hall", args=[table.pk, round.address]))

    vote(round, 6)

    page.locator(".gt-hall__n b", has_text="56").wait_for(timeout=60_000)


def test_an_idea_is_brought_answered_and_followed(page, live_server, shots, table):
    box = open_box(table, by=table.seats.get(role=Seat.Role.CHAIR), at=NOON)
    look(page, live_server, "ideas:bring", box.address)
    page.get_by_label("Wat brengt u?").select_option("offer")
    page.get_by_label("Vertel het in een paar zinnen").fill("Ik help graag met de tuin.")
    page.get_by_role("button", name="Breng het naar de tafel").click()
    page.get_by_text("Ik help graag met de tuin.").wait_for()
    own_link = page.url
    no_axe_violations(page)
    no_sideways_scroll(page)

    page.goto(live_server.url + reverse("ideas:due", args=[table.pk]))
    page.locator("summary", has_text="Beantwoord").first.click()
    page.get_by_label("Antwoord").fill("Graag. Kom zaterdag om tien uur.")
    page.get_by_role("button", name="Verstuur het antwoord").click()
    page.get_by_text("Het antwoord staat er.").wait_for()
    no_axe_violations(page)
    no_sideways_scroll(page)

    page.goto(own_link)

    page.get_by_text("Graag. Kom zaterdag om tien uur.").wait_for()
