"""The pages of areas in a real browser: wide and narrow, by keyboard, for everyone."""

from datetime import UTC, datetime

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, walk_by_keyboard

from gebiedstafel.areas.load import load_areas
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.table_import import load_demo_table
from tests.small_country import figures_of, shapes_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
PAGES = [
    "/gebieden/",
    "/gebieden/GM0344/",
    "/gebieden/GM0344/?cijfer=ouder65",
    "/gebieden/BU03440000/",
    "/gebieden/GM9999/",
]


@pytest.fixture
def country():
    load_areas([figures_of()], [shapes_of(58)], at=AT, source="CBS 2020")


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_of_areas_can_be_used_by_everyone(page, country, address, shots):
    page.goto(address)
    name = address.strip("/").replace("/", "-").replace("?", "-")
    keep_picture(page, shots / f"{name}-{page.viewport_size['width']}.png")

    no_axe_violations(page)
    no_sideways_scroll(page)


def test_the_page_of_the_demo_area_can_be_used_by_everyone(page, settings, shots):
    settings.DEMO = True
    load_demo_table(demo_table(), at=AT)

    page.goto("/tafel/de-zeven-gaarden/gebied/")
    keep_picture(page, shots / f"gebied-{page.viewport_size['width']}.png")

    no_axe_violations(page)
    no_sideways_scroll(page)


def test_the_page_for_loading_can_be_used_by_everyone(page, settings):
    settings.DEMO = True

    page.goto("/gebieden/laden/")

    no_axe_violations(page)
    no_sideways_scroll(page)


def test_a_shape_leads_to_its_area_by_keyboard_alone(new_page, country):
    page = new_page(1280)
    page.goto("/gebieden/GM0344/?cijfer=gas")

    met = walk_by_keyboard(page)
    page.locator(".gt-map a").nth(4).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert len(met) > 60
    assert page.url.endswith("/gebieden/BU03440004/?cijfer=gas")


def test_a_figure_is_chosen_without_script(new_page, country):
    page = new_page(360, java_script_enabled=False)
    page.goto("/gebieden/GM0344/")

    page.get_by_label("Kies een cijfer").select_option("won_woz")
    page.get_by_role("button", name="Toon").click()

    assert "Gemiddelde WOZ-waarde" in page.locator("h1").inner_text()
