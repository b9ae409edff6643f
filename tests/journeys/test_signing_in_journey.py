"""Walking in by one's own organisation, and by a password with a code, in a real browser."""

from __future__ import annotations

import re
from base64 import b32decode

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.provider_list import KNOWN
from gebiedstafel.accounts.second_step import step_of
from gebiedstafel.means.table_import import load_table
from tests.accounts.test_second_step import code_at
from tests.browser import (
    PATIENCE,
    WIDTHS,
    keep_picture,
    no_axe_violations,
    no_sideways_scroll,
    says,
    walk_by_keyboard,
)
from tests.small_table import small_table

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "zeven appels op een plank"


def looks_well(page: Page, shots, name: str) -> None:
    no_axe_violations(page)
    no_sideways_scroll(page)
    keep_picture(page, shots / f"{name}-{page.viewport_size['width']}.png")


@pytest.mark.parametrize("width", WIDTHS)
def test_someone_comes_in_by_their_organisation_and_goes_out_again(
    browser, live_server, gemeente, shots, width
):
    """The page of the provider lies elsewhere, so this browser may go there too."""
    load_table(small_table(), by=Person.objects.create_user("chair"), at=now())
    KNOWN.__init__()
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_server.url)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    try:
        page.goto(reverse("accounts:sign_in") + "?next=/tafel/beukenhof/")
        says(page, "Inloggen met Gemeente Bosrijk")
        looks_well(page, shots, "inloggen-met-organisatie")

        page.get_by_role("link", name="Inloggen met Gemeente Bosrijk").press("Enter")
        page.get_by_role("link", name="Dit ben ik").click()
        says(page, "Gemeente Bosrijk")
        expect(page).to_have_url(re.compile(r"/tafel/beukenhof/$"))

        page.goto(reverse("accounts:visits"))
        says(page, "U bent alleen hier ingelogd")
        looks_well(page, shots, "waar-ben-ik-ingelogd")

        page.get_by_role("button", name="Uitloggen").click()
        says(page, "U bent uitgelogd bij Gebiedstafel")
        looks_well(page, shots, "uitgelogd")
        page.get_by_role("link", name="Log ook uit bij Gemeente Bosrijk").click()
        expect(page.get_by_role("heading", name="Uitgelogd")).to_be_visible()
    finally:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_account_that_has_the_address_is_joined_after_its_own_password(
    browser, live_server, gemeente, shots, width
):
    KNOWN.__init__()
    Person.objects.create_user("anne", email="anne@gemeente.example", password=PASSWORD)
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_server.url)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    try:
        page.goto(reverse("accounts:with_provider", args=["gemeente"]))
        page.get_by_role("link", name="Dit ben ik").click()
        says(page, "We nemen een bestaand account nooit vanzelf over")
        looks_well(page, shots, "koppelen")
        page.get_by_role("link", name="Log in met mijn wachtwoord").click()
        page.get_by_label("Gebruikersnaam of e-mailadres").fill("anne")
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").press("Enter")
        says(page, "Wilt u voortaan ook inloggen met Gemeente Bosrijk")
        looks_well(page, shots, "koppelen-ja")
        page.get_by_role("button", name="Ja, koppel ze").click()
        says(page, "Voortaan logt u ook in met Gemeente Bosrijk")
    finally:
        context.close()


def test_a_second_step_is_set_up_and_given_by_keyboard_alone(page, live_server, settings, shots):
    settings.DEMO = False
    Person.objects.create_user("anne", email="anne@voorbeeld.nl", password=PASSWORD)
    page.goto(reverse("accounts:sign_in") + "?next=" + reverse("accounts:my_second_step"))
    page.get_by_label("Gebruikersnaam of e-mailadres").focus()
    page.keyboard.type("anne")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    says(page, "Zet in twee minuten uw tweede stap aan")
    looks_well(page, shots, "tweede-stap-aanzetten")
    assert "Zet de tweede stap aan" in walk_by_keyboard(page)

    secret = b32decode(page.locator(".gt-code").inner_text().replace(" ", ""))
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.type(code_at(secret, now()))
    page.keyboard.press("Enter")
    says(page, "Bewaar deze tien herstelcodes")
    looks_well(page, shots, "herstelcodes")
    recovery = page.locator(".gt-code").first.inner_text()

    page.get_by_role("button", name="Uitloggen").focus()
    page.keyboard.press("Enter")
    says(page, "Inloggen")
    page.goto(reverse("accounts:sign_in"))
    page.get_by_label("Gebruikersnaam of e-mailadres").focus()
    page.keyboard.type("anne")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    says(page, "Vul de code uit uw app in")
    looks_well(page, shots, "tweede-stap")
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    says(page, "Deze code klopt niet")
    assert step_of(secret, "000000", after=0, at=now()) is None
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.type(recovery)
    page.keyboard.press("Enter")
    says(page, "Uitloggen")
    page.goto(reverse("accounts:my_second_step"))
    says(page, "U hebt nog 9 herstelcodes over")
    looks_well(page, shots, "mijn-tweede-stap")
