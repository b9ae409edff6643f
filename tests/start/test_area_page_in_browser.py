"""Gebied in a real browser: on a phone the sentence, three actions, and parts that fold."""

from datetime import UTC, datetime

import pytest
from browser import NARROW, no_axe_violations, no_sideways_scroll
from playwright.sync_api import expect

from gebiedstafel.tables.models import AreaTable
from tests.picture_of_demo import demo_with_picture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
#: What one may scroll on a phone before anything is opened, in pixels; told in full it was 14,000.
LONGEST_ON_A_PHONE = 5000


@pytest.fixture
def address(settings):
    settings.DEMO = True
    return f"/tafel/{demo_with_picture(NOON).pk}/gebied/"


def test_a_phone_folds_what_is_more_and_a_wide_screen_and_paper_show_it_all(page, address):
    page.goto(address)
    parts = page.locator("main .gt-section")
    folds = page.locator(".gt-chapter")
    if page.viewport_size["width"] > NARROW:
        expect(folds).to_have_count(0)
        return
    expect(folds).to_have_count(parts.count())
    assert page.locator(".gt-chapter[open]").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST_ON_A_PHONE

    strong = page.locator("section[aria-labelledby=krachten] .gt-chapter")
    assert strong.locator("summary").inner_text().split("\n")[-1] == "Nog 3 krachten"
    strong.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(strong.get_by_role("link", name="Bekijk alles wat sterk is")).to_be_visible()

    page.goto(f"{address}#signalen")
    page.reload()
    expect(page.locator("section[aria-labelledby=signalen] .gt-chapter")).to_have_attribute("open", "")

    page.emulate_media(media="print")
    expect(folds).to_have_count(0)
    expect(page.locator("#buurten")).to_be_visible()
    page.emulate_media(media="screen")
    no_axe_violations(page)
    no_sideways_scroll(page)


#: Smaller than this, in pixels, words on a phone are not read by everyone.
SMALLEST_NUMBER = 14


def test_on_a_phone_each_place_has_a_name_and_each_number_can_be_read(new_page, address):
    page = new_page(360)
    names = [area.name for area in AreaTable.objects.get().areas.filter(level="buurt")]
    for other in ("", "kaart/", "op-een-pagina/", "../krachten/"):
        page.goto(f"{address}{other}")
        shown = page.locator(
            "svg.gt-map text:visible, .gt-places-said:visible li, .gt-sheet__list:visible li"
        ).all_text_contents()

        assert [name for name in names if not any(name in words for words in shown)] == []
        sizes = page.evaluate(
            "[...document.querySelectorAll('.map-mark text')].map(one => parseFloat(getComputedStyle(one)"
            ".fontSize) * one.getCTM().a)"
        )
        assert min(sizes, default=SMALLEST_NUMBER) >= SMALLEST_NUMBER
        no_axe_violations(page)
        no_sideways_scroll(page)
