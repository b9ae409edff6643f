"""Another theme by one setting: a municipality's tokens win over our colours."""

from pathlib import Path

import pytest
from browser import keep_picture, no_axe_violations
from django.conf import settings as live
from django.test import Client

from gebiedstafel.ui.checks import check_theme
from gebiedstafel.ui.look import current_look

OWN_TOKENS = """
.waterstad-theme {
  --basis-color-action-1-color-default: rgb(90, 20, 120);
  --basis-color-default-bg-document: rgb(255, 250, 240);
  --basis-heading-font-family: "Waterstad Display", serif;
  --utrecht-button-primary-action-background-color: rgb(90, 20, 120);
}
"""


@pytest.fixture
def own_sheet(tmp_path: Path, settings) -> Path:
    """The tokens of a municipality, in a file of its own."""
    path = tmp_path / "waterstad.css"
    path.write_text(OWN_TOKENS)
    settings.GEBIEDSTAFEL_THEME_CSS = str(path)
    return path


def test_our_own_look_is_the_one_without_any_setting():
    look = current_look()

    assert (look.theme_class, look.own_palette) == ("voorbeeld-theme", True)
    assert check_theme(None) == []


def test_another_built_in_theme_puts_our_palette_away(settings):
    settings.GEBIEDSTAFEL_THEME = "ma"

    look = current_look()

    assert look.classes == "ma-theme gt-theme"
    assert look.sheet.endswith("theme-ma.css")


def test_the_class_of_a_municipality_is_read_from_its_sheet(own_sheet):
    assert current_look().classes == "waterstad-theme gt-theme"
    assert check_theme(None) == []


def test_the_sheet_of_a_municipality_is_served_from_our_own_address(own_sheet, client: Client):
    answer = client.get(current_look().sheet)

    assert answer.headers["Content-Type"].startswith("text/css")
    assert answer.content.decode() == OWN_TOKENS


def test_without_a_sheet_of_its_own_there_is_none_to_serve(client: Client):
    assert client.get("/thema.css").status_code == 404


def test_a_sheet_on_our_own_origin_takes_the_name_of_its_theme(settings):
    settings.GEBIEDSTAFEL_THEME, settings.GEBIEDSTAFEL_THEME_CSS = "waterstad", "/static/waterstad.css"

    assert current_look().sheet == "/static/waterstad.css"
    assert current_look().theme_class == "waterstad-theme"
    assert check_theme(None) == []


@pytest.mark.parametrize(
    ("theme", "sheet", "word"),
    [
        ("bestaat-niet", "", "built-in"),
        ("voorbeeld", "https://elders.example/t.css", "elsewhere"),
        ("voorbeeld", "//elders.example/t.css", "elsewhere"),
        ("voorbeeld", "nergens/t.css", "no such file"),
        ("voorbeeld", "/nergens/t.css", "no such file"),
    ],
)
def test_a_theme_that_cannot_work_is_refused_at_the_start(settings, theme, sheet, word):
    settings.GEBIEDSTAFEL_THEME, settings.GEBIEDSTAFEL_THEME_CSS = theme, sheet

    faults = check_theme(None)

    assert len(faults) == 1
    assert word in faults[0].msg
    assert faults[0].hint


COLOURS = """() => {
  const of = (part, what) => getComputedStyle(document.querySelector(part))[what];
  return {
    button: of('.utrecht-button--primary-action', 'backgroundColor'),
    page: of('body', 'backgroundColor'),
    link: of('main .nl-link', 'color'),
    heading: of('h1', 'fontFamily'),
  };
}"""


def colours(new_page, **options) -> dict[str, str]:
    """What the browser makes of the theme that is on."""
    page = new_page(1280, **options)
    page.goto("/onderdelen/")
    return page.evaluate(COLOURS)


@pytest.mark.journey
def test_every_colour_changes_with_the_theme(new_page, settings):
    ours = colours(new_page)

    settings.GEBIEDSTAFEL_THEME = "ma"
    theirs = colours(new_page)

    assert [part for part in ours if ours[part] == theirs[part]] == []


@pytest.mark.journey
def test_a_municipality_wins_over_our_colours(new_page, own_sheet):
    shown = colours(new_page)

    assert shown["button"] == shown["link"] == "rgb(90, 20, 120)"
    assert shown["page"] == "rgb(255, 250, 240)"
    assert shown["heading"].startswith('"Waterstad Display"')


@pytest.mark.journey
def test_a_municipality_stays_itself_in_the_dark(new_page, own_sheet):
    assert colours(new_page, color_scheme="dark") == colours(new_page)


@pytest.mark.journey
def test_the_second_theme_is_readable_too(page, shots, settings):
    settings.GEBIEDSTAFEL_THEME = "ma"

    page.goto("/onderdelen/")
    keep_picture(page, shots / f"onderdelen-ma-{page.viewport_size['width']}.png")

    assert live.GEBIEDSTAFEL_THEME == "ma"
    no_axe_violations(page)
