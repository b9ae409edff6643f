"""The picture of an area on one sheet: what anyone may see, or the table when asked, always on one page."""

import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from gebiedstafel.accounts.models import Person
from gebiedstafel.areas.models import Area, Boundary
from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.table_import import load_demo_table, load_table
from gebiedstafel.start.own_picture import picture_of
from gebiedstafel.start.picture_sheet import STORIES, VOICES, sheet_of, sources_of
from gebiedstafel.stories.published import stories_for
from gebiedstafel.strengths.actions import bring_strength
from gebiedstafel.strengths.models import Strength
from gebiedstafel.strengths.said import Said
from gebiedstafel.tables.models import AreaTable, Seat
from tests.browser import NARROW, no_axe_violations
from tests.picture_of_demo import demo_with_picture
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
#: What Chromium writes for each page of a PDF.
PAGE = re.compile(rb"/Type\s*/Page\b")
#: So much may stay blank under one of the two columns on a wide screen, in pixels.
BLANK_AT_MOST = 350
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)")


@pytest.fixture
def table(db):
    return load_table(small_table(), by=Person.objects.create_user("voorzitter"), at=NOON)


def said_on(client, table, address):
    return " ".join(
        re.sub(r"<[^>]+>", " ", client.get(f"/tafel/{table.pk}/{address}").content.decode()).split()
    )


def test_paper_lies_about_so_only_what_anyone_may_see_stands_on_it_unless_asked(client, table):
    chair = table.seats.get()
    for name, circle in (("Van iedereen", "openbaar"), ("Van de tafel", "tafel")):
        bring_strength(table, Said(kind="place", name=name, circle=circle), by=chair, at=NOON)
    client.force_login(chair.person)

    for address in ("gebied/op-een-pagina/", "gebied/kaart/"):
        usual, asked = said_on(client, table, address), said_on(client, table, f"{address}?voor=tafel")

        assert "Van iedereen" in usual
        assert "Van de tafel" not in usual
        assert "Van de tafel" in asked
        assert "Alleen voor de tafel: niet ophangen." in asked


def test_a_visitor_gets_no_sheet_of_the_table_by_asking(client, table):
    bring_strength(table, Said(kind="place", name="Van de tafel"), by=table.seats.get(), at=NOON)
    visitor = Seat.objects.create(table=table, role="visitor", person=Person.objects.create_user("bezoeker"))
    client.force_login(visitor.person)

    said = said_on(client, table, "gebied/op-een-pagina/?voor=tafel")

    assert "Van de tafel" not in said
    assert "Liever met wat alleen de tafel ziet" not in said


def test_the_four_parts_stand_in_the_order_of_the_page(client, table):
    client.force_login(table.seats.get().person)

    said = said_on(client, table, "gebied/op-een-pagina/")

    parts = (
        "Wat bewoners zeggen",
        "Wat hier sterk is",
        "Wat mensen die hier werken zien",
        "Wat zich stapelt",
    )
    places = [said.index(part) for part in parts]
    assert places == sorted(places)


def test_what_does_not_fit_is_counted(client, table):
    chair = table.seats.get()
    for n in range(8):
        bring_strength(table, Said(kind="place", name=f"Plek {n}", circle="openbaar"), by=chair, at=NOON)
    client.force_login(chair.person)

    assert "En nog 3 krachten." in said_on(client, table, "gebied/op-een-pagina/")


@pytest.mark.django_db
def test_each_quote_has_its_source_and_what_does_not_fit_is_named(settings):
    settings.DEMO = True
    demo = demo_with_picture(NOON)

    residents = sheet_of(demo, Circle.OPENBAAR, None, {}).residents

    agreed = [one.note for one in residents.lines if one.note.startswith("Uit het gesprek")]
    told = [one.note for one in residents.lines if one.note.startswith("Bewoner")]
    assert (len(agreed), len(told)) == (VOICES, len(residents.lines) - VOICES)
    unsaid = len(demo.statements.all().shared()) - VOICES
    untold = len(stories_for(demo, Circle.OPENBAAR)) - STORIES
    assert residents.more == f"En nog {unsaid} uitspraken uit het gesprek. En nog {untold} verhalen."


def test_the_sheet_for_anyone_says_that_it_is_not_all_and_not_how_much_is_left_out(client, table):
    """Whether anything waits at the table is not to be read from a sheet that lies about."""
    client.force_login(table.seats.get().person)
    words = "Hier staat alleen wat voor iedereen is vrijgegeven. De tafel zelf kan meer zien."

    assert said_on(client, table, "gebied/op-een-pagina/").count(words) == 1
    assert words not in said_on(client, table, "gebied/op-een-pagina/?voor=tafel")


def test_each_source_stands_there_once_with_its_years(table):
    assert sources_of(picture_of(table)) == ["eigen telling (2025)"]


def test_a_table_without_figures_of_its_own_has_a_sheet_all_the_same(client, db):
    document = small_table(id="leeg")
    document["figures"] = []
    table = load_table(document, by=Person.objects.create_user("voorzitter"), at=NOON)
    client.force_login(table.seats.get().person)

    assert "De tafel heeft nog geen eigen cijfers." in said_on(client, table, "gebied/op-een-pagina/")


def test_the_sheet_says_what_its_map_shows(client, db):
    demo = load_demo_table(demo_table(), at=NOON)
    visitor = Seat.objects.create(table=demo, role="visitor", person=Person.objects.create_user("bezoeker"))
    client.force_login(visitor.person)

    piled = said_on(client, demo, "gebied/op-een-pagina/")
    AreaTable.objects.filter(pk=demo.pk).update(is_demo=False)
    alone = said_on(client, demo, "gebied/op-een-pagina/")

    assert "Op hoeveel domeinen een gebied hoort bij de 20%" in piled
    assert "minder gunstig zijn dan in" not in piled
    assert "Hoeveel van de cijfers minder gunstig zijn dan in Nederland." in alone
    assert all("Dit is een schets" in said for said in (piled, alone))


@pytest.fixture
def of_demo(settings, db, client):
    """What the map on paper holds in the demo, by its address."""
    settings.DEMO = True
    demo = demo_with_picture(NOON)
    return lambda query="": client.get(f"/tafel/{demo.pk}/gebied/kaart/{query}")


@pytest.mark.parametrize(
    ("layer", "piled", "strong"), [("beide", True, True), ("stapel", True, False), ("krachten", False, True)]
)
def test_the_map_on_paper_shows_the_layer_that_was_chosen_and_remembers_it(of_demo, layer, piled, strong):
    chosen, later = (of_demo(query).content.decode() for query in (f"?laag={layer}", ""))

    for html in (chosen, later):
        assert f'<option value="{layer}" selected>' in html
        assert ('class="gt-key"' in html, "4 van 6 domeinen" in html) == (piled, piled)
        assert ('class="map-mark"' in html) == strong


def test_the_letters_of_the_list_are_those_on_the_map_beside_it(of_demo):
    demo = AreaTable.objects.get()
    demo.areas.filter(name="Perengaard").update(name="Perengaard aan het lange water")
    for n, part in enumerate(demo.areas.filter(parent=demo.area).exclude(level="straat")):
        area = Area.objects.create(code=part.key, year=2024, level="buurt", name=part.name)
        west, east = 5 + n / 100, 5 + (n + 1) / 100
        rings = f"[[[{west}, 52], [{east}, 52], [{east}, 52.01], [{west}, 52.01], [{west}, 52]]]"
        Boundary.objects.create(area=area, rings=rings, west=west, east=east, south=52, north=52.01)

    page = of_demo().content.decode()

    on_map = re.findall(r'class="lab lab-phone"[^>]*>(\w)<', page)
    in_list = re.findall(r'class="gt-places-said__l[^"]*">(\w)<', page)
    assert on_map
    assert sorted(in_list) == sorted(on_map)


def test_each_class_on_the_map_has_a_pattern_that_grey_keeps_apart(of_demo):
    """Of each step but the first; the key shows the same patterns."""
    html = of_demo("?laag=stapel").content.decode()
    drawing = html[html.index('<svg class="gt-map') : html.index('class="gt-key"')]
    key = html[html.index('class="gt-key"') : html.index("Op hoeveel domeinen")]

    for step, painted in (("0", False), ("1", True), ("2", True)):
        base = re.search(rf'<rect class="map-b k{step}" ([^/]*)/>', drawing)[1]
        assert bool(re.search(rf'fill="url\(#mp\d\)" {re.escape(base)}/>', drawing)) == painted
    assert [f"url(#mp{step})" in key for step in (1, 2, 3)] == [True] * 3
    assert all(f'<pattern id="mp{step}"' in html for step in (1, 2, 3))


def test_a_layer_nobody_knows_and_a_table_without_figures_show_what_there_is(of_demo, client, db):
    assert '<option value="beide" selected>' in of_demo("?laag=%00").content.decode()

    document = small_table(id="leeg")
    document["figures"] = []
    table = load_table(document, by=Person.objects.create_user("voorzitter"), at=NOON)
    bring_strength(table, Said(kind="place", name="De hal", circle="openbaar"), by=table.seats.get(), at=NOON)
    client.force_login(table.seats.get().person)
    html = client.get(f"/tafel/{table.pk}/gebied/kaart/?laag=stapel").content.decode()
    assert "De hal" in html
    assert 'name="laag"' not in html


@pytest.fixture
def full(transactional_db, settings):
    """The demo with the longest words that each strength may have."""
    settings.DEMO = True
    call_command("load_demo")
    table = AreaTable.objects.get()
    longest = dict.fromkeys(("name", "sentence", "holder", "available", "capacity"), "Woord " * 40)
    for strength in Strength.objects.filter(state="shown"):
        for name, words in longest.items():
            setattr(strength, name, words[: Strength._meta.get_field(name).max_length].strip())
        strength.save()
    return table


@pytest.mark.journey
@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("gebied/op-een-pagina/", (595, 842)),
        ("gebied/op-een-pagina/?voor=tafel", (595, 842)),
        ("gebied/kaart/?voor=tafel", (1191, 842)),
        ("gebied/kaart/?voor=tafel&laag=stapel", (1191, 842)),
        ("gebied/kaart/?voor=tafel&laag=krachten", (1191, 842)),
    ],
)
def test_it_prints_on_exactly_one_page_also_when_all_is_full(new_page, full, address, size):
    page = new_page(width=1280)
    page.goto(f"/tafel/{full.pk}/{address}")

    printed = page.pdf(prefer_css_page_size=True, print_background=True)

    assert len(PAGE.findall(printed)) == 1
    assert [round(float(side)) for side in BOX.search(printed).groups()] == list(size)


@pytest.mark.journey
def test_both_sheets_read_well_on_a_screen(page, full):
    for address in ("op-een-pagina/", "kaart/"):
        page.goto(f"/tafel/{full.pk}/gebied/{address}")

        no_axe_violations(page)
        if page.viewport_size["width"] > NARROW and address == "op-een-pagina/":
            bottoms = page.evaluate(
                "[...document.querySelectorAll('.gt-sheet__two > *')].map(one => one.getBoundingClientRect())"
                ".map(box => [Math.round(box.x), box.bottom])"
            )
            left, right = (
                max(y for x, y in bottoms if x == side) for side in sorted({x for x, _ in bottoms})
            )
            assert abs(left - right) < BLANK_AT_MOST
