"""Each part stands in the gallery and can be used by everyone."""

from pathlib import Path

import pytest
from browser import (
    NARROW,
    keep_picture,
    no_axe_violations,
    no_faint_words_in_the_dark,
    no_sideways_scroll,
    walk_by_keyboard,
)
from django.test import Client

PARTS = sorted(
    p.stem for p in (Path(__file__).parents[2] / "src/gebiedstafel/ui/templates/ui/parts").glob("*.html")
)


@pytest.mark.django_db
def test_each_part_is_in_the_gallery_with_its_name(client: Client):
    text = client.get("/onderdelen/").content.decode()

    missing = [part for part in PARTS if f"<code>{part}</code>" not in text and part != "opening"]

    assert len(PARTS) > 10
    assert missing == []
    assert 'data-part="opening"' in text


@pytest.mark.journey
def test_the_gallery_breaks_no_rule_of_accessibility(page, shots):
    page.goto("/onderdelen/")
    keep_picture(page, shots / f"onderdelen-{page.viewport_size['width']}.png")

    no_axe_violations(page)
    no_sideways_scroll(page)
    if page.viewport_size["width"] >= NARROW:
        no_faint_words_in_the_dark(page)


@pytest.mark.journey
def test_the_plain_texts_break_no_rule_of_accessibility(page, shots):
    for address in ("toegankelijkheid", "privacy", "hoe-rekent-gebiedstafel", "dit-bestaat-niet"):
        page.goto(f"/{address}/")
        keep_picture(page, shots / f"{address}-{page.viewport_size['width']}.png")

        no_axe_violations(page)
        no_sideways_scroll(page)


@pytest.mark.journey
def test_the_whole_gallery_is_reached_by_keyboard_with_the_focus_in_sight(page):
    page.goto("/onderdelen/")

    names = walk_by_keyboard(page)

    assert names[0] == "Naar de inhoud"
    assert "Regentuinen" in names
    assert names[-1] == "Print deze pagina"


@pytest.mark.journey
def test_targets_for_a_finger_are_large_enough(page):
    page.goto("/onderdelen/")

    small = page.evaluate(
        """() => [...document.querySelectorAll(
            'header a, header button, .utrecht-button, footer a, footer button, summary')]
          .filter(e => e.checkVisibility()).map(e => [e.innerText, e.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24).map(([text]) => text)"""
    )

    assert small == []


@pytest.mark.journey
def test_the_page_for_paper_has_no_menu_and_opens_what_is_folded(new_page):
    page = new_page(1280)
    page.goto("/onderdelen/")

    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert not page.locator(".gt-next").is_visible()
    assert not page.locator("footer").is_visible()
    assert page.get_by_text("Dat is de som van alle betalingen").is_visible()
