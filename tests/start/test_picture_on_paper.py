"""The picture of an area on one sheet: what anyone may see, or the table when asked, always on one page."""

import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_import import load_table
from gebiedstafel.start.own_picture import picture_of
from gebiedstafel.start.picture_sheet import sources_of
from gebiedstafel.strengths.actions import bring_strength
from gebiedstafel.strengths.models import Strength
from gebiedstafel.strengths.said import Said
from gebiedstafel.tables.models import AreaTable, Seat
from tests.browser import no_axe_violations
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
#: What Chromium writes for each page of a PDF.
PAGE = re.compile(rb"/Type\s*/Page\b")
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

    assert "En nog 3." in said_on(client, table, "gebied/op-een-pagina/")


def test_each_source_stands_there_once_with_its_years(table):
    assert sources_of(picture_of(table)) == ["eigen telling (2025)"]


def test_a_table_without_figures_of_its_own_has_a_sheet_all_the_same(client, db):
    document = small_table(id="leeg")
    document["figures"] = []
    table = load_table(document, by=Person.objects.create_user("voorzitter"), at=NOON)
    client.force_login(table.seats.get().person)

    assert "De tafel heeft nog geen eigen cijfers." in said_on(client, table, "gebied/op-een-pagina/")


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
