"""Stories in a real browser: told on a phone with a photo, read first, shown, taken back; and recognised."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from django.urls import reverse
from playwright.sync_api import expect

from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.stories.actions import open_box, tell_story
from gebiedstafel.stories.askable import askable_things
from gebiedstafel.stories.recognition import ask_about, open_page
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table
from tests.stories.told_here import NOON, a_jpeg

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(transactional_db, settings):
    settings.DEMO = True
    return load_demo_table(small_table(), at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


def hold(page):
    no_axe_violations(page)
    no_sideways_scroll(page)


def test_a_story_is_told_read_first_shown_and_taken_back(page, live_server, shots, table, chair):
    box = open_box(table, by=chair, at=NOON)
    width = page.viewport_size["width"]
    page.goto(live_server.url + reverse("stories:tell", args=[box.address]))
    met = walk_by_keyboard(page)
    assert "Vertel het" in met
    hold(page)
    keep_picture(page, shots / f"verhaal-vertellen-{width}.png")

    words = page.get_by_role("textbox", name="Uw verhaal")
    words.fill("Ik loop om sinds de lamp stuk is. Bel mij op 06-12345678.")
    page.get_by_label("Waar is dat?").select_option("ST1")
    page.get_by_label("Wie mag dit lezen?").select_option("everyone")
    photo = {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg((640, 480))}
    page.get_by_label("Een foto erbij").set_input_files(photo)
    page.get_by_role("button", name="Vertel het").click()
    says(page, "Dit lijkt een telefoonnummer.")
    hold(page)
    keep_picture(page, shots / f"verhaal-nummer-{width}.png")
    words.fill("Ik loop om sinds de lamp stuk is.")
    page.get_by_label("Een foto erbij").set_input_files(photo)
    page.get_by_role("button", name="Vertel het").press("Enter")
    says(page, "Bewaar deze link")
    own = page.url
    hold(page)
    keep_picture(page, shots / f"verhaal-volgen-{width}.png")

    page.goto(live_server.url + reverse("stories:queue", args=[table.pk]))
    hold(page)
    page.get_by_role("link", name="Lees en beslis").first.click()
    says(page, "Lees of niemand te herkennen is.")
    hold(page)
    keep_picture(page, shots / f"verhaal-lezen-{width}.png")
    page.get_by_role("button", name="Toon dit verhaal").click()
    says(page, "Het verhaal is te lezen.")

    page.goto(live_server.url + reverse("stories:overview", args=[table.pk]))
    expect(page.locator(".gt-sto__one img")).to_have_count(1)
    hold(page)
    keep_picture(page, shots / f"verhalen-{width}.png")

    page.goto(own)
    page.get_by_role("link", name="Neem uw verhaal terug").click()
    says(page, "overal meteen weg")
    hold(page)
    page.get_by_role("button", name="Ja, haal het weg").click()
    says(page, "Uw verhaal is weg.")
    page.goto(live_server.url + reverse("stories:overview", args=[table.pk]))
    expect(page.locator(".gt-sto__one")).to_have_count(0)
    hold(page)


def test_a_story_on_paper_gets_a_strip(page, live_server, shots, table, chair):
    open_box(table, by=chair, at=NOON)
    for name in ("poster", "paper"):
        page.goto(live_server.url + reverse(f"stories:{name}", args=[table.pk]))
        hold(page)
    keep_picture(page, shots / f"verhaal-papier-{page.viewport_size['width']}.png")
    page.goto(live_server.url + reverse("stories:typing", args=[table.pk]))
    page.get_by_role("textbox", name="Uw verhaal").fill("De lift is mijn sociale leven.")
    page.get_by_role("button", name="Bewaar en maak de strook").click()
    says(page, "Print deze strook nu.")
    hold(page)
    code = page.locator(".gt-code--big").inner_text()

    page.goto(live_server.url + reverse("stories:code", args=[open_box(table, by=chair, at=NOON).address]))
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Naar mijn verhaal").click()

    says(page, "De lift is mijn sociale leven.")


def test_a_resident_and_a_party_say_whether_they_recognise_a_figure(page, live_server, shots, table, chair):
    ask_about(table, askable_things(table), by=chair, at=NOON)
    opened = open_page(table, by=chair, at=NOON)
    width = page.viewport_size["width"]
    page.goto(live_server.url + reverse("recognition:recognise", args=[opened.address]))
    hold(page)
    keep_picture(page, shots / f"herkent-{width}.png")
    page.get_by_label("het zit anders").check()
    page.get_by_label("Wilt u er iets bij zeggen?").fill("Het zijn de bussen.")
    page.get_by_role("button", name="Verstuur").press("Enter")
    says(page, "Dank u wel. Uw antwoord is bewaard.")
    expect(page.get_by_label("het zit anders")).to_be_checked()
    hold(page)

    page.goto(live_server.url + reverse("recognition:overview", args=[table.pk]))
    hold(page)
    page.get_by_label("herken ik", exact=True).check()
    page.get_by_role("button", name="Bewaar wat mijn partij vindt").click()
    says(page, "partijen antwoordde: 1 herkent het.")
    page.get_by_role("button", name="Toon: Het zijn de bussen.").click()
    says(page, "Lees de zin die iemand erbij schreef")
    hold(page)
    keep_picture(page, shots / f"herkent-tafel-{width}.png")
    page.goto(live_server.url + reverse("recognition:choose", args=[table.pk]))
    hold(page)


def test_a_teller_copies_their_link_by_one_press_and_reads_it_on_one_line(page, table, chair):
    box = open_box(table, by=chair, at=NOON)
    _story, link = tell_story(box, text="De lamp is stuk.", circle="table", at=NOON)
    page.goto(reverse("stories:follow", args=[box.address, link]))
    field = page.get_by_label("Uw eigen link")
    assert field.input_value() == page.url
    assert field.bounding_box()["height"] < 60

    page.get_by_role("button", name="Kopieer de link").press("Enter")

    says(page, "Gekopieerd.")
    hold(page)
    page.get_by_role("link", name="Neem uw verhaal terug").click()
    page.get_by_role("button", name="Ja, haal het weg").click()
    says(page, "Uw verhaal is weg.")
    page.goto(reverse("stories:follow", args=[box.address, link]))
    says(page, "Achter deze link staat niets meer.")
    hold(page)


def test_who_only_looks_on_finds_where_to_tell_from_start_and_from_gebied(page, table, chair):
    open_box(table, by=chair, at=NOON)
    open_page(table, by=chair, at=NOON)
    ask_about(table, askable_things(table)[:1], by=chair, at=NOON)
    visitor = table.seats.get(role=Seat.Role.VISITOR)
    page.goto(f"/tafel/{table.pk}/")
    with page.expect_navigation():
        page.get_by_label("Mijn stoel").select_option(str(visitor.pk))
    says(page, "Wat kan ik hier doen?")
    hold(page)
    page.get_by_role("link", name="Vertel uw verhaal").press("Enter")
    page.get_by_role("textbox", name="Uw verhaal").fill("Ik loop om sinds de lamp stuk is.")
    page.get_by_role("button", name="Vertel het").click()
    says(page, "Bewaar deze link")

    page.goto(f"/tafel/{table.pk}/gebied/")
    expect(page.get_by_role("link", name="Vertel uw verhaal")).to_have_count(1)
    page.get_by_role("link", name="Herkent u dit?").press("Enter")
    says(page, "Herkent u dit?")
    assert "/herkent/" in page.url
    assert "/tafel/" not in page.url
