"""From what money there is to a flow of the table, and to the days on which it asks something."""

from datetime import UTC, datetime

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, walk_by_keyboard

from gebiedstafel.connections.solving import make_plan
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import AreaTable
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AT = "/tafel/beukenhof/middelen/"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(settings):
    settings.DEMO = True
    document = small_table()
    del document["choices"]
    document["money_flows"][0] |= {"commit_by": "2099-05-01"}
    table = load_demo_table(document, at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)
    return table


def test_a_scheme_is_found_taken_over_and_its_day_stands_among_the_deadlines(table, page, shots):
    width = page.viewport_size["width"]
    page.goto(AT)
    page.get_by_role("link", name="Welk geld is er").click()
    page.get_by_label("Voor welke opgave").select_option(label="Wateroverlast in de Esdoornlaan")
    page.get_by_label("Voor welke kosten").select_option("investering")
    page.get_by_role("button", name="Zoek", exact=True).click()
    no_axe_violations(page)
    no_sideways_scroll(page)
    keep_picture(page, shots / f"welk-geld-{width}.png")

    page.get_by_role("link", name="Klimaatbijdrage van het waterschap").click()
    page.get_by_text("Controleer de regeling zelf").first.wait_for()
    no_axe_violations(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Neem over").click()

    page.locator("#budget_2028").fill("90k")
    page.locator("summary", has_text="Wanneer").first.click()
    page.locator("#apply_by").fill("1-10-2098")
    no_axe_violations(page)
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_text("Overgenomen uit de regeling").wait_for()
    flows = table_document(AreaTable.objects.get(pk="beukenhof"), ("money_flows",))
    made = find_entry(flows, "money_flows", "F03")
    assert made["scheme"]["id"] == "waterschap-klimaat"
    assert (made["budget"], made["apply_by"]) == ({"2028": 9_000_000}, "2098-10-01")

    page.goto("/tafel/beukenhof/verbinden/")
    page.get_by_role("link", name="Termijnen: wat moet wanneer").click()
    page.get_by_text("Vraag aan: Klimaatbijdrage van het waterschap").first.wait_for()
    page.get_by_label("Voor wie").select_option(label="Mijn partij")
    page.get_by_role("button", name="Toon").click()
    page.get_by_text("Leg vast: Wijkbudget").wait_for()
    no_axe_violations(page)
    no_sideways_scroll(page)
    keep_picture(page, shots / f"termijnen-{width}.png")
    assert walk_by_keyboard(page)[0] == "Naar de inhoud"


def test_a_municipality_adds_a_scheme_of_its_own_and_every_table_finds_it(table, page):
    page.goto(f"{AT}welk-geld/gemeente/")
    page.get_by_role("link", name="Nieuwe regeling").click()
    page.get_by_label("Naam van de regeling").fill("Groene daken")
    page.get_by_label("Waarvoor is het?").fill("Daken die regen vasthouden.")
    page.get_by_label("Wie precies, in woorden?").fill("Wie een dak heeft.")
    page.get_by_label("Waar precies, in woorden?").fill("De hele gemeente.")
    page.get_by_label("Wat vraagt het?").fill("Een offerte.")
    page.get_by_label("Waar staat de regeling?").fill("Raadsbesluit 12")
    page.get_by_role("group", name="Welke kosten mag het betalen?").get_by_label("investering").check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Kies minstens één soort aanvrager.").wait_for()
    no_axe_violations(page)
    no_sideways_scroll(page)

    page.get_by_role("group", name="Wie kan aanvragen?").get_by_label("bewoners").check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("heading", level=1, name="Groene daken").wait_for()

    page.goto(f"{AT}welk-geld/?q=daken")
    page.get_by_role("link", name="Groene daken").wait_for()
    no_axe_violations(page)
