"""Filling the table in a browser: money, a measure, their effect, undo, two at one row, a lost line."""

from datetime import UTC, datetime

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from playwright.sync_api import expect

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
    document["money_flows"][0]["holder"] = "stad"
    return load_demo_table(document, at=NOON)


def rows(kind):
    return table_document(AreaTable.objects.get(pk="beukenhof"), (kind, "parties")).get(kind, [])


def open_fold(page, title):
    page.locator("summary", has_text=title).first.click()


def test_money_is_brought_in_its_effect_is_shown_and_it_is_undone(table, page, shots):
    page.goto(AT)
    page.get_by_role("link", name="Nieuwe geldstroom").click()
    page.get_by_label("Naam van de geldstroom").fill("Gevelfonds")
    page.locator("#budget_2027").fill("60k")
    page.locator("#cost_types_investering").check()
    page.locator("#certainty").select_option("vast")
    open_fold(page, "Waarvoor mag dit geld")
    page.locator("#area").select_option("WK1")
    page.get_by_text("Past bij één maatregel.").wait_for()
    assert len(rows("money_flows")) == 2

    open_fold(page, "Hoeveel per maatregel")
    page.locator("#max_share").fill("70")
    keep_picture(page, shots / f"geldstroom-vullen-{page.viewport_size['width']}.png")
    page.get_by_role("button", name="Opslaan").click()

    page.get_by_text("Opgeslagen.").wait_for()
    made = find_entry({"money_flows": rows("money_flows")}, "money_flows", "F03")
    assert (made["budget"], made["max_share"]) == ({"2027": 6_000_000}, 0.7)
    says(page, "Straat afkoppelen")
    no_axe_violations(page)
    no_sideways_scroll(page)

    page.get_by_role("button", name="Ongedaan maken").first.click()
    page.get_by_text("Dit is ongedaan gemaakt.").first.wait_for()
    assert len(rows("money_flows")) == 2


def test_a_measure_is_brought_in_by_keyboard_alone(table, new_page):
    page = new_page(1280)
    page.goto(f"{AT}maatregelen/nieuw/")
    page.get_by_label("Wat gaan we doen?").focus()
    page.keyboard.type("Bankje op de hoek")
    page.keyboard.press("Enter")

    page.wait_for_url("**/maatregelen/M03/**")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Bankje op de hoek")
    page.get_by_role("button", name="Wij trekken dit").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Wij trekken dit niet meer").wait_for()
    assert find_entry({"measures": rows("measures")}, "measures", "M03")["leads"] == ["stad"]

    page.goto(f"{AT}maatregelen/M03/bewerken/")
    names = walk_by_keyboard(page)
    assert names[0] == "Naar de inhoud"
    assert "Opslaan" in names


def test_two_people_at_one_row_see_both_texts(table, new_page, shots):
    one, other = new_page(1280), new_page(360)
    for page in (one, other):
        page.goto(f"{AT}geldstromen/F1/bewerken/")
    one.get_by_label("Naam van de geldstroom").fill("Van de een")
    other.get_by_label("Naam van de geldstroom").fill("Van de ander")
    one.get_by_role("button", name="Opslaan").click()
    one.get_by_text("Opgeslagen.").wait_for()

    other.get_by_role("button", name="Opslaan").click()
    other.get_by_text("Iemand was u voor").wait_for()
    keep_picture(other, shots / "twee-teksten-360.png")
    no_axe_violations(other)
    no_sideways_scroll(other)
    shown = other.locator(".gt-clash").inner_text()
    stood = rows("money_flows")[0]["name"]
    other.get_by_role("button", name="Opslaan").click()
    other.get_by_text("Opgeslagen.").wait_for()

    assert "Van de een" in shown
    assert "Van de ander" in shown
    assert stood == "Van de een"
    assert rows("money_flows")[0]["name"] == "Van de ander"


def test_what_was_typed_is_back_after_the_line_dropped(table, new_page):
    page = new_page(1280)
    page.goto(f"{AT}geldstromen/F1/bewerken/")
    page.get_by_label("Naam van de geldstroom").fill("Wijkbudget, nu met meer")
    page.context.set_offline(True)
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_text("Er is geen verbinding").wait_for()

    page.context.set_offline(False)
    page.goto(f"{AT}geldstromen/F1/bewerken/")
    page.get_by_text("Wat u hier typte en nog niet opsloeg").wait_for()
    assert page.get_by_label("Naam van de geldstroom").input_value() == "Wijkbudget, nu met meer"
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_text("Opgeslagen.").wait_for()

    page.goto(f"{AT}geldstromen/F1/bewerken/")
    expect(page.get_by_text("Wat u hier typte en nog niet opsloeg")).to_be_hidden()
    assert rows("money_flows")[0]["name"] == "Wijkbudget, nu met meer"


def test_it_all_works_without_a_script(table, new_page):
    page = new_page(1280, java_script_enabled=False)
    page.goto(f"{AT}geldstromen/nieuw/")
    page.get_by_label("Naam van de geldstroom").fill("Zonder script")
    page.get_by_label("2028").first.fill("1,2 miljoen")
    page.get_by_role("button", name="Opslaan").click()

    page.get_by_text("Opgeslagen.").wait_for()
    assert rows("money_flows")[-1]["budget"] == {"2028": 120_000_000}
    says(page, "Nog niet te zeggen waar dit bij past")


def test_the_form_speaks_english_too(table, new_page):
    page = new_page(1280)
    page.goto(AT)
    page.get_by_role("button", name="EN").click()
    page.goto(f"{AT}geldstromen/F1/bewerken/")

    assert page.get_by_label("Name of the money flow").input_value() == "Wijkbudget"
    expect(page.get_by_text("Fits one measure.")).to_be_visible()
