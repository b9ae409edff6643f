"""Start, Opgaven and Middelen fit every screen and can be read and used by everyone."""

from datetime import UTC, datetime

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll

from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_import import load_demo_table
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True
    document = small_table()
    del document["choices"]
    document["challenges"] += [{"id": f"X{number}", "title": f"Opgave {number}"} for number in range(5)]
    table = load_demo_table(document, at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)
    return table


@pytest.mark.parametrize("name", ["", "opgaven/", "middelen/"])
def test_a_page_fits_and_breaks_no_rule_of_accessibility(page, shots, name):
    page.goto(f"/tafel/beukenhof/{name}")
    for folded in page.locator("main details").all():
        folded.evaluate("element => element.open = true")
    picture = f"{name.strip('/') or 'start'}-{page.viewport_size['width']}.png"
    keep_picture(page, shots / picture)

    no_axe_violations(page)
    no_sideways_scroll(page)
    assert page.locator(".gt-next").count() == 1


def test_a_resident_takes_their_seat_and_sees_what_is_theirs(page):
    page.goto("/tafel/beukenhof/")
    assert "iets van u" in page.locator("h1").inner_text()

    with page.expect_navigation():
        page.get_by_label("Mijn stoel").select_option("Buren van Beukenhof")

    page.locator(".gt-seats summary").click()
    assert "Buren van Beukenhof" in page.locator(".gt-seats li", has_text="uw stoel").inner_text()


def test_the_menu_leads_to_every_page_by_keyboard(page):
    page.goto("/tafel/beukenhof/")

    page.get_by_role("link", name="Opgaven", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("/opgaven/")
    assert page.locator(".gt-nav [aria-current=page]").inner_text() == "Opgaven"
