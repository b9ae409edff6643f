"""Each strength stands on the map by its number in the list, in the area where it is."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.accounts.models import Person
from gebiedstafel.areas.marks import Mark, draw_marks
from gebiedstafel.areas.models import Area, Boundary
from gebiedstafel.areas.picture import Place
from gebiedstafel.means.table_import import load_table
from gebiedstafel.strengths.models import Strength
from gebiedstafel.strengths.page import rows_of
from gebiedstafel.strengths.table_map import draw_strengths
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EAST, WEST = Place("B1", "Oost", "buurt", residents=900), Place("B2", "West", "buurt", residents=300)


def marks(*areas):
    return [Mark(n, f"Kracht {n}", f"#kracht-{n}", area) for n, area in enumerate(areas, 1)]


def middle_of_marks(drawn):
    found = re.findall(r'href="#kracht-(\d+)"[^>]*><circle cx="(\d+)" cy="(\d+)"', drawn)
    return {int(number): (int(x), int(y)) for number, x, y in found}


def test_a_mark_leads_to_the_list_and_says_what_it_is():
    drawn = draw_marks("Kaart", [EAST, WEST], marks("B1"), whole="Alles").drawing

    assert 'href="#kracht-1" aria-label="1: Kracht 1"' in drawn


def test_what_is_of_the_whole_stands_above_and_only_then_there_is_room_for_it():
    without = draw_marks("Kaart", [EAST, WEST], marks("B1"), whole="Het hele gebied").drawing
    with_it = draw_marks("Kaart", [EAST, WEST], marks("B1", ""), whole="Het hele gebied").drawing

    assert "Het hele gebied" not in without
    assert "Het hele gebied" in with_it


def test_where_not_all_fit_the_last_says_how_many_more():
    drawn = draw_marks("Kaart", [EAST, WEST], marks(*["B2"] * 99), whole="Alles").drawing

    shown = len(middle_of_marks(drawn)) - 1
    assert f">+{99 - shown}<" in drawn


NARROW = Place("B3", "Nieuwe Werf aan het water", "buurt", residents=150)


def test_a_place_too_narrow_for_its_name_on_a_phone_carries_a_letter():
    places = [Place("B1", "Oost", "buurt", residents=4000), NARROW]
    marked = draw_marks("Kaart", places, marks("B1"), whole="Alles")

    assert marked.letters == {"B3": "A"}
    assert re.search(r'class="lab lab-phone"[^>]*>A<', marked.drawing)
    assert marked.drawing.count("lab-phone") == 1
    assert draw_marks("Kaart", [EAST, WEST], marks("B1"), whole="Alles").letters == {}


@given(st.lists(st.sampled_from(["B1", "B2", "ergens anders"]), max_size=12))
def test_no_two_marks_lie_under_one_thumb(areas):
    drawn = draw_marks("Kaart", [EAST, WEST], marks(*areas), whole="Alles").drawing

    above = {n for n, area in enumerate(areas, 1) if area == "ergens anders"}
    places = [(*at, number in above) for number, at in middle_of_marks(drawn).items()]
    assert len(set(places)) == len(places)


@given(st.text(max_size=20))
def test_whatever_it_is_called_the_drawing_stays_whole(name):
    drawn = draw_marks(name, [EAST], [Mark(1, name, "#kracht-1", "B1")], whole=name).drawing

    assert drawn.count("<svg") == drawn.count("</svg>") == 1
    assert "<script" not in drawn


@pytest.fixture
def table():
    document = small_table()
    document["areas"] += [
        {"id": "B1", "name": "Oost", "level": "buurt", "parent": "WK1", "residents": 900},
        {"id": "B2", "name": "West", "level": "buurt", "parent": "WK1", "residents": 300},
        {"id": "S1", "name": "Oosterlaan", "level": "straat", "parent": "B1"},
    ]
    return load_table(document, by=Person.objects.create_user("voorzitter"), at=NOON)


def known(table, area):
    return Strength.objects.create(
        table=table, kind="place", name=f"In {area}", area=area, brought_at=NOON, changed_at=NOON
    )


@pytest.mark.django_db
def test_a_street_stands_in_its_neighbourhood(table):
    known(table, "S1")
    known(table, "B1")

    at = middle_of_marks(draw_strengths(table, rows_of(table, Strength.objects.all())).drawing)

    assert abs(at[1][0] - at[2][0]) + abs(at[1][1] - at[2][1]) < 60


@pytest.mark.django_db
def test_the_real_shapes_are_drawn_once_the_reference_data_has_them(table):
    known(table, "B1")
    rows = rows_of(table, Strength.objects.all())
    assert '<path class="map-b' not in draw_strengths(table, rows).drawing
    assert draw_strengths(table, rows).is_sketch

    for n, code in enumerate(("B1", "B2")):
        area = Area.objects.create(code=code, year=2024, level="buurt", name=code)
        west, east = 5 + n, 6 + n
        rings = f"[[[{west}, 52], [{east}, 52], [{east}, 53], [{west}, 53], [{west}, 52]]]"
        Boundary.objects.create(area=area, rings=rings, west=west, east=east, south=52, north=53)

    assert draw_strengths(table, rows).drawing.count('<path class="map-b') == 2


@pytest.mark.django_db
def test_without_a_strength_there_is_nothing_to_draw(table):
    assert draw_strengths(table, []) is None
