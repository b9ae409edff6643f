"""The pages of a round in a browser: on a phone and a desk, by keyboard, without script, without a line."""

from __future__ import annotations

import re

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, walk_by_keyboard

from gebiedstafel.asking.models import Answer, AskedParty
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.tables.models import Seat
from tests.asking.rounds import (
    NOON,
    a_table,
    answered,
    asked_of,
    link_of,
    seat_of,
    sent_round,
)

PASSWORD = "zeven appels op een plank"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return a_table()


@pytest.fixture
def link(table):
    request = sent_round(table, "buren", "huis", "stad", word="Bel gerust: Anne, 06.")
    return link_of(asked_of(request, "buren"))


def sign_in(page, name):
    """Sit down as someone."""
    person = Seat.objects.get(person__username=name).person
    person.set_password(PASSWORD)
    person.save()
    page.goto("/inloggen/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()


def looks_right(page, shots, name):
    """Take a picture, then hold the page to the rules."""
    width = page.viewport_size["width"]
    keep_picture(page, shots / f"uitvraag-{name}-{width}.png")
    no_sideways_scroll(page)
    no_axe_violations(page)


def begin(page, link):
    """Open the link and begin."""
    page.goto(link)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()


def kept(page):
    """Wait until nothing waits on this device."""
    for _ in range(300):
        if not page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('uitvraag/'))"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("something was not sent")


def test_the_pages_behind_a_link(page, link, shots):
    page.goto(link)
    looks_right(page, shots, "begin")
    begin(page, link)
    page.locator('[name="parties:buren:hours:0.y2029"]').fill("60")
    page.locator('[name="hoe|parties:buren:hours"][value="geschat"]').check()
    kept(page)
    assert "1 van de 2" in page.locator("[data-progress-words]").inner_text()
    looks_right(page, shots, "invullen")
    with page.expect_navigation():
        page.get_by_role("button", name="Klaar, stuur in").click()
    looks_right(page, shots, "dank")

    answer = Answer.objects.get()
    assert answer.value[0]["per_year"] == {"2027": 100, "2028": 80, "2029": 60}
    assert answer.quality == "geschat"


def test_the_pages_of_the_chair(page, table, link, shots):
    request = AskedParty.objects.first().request
    answered(
        request,
        "buren",
        ("measures", "M2", "costs", {"proces": [70_000]}),
        ("measures", "M2", "start", {"earliest": 2027, "latest": 2029}),
        ("measures", "nieuw-1", "title", "Een bankje bij de vijver"),
    )
    chair = seat_of(table, "voorzitter")
    change_entries(table, [Change("measures", "M2", {"costs": {"proces": [30_000]}})], by=chair, at=NOON)
    sign_in(page, "voorzitter")

    for name, place in (
        ("overzicht", ""),
        ("nieuwe", "nieuw/"),
        ("bord", f"{request.pk}/"),
        ("naast-elkaar", f"partij/{asked_of(request, 'buren').pk}/"),
    ):
        page.goto(f"/tafel/{table.pk}/uitvraag/{place}")
        looks_right(page, shots, name)
    with page.expect_navigation():
        page.get_by_role("button", name="Alles overnemen waar niets botst").click()
    page.get_by_role("button", name="Maak het overnemen ongedaan").wait_for()
    page.goto(f"/tafel/{table.pk}/")
    assert "Nog 2 partijen moeten antwoorden" in page.locator("main").inner_text()


def test_everything_is_reached_by_keyboard(new_page, link):
    page = new_page(1280)
    begin(page, link)

    met = walk_by_keyboard(page)

    assert any("Klaar, stuur in" in name for name in met)
    assert any("Voeg toe" in name for name in met)
    page.locator('[name="parties:buren:interest"]').focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Rust")
    page.keyboard.press("Tab")
    kept(page)
    assert Answer.objects.get().value == "Rust"


def test_without_a_script_one_button_keeps_everything(new_page, link):
    page = new_page(360, java_script_enabled=False)
    begin(page, link)

    page.locator('[name="parties:buren:interest"]').fill("Rust")
    page.locator('[name="hoe|parties:buren:hours"][value="onbekend"]').check()
    page.locator('[name="wie"][value="tafel"]').check()
    with page.expect_navigation():
        page.get_by_role("button", name="Klaar, stuur in").click()

    asked = AskedParty.objects.get(party__key="buren")
    assert asked.answered_at is not None
    assert asked.circle == "tafel"
    assert {one.field: one.value for one in asked.answers.all()} == {"interest": "Rust", "hours": None}


def test_what_was_typed_without_a_line_is_sent_when_it_is_back(new_page, link):
    page = new_page(360)
    begin(page, link)
    box = page.locator('[name="parties:buren:interest"]')

    page.context.set_offline(True)
    box.fill("Rust")
    box.blur()
    page.get_by_text("nog niet bewaard: geen verbinding").first.wait_for()
    assert not Answer.objects.exists()
    page.context.set_offline(False)
    kept(page)
    assert Answer.objects.get().value == "Rust"

    page.context.set_offline(True)
    box.fill("Nog meer rust")
    box.blur()
    page.get_by_text("nog niet bewaard: geen verbinding").first.wait_for()
    page.context.set_offline(False)
    page.reload()
    kept(page)

    assert Answer.objects.get().value == "Nog meer rust"
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert re.search(link.split("/")[2], stored) is None


def test_one_tap_takes_last_year_over(new_page, link):
    page = new_page(360)
    begin(page, link)

    page.locator("[data-take]").first.click()
    kept(page)

    assert Answer.objects.get().value[0]["per_year"]["2029"] == 80


def test_we_do_not_know_empties_the_boxes_and_writing_takes_it_back(new_page, link):
    page = new_page(1280)
    begin(page, link)
    box = page.locator('[name="parties:buren:hours:0.y2027"]')

    page.locator('[name="hoe|parties:buren:hours"][value="onbekend"]').check()
    kept(page)
    assert box.input_value() == ""
    assert Answer.objects.get().value is None
    box.fill("12")
    box.blur()
    kept(page)

    assert Answer.objects.get().value == [{"per_year": {"2027": 12}}]


def test_two_colleagues_on_two_screens_see_both_answers(new_page, link):
    one, other = new_page(1280), new_page(360)
    begin(one, link)
    other.goto(link)
    for page, text in ((one, "Rust"), (other, "Meer groen")):
        box = page.locator('[name="parties:buren:interest"]')
        box.fill(text)
        box.blur()
        if page is one:
            kept(page)

    told = other.locator('[data-answer="parties:buren:interest"] [data-fault]')
    told.wait_for()
    assert "Rust" in told.inner_text()
    assert "Meer groen" in told.inner_text()
    assert Answer.objects.get().value == "Rust"
