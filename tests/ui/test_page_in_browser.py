"""The head of a table's page, with and without script."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, walk_by_keyboard

pytestmark = [pytest.mark.journey, pytest.mark.urls("seats_urls"), pytest.mark.django_db(transaction=True)]


def test_the_head_of_a_table_fits_and_can_be_used_by_everyone(page, shots):
    page.goto("/tafel/")
    keep_picture(page, shots / f"tafel-{page.viewport_size['width']}.png")

    no_axe_violations(page)
    no_sideways_scroll(page)
    assert page.locator(".gt-place").inner_text().split("\n")[-1] == "wijk in Vlietstede, 7.400 inwoners"
    assert page.get_by_role("link", name="Werkplaats").is_visible()


def test_a_choice_of_seat_is_sent_at_once(page):
    page.goto("/tafel/")

    with page.expect_navigation():
        page.get_by_label("Mijn stoel").select_option("Woningcorporatie De Gaarde")

    assert page.get_by_label("Mijn stoel").input_value() == "2"
    assert page.url.endswith("/tafel/")


def test_without_script_a_button_sends_the_choice_of_seat(new_page):
    page = new_page(360, java_script_enabled=False)
    page.goto("/tafel/")

    page.get_by_label("Mijn stoel").select_option("2")
    page.get_by_role("button", name="Wissel").click()

    assert page.get_by_label("Mijn stoel").input_value() == "2"
    assert not page.get_by_text("Print deze pagina").is_visible()


def test_english_is_one_press_away_and_is_remembered(new_page):
    page = new_page(1280, java_script_enabled=False)
    page.goto("/tafel/")

    page.get_by_role("button", name="EN").click()
    page.goto("/tafel/")

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_text("7,400 residents").is_visible()
    assert page.get_by_role("button", name="NL").is_visible()


def test_the_keyboard_reaches_the_seat_and_the_seven_words(page):
    page.goto("/tafel/")

    names = walk_by_keyboard(page)

    assert "Werkplaats" in names
    assert any("Gemeente – wijkregie" in name for name in names)


def test_the_skip_link_leads_past_the_menu(page):
    page.goto("/tafel/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_a_part_of_the_page_changes_in_place(page):
    page.goto("/deel/")

    page.get_by_role("button", name="Kies").click()

    page.get_by_text("gekozen", exact=True).wait_for()
    assert page.locator("header").count() == 1


def test_a_refusal_stands_on_the_page_where_it_was_asked(page):
    page.goto("/deel/")

    page.get_by_role("button", name="Weiger").click()

    page.locator("#meldingen").get_by_text("Deze maatregel is al gekozen.").wait_for()
    assert page.locator("#deel").inner_text() == "nog niets"


def test_without_script_a_refusal_is_a_page_with_a_way_back(new_page):
    page = new_page(360, java_script_enabled=False)
    page.goto("/deel/")

    page.get_by_role("button", name="Weiger").click()
    page.get_by_role("link", name="Terug naar waar u was").click()

    assert page.url.endswith("/deel/")
    assert page.locator("#deel").inner_text() == "nog niets"
