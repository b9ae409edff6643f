"""Signing in with the keyboard alone, wide and narrow."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll

from gebiedstafel.accounts.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "zeven appels op een plank"


def test_a_wrong_and_then_a_right_password_by_keyboard(page, live_server, shots):
    person = Person.objects.create_user("anne", password=PASSWORD)

    page.goto("/inloggen/")
    no_axe_violations(page)
    no_sideways_scroll(page)
    page.get_by_label("Gebruikersnaam").focus()
    page.keyboard.type("anne")
    page.keyboard.press("Tab")
    page.keyboard.type("niet dit")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    keep_picture(page, shots / f"inloggen-{page.viewport_size['width']}.png")
    no_axe_violations(page)
    no_sideways_scroll(page)

    page.get_by_label("Wachtwoord").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "inloggen" not in url)

    page.goto("/wachtwoord/")
    no_axe_violations(page)
    no_sideways_scroll(page)
    assert page.get_by_label("Huidig wachtwoord").is_visible()
    keep_picture(page, shots / f"wachtwoord-{page.viewport_size['width']}.png")
    person.refresh_from_db()
    assert person.last_login


def test_the_pause_after_too_many_tries_is_a_page_anyone_can_read(page, live_server):
    Person.objects.create_user("anne", password=PASSWORD)

    for _ in range(5):
        page.goto("/inloggen/")
        page.get_by_label("Gebruikersnaam").fill("anne")
        page.get_by_label("Wachtwoord").fill("niet dit")
        page.get_by_role("button", name="Inloggen").click()

    assert "Even wachten" in page.get_by_role("heading", level=1).inner_text()
    no_axe_violations(page)
    no_sideways_scroll(page)
