"""The werkplaats from the first click to the last: alone, beside each other, what fits, the choice kept."""

import re

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, walk_by_keyboard
from playwright.sync_api import expect

from gebiedstafel.workshop.models import Choice, Outcome, OwnAnswer, SharedAnswer
from tests.tables.own_tables import PASSWORD
from tests.workshop.rounds_of_choosing import table_with_people

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sees(page, shots):
    """Hold the page that is open to every rule, and keep a picture of it."""
    width = page.viewport_size["width"]

    def look(name):
        keep_picture(page, shots / f"werkplaats-{name}-{width}.png")
        no_axe_violations(page)
        no_sideways_scroll(page)

    return look


def sign_in(page, name):
    page.goto("/inloggen/")
    page.get_by_label("Gebruikersnaam").fill(f"{name}@voorbeeld.nl")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def answers(page, question, anchor):
    part = page.locator(f"[data-answer='{question}']")
    part.get_by_text(anchor, exact=True).click()
    part.locator("[data-state]", has_text="bewaard").wait_for()


def test_a_table_answers_alone_lays_beside_and_chooses(page, new_page, live_server, settings, sees):
    settings.DEMO = False
    table, *_ = table_with_people()
    home = f"/tafel/{table.pk}/werkplaats/"

    sign_in(page, "chair")
    page.goto(home)
    sees("leeg")
    press(page, "Begin een ronde")
    choice = Choice.objects.get()
    answers(page, "omvang", "50.000–100.000")
    answers(page, "vertrouwen", "laag")
    page.get_by_label("Waarom? Eén zin, mag leeg: Hoe is het vertrouwen").fill("Er is veel beloofd.")
    page.keyboard.press("Tab")
    page.locator("[data-answer='vertrouwen'] [data-state]", has_text="bewaard").wait_for()
    sees("alleen")
    assert "2 van de 12" in page.locator("[data-progress-words]").inner_text()
    walk_by_keyboard(page)

    other = new_page(360)
    sign_in(other, "bo")
    other.goto(f"{home}werkwijze/{choice.pk}/")
    answers(other, "vertrouwen", "redelijk")
    other.context.set_offline(True)
    other.locator("[data-answer='budget']").get_by_text("tot 5%", exact=True).click()
    other.locator("[data-answer='budget'] [data-state]", has_text="geen verbinding").wait_for()
    other.context.set_offline(False)
    other.locator("[data-answer='budget'] [data-state]", has_text="bewaard").wait_for()
    assert OwnAnswer.objects.filter(seat__person__username="bo").count() == 2

    press(page, "Bewaar mijn antwoorden")
    sees("begonnen")
    press(page, "Leg de antwoorden open")
    sees("naast-elkaar")
    press(page, "Neem 2 antwoorden over")
    assert SharedAnswer.objects.count() == 2
    trust = page.locator("#vraag-vertrouwen")
    trust.get_by_text("Schrijf het antwoord van de tafel op").click()
    trust.locator(".gt-ws-together").get_by_text("gemengd", exact=True).click()
    trust.get_by_role("button", name="Bewaar").click()
    assert SharedAnswer.objects.get(criterion="vertrouwen").answer == 2

    page.get_by_role("link", name="Naar wat past").click()
    sees("past")
    headline = page.locator("h1").inner_text()
    for _step in range(2):
        page.get_by_role("link", name="een stap omlaag: Hoe is het vertrouwen").click()
        page.wait_for_url("**vertrouwen=**")
    page.get_by_text("U probeert iets uit").wait_for()
    sees("uitproberen")
    page.get_by_role("link", name="Terug naar het antwoord van de tafel").click()
    assert page.locator("h1").inner_text() == headline
    page.get_by_role("checkbox", name="Leren vanuit doorbraken").check()
    page.get_by_label("Waarom deze").fill("We beginnen klein.")
    press(page, "Bewaar de keuze van de tafel")
    sees("uitkomst")
    assert Outcome.objects.get().chosen == ["doorbraak"]
    page.goto(home)
    sees("gekozen")


def test_without_a_script_the_whole_way_works_too(new_page, live_server, settings):
    settings.DEMO = False
    table, *_ = table_with_people()
    page = new_page(360, java_script_enabled=False)

    sign_in(page, "chair")
    page.goto(f"/tafel/{table.pk}/werkplaats/")
    press(page, "Begin een ronde")
    page.locator("[data-answer='omvang']").get_by_text("25.000–50.000", exact=True).click()
    press(page, "Bewaar mijn antwoorden")
    press(page, "Leg de antwoorden open")
    press(page, "Neem 1 antwoord over")
    page.get_by_role("link", name="Naar wat past").click()
    page.get_by_role("link", name="een stap omhoog: Hoe groot is de gemeente").click()

    assert "omvang=2" in page.url
    expect(page.get_by_text("U probeert iets uit")).to_be_visible()


def test_a_municipality_changes_its_ways_of_working(page, live_server, settings, sees):
    settings.DEMO = False
    table, *_ = table_with_people()
    home = f"/tafel/{table.pk}/werkplaats/"

    sign_in(page, "chair")
    page.goto(f"{home}werkwijzen/")
    sees("werkwijzen")
    page.get_by_role("link", name=re.compile("Verander.*Wijkgericht met")).click()
    sees("werkwijze")
    page.locator("[name='van:omvang']").select_option(label="meer dan 250.000")
    page.locator("[name='tot:omvang']").select_option(label="25.000–50.000")
    press(page, "Bewaar als nieuwe versie")
    sees("werkwijze-fout")
    page.locator("[name='tot:omvang']").select_option(label="meer dan 250.000")
    press(page, "Bewaar als nieuwe versie")
    page.get_by_text("Bewaard als nieuwe versie").wait_for()
    page.goto(f"{home}werkwijzen/vragen/nieuw/")
    sees("vraag")
    page.goto(f"{home}werkwijzen/inlezen/")
    press(page, "Lees in")
    sees("inlezen-fout")


def test_roles_are_talked_through_by_two_at_once(page, new_page, live_server, settings, sees):
    settings.DEMO = False
    table, *_ = table_with_people()
    home = f"/tafel/{table.pk}/werkplaats/"

    sign_in(page, "chair")
    page.goto(home)
    page.get_by_role("link", name="Rollenbladen").click()
    sees("rollen-leeg")
    page.get_by_label("Over welke opgave?").select_option(index=1)
    press(page, "Begin dit rollenblad")
    sees("rollenblad-leeg")
    canvas = page.url
    other = new_page(1280)
    sign_in(other, "bo")
    other.goto(canvas)

    new = page.locator("form", has=page.get_by_role("button", name="Voeg deze rol toe"))
    new.get_by_label("Rol", exact=True).fill("bewonersvoorzitter")
    new.get_by_label("Wie vult deze rol?").select_option(label="Buren van Beukenhof")
    new.get_by_label("doet het").check()
    new.get_by_label("Wat heeft deze rol nodig").fill("Een sleutel van het buurthuis.")
    press(page, "Voeg deze rol toe")
    new.get_by_label("Rol", exact=True).fill("geldmaker")
    new.get_by_label("adviseert").check()
    press(page, "Voeg deze rol toe")
    page.get_by_role("radio", name="de tafel", exact=True).check()
    press(page, "Schrijf op")
    page.get_by_text("geldmaker is van niemand").wait_for()
    sees("rollenblad")
    walk_by_keyboard(page)

    other.get_by_text("Iemand anders veranderde dit rollenblad.").wait_for()
    other.get_by_role("link", name="Toon wat er nu staat").click()
    other.get_by_role("radio", name="geldmaker").check()
    press(other, "Schrijf op")
    page.get_by_role("radio", name="bewonersvoorzitter").check()
    press(page, "Schrijf op")

    page.get_by_text("Er staat nu: geldmaker beslist. U wilde: bewonersvoorzitter beslist.").wait_for()
    page.goto(f"{home}rollen/")
    sees("rollen")
