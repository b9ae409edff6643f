"""The picture and what comes forward from it fit every screen, and are used by keyboard alone."""

from datetime import UTC, datetime

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll

from gebiedstafel.evidence.models import WeighedTheme
from tests.picture_of_demo import demo_with_picture

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TABLE = "/tafel/de-zeven-gaarden/"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True
    return demo_with_picture(NOON)


PAGES = (
    "gebied/",
    "opgaven/voorstellen/",
    "opgaven/voorstellen/WON-KWAL/",
    "opgaven/O01/waarom/",
    "opgaven/kiezen/",
)


def test_every_page_fits_and_breaks_no_rule_of_accessibility(page, shots):
    for name in PAGES:
        page.goto(TABLE + name)
        for folded in page.locator("main details").all():
            folded.evaluate("element => element.open = true")
        keep_picture(page, shots / f"{name.strip('/').replace('/', '-')}-{page.viewport_size['width']}.png")

        no_axe_violations(page)
        no_sideways_scroll(page)


def test_a_theme_becomes_a_challenge_by_keyboard_and_goes_back(page):
    page.goto(TABLE + "opgaven/")
    page.get_by_role("link", name="Wat komt uit het beeld naar voren?").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("link", name="Werk en meedoen", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    page.get_by_label("Hoe heet de opgave?").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Werk in de wijk")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "De opgave ligt op tafel" in page.locator("main").inner_text()
    assert WeighedTheme.objects.get().taken_back_at is None
    page.get_by_role("link", name="Werk en meedoen", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Neem dit terug").press("Enter")
    assert "Teruggenomen" in page.locator("body").inner_text()
    assert WeighedTheme.objects.get().taken_back_at is not None
