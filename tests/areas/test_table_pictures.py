"""The picture of a table's own area."""

import pytest

from gebiedstafel.areas.table_areas import table_picture
from gebiedstafel.areas.table_page import table_page

AREAS = [
    {"id": "G", "name": "Stad", "level": "gemeente"},
    {"id": "W", "name": "Wijk", "level": "wijk", "parent": "G"},
    {"id": "A", "name": "Hoog", "level": "buurt", "parent": "W", "residents": 2000},
    {"id": "B", "name": "Haven", "level": "buurt", "parent": "W", "residents": 300},
]
CRIME = {
    "id": "x1",
    "name": "Misdrijven",
    "unit": "per 1.000 inwoners",
    "direction": 1,
    "values": {"A": 80, "B": 200, "G": 50, "NL": 40},
}
WORK = {"id": "x2", "name": "Werk", "unit": "%", "direction": -1, "values": {"A": 50, "B": None, "NL": 75}}
OLD = {"id": "x3", "name": "Oud", "unit": "%", "direction": 0, "values": {"A": 20, "NL": 10}}


def picture_of(*figures, areas=AREAS):
    return table_picture(areas, figures, "W")


def test_a_part_is_held_against_the_widest_area_the_table_knows():
    picture = picture_of(CRIME, WORK)
    high = picture.parts[0]

    assert picture.yardstick.code == "NL"
    assert picture.worse_by(high, picture.kinds[0]) == pytest.approx(1.0)
    assert picture.worse_by(high, picture.kinds[1]) == pytest.approx(0.5)


def test_figures_of_a_place_with_few_residents_and_many_visitors_do_not_count():
    page = table_page(picture_of(CRIME, WORK), "")

    (warning,) = page["warnings"]
    assert (warning["name"], warning["residents"], warning["value"]) == ("Haven", 300, "200")
    assert page["picture"].usable(page["picture"].parts[1], page["picture"].kinds[0]) is None


def test_a_withheld_figure_and_an_unknown_one_are_told_apart_and_are_never_zero():
    page = table_page(picture_of(WORK, OLD), "")
    cells = {
        line.name: [cell.value for cell in line.cells] for group in page["groups"] for line in group.rows
    }

    assert cells == {"Werk": ["50%", "te weinig waarnemingen"], "Oud": ["20%", "niet bekend"]}


def test_a_real_zero_stays_a_zero():
    page = table_page(picture_of({**CRIME, "values": {"A": 0, "NL": 40}}), "")

    assert page["groups"][0].rows[0].cells[0].value == "0"


def test_background_never_counts():
    picture = picture_of(OLD)

    assert picture.ranked == []
    assert not picture.enough(picture.parts[0])


def test_the_sentence_names_where_most_figures_are_less_favourable():
    answer = str(table_page(picture_of(CRIME, WORK), "")["answer"])

    assert answer == "In <b>Hoog</b> zijn 2 van de 2 cijfers minder gunstig dan in Nederland."


def test_a_part_with_too_few_figures_is_named_and_hatched():
    page = table_page(picture_of(CRIME, WORK), "")

    assert [part.name for part in page["thin"]] == ["Haven"]
    assert "url(#mh)" in page["drawing"]


def test_the_sketch_draws_larger_tiles_for_more_residents():
    drawing = table_page(picture_of(CRIME, WORK), "")["drawing"]

    assert drawing.count("<a href=") == 2
    assert "Hoog: 2 van de 2 cijfers" in drawing


def test_the_same_picture_is_drawn_whatever_the_order_of_the_file():
    forward, backward = picture_of(CRIME, WORK), picture_of(WORK, CRIME, areas=AREAS[::-1])

    assert table_page(forward, "")["answer"] == table_page(backward, "")["answer"]


def test_renaming_every_area_changes_nothing_but_the_codes():
    renamed = [
        {**a, "id": f"q{a['id']}", "parent": f"q{a['parent']}" if "parent" in a else None} for a in AREAS
    ]
    figures = [
        {**f, "values": {code if code == "NL" else f"q{code}": v for code, v in f["values"].items()}}
        for f in (CRIME, WORK)
    ]

    picture = table_picture(renamed, figures, "qW")

    assert table_page(picture, "")["answer"] == table_page(picture_of(CRIME, WORK), "")["answer"]


def test_a_table_that_does_not_describe_its_area_has_no_picture():
    assert table_picture([], [CRIME], "W") is None


def test_areas_that_lie_in_one_another_in_a_circle_end():
    circle = [
        {"id": "W", "name": "W", "level": "wijk", "parent": "V"},
        {"id": "V", "name": "V", "level": "wijk", "parent": "W"},
    ]

    assert [place.code for place in table_picture(circle, [WORK], "W").wider][:1] == ["V"]


def test_one_figure_that_is_less_favourable_is_told_in_the_singular():
    well = {**WORK, "values": {**WORK["values"], "A": 80}}

    answer = str(table_page(picture_of(CRIME, well), "")["answer"])

    assert answer == "In <b>Hoog</b> is 1 van de 2 cijfers minder gunstig dan in Nederland."


def test_the_figures_that_stand_out_say_what_they_are_counted_per():
    page = table_page(picture_of({**CRIME, "values": {"A": 80, "B": 20, "NL": 40}}, WORK), "")

    (crime,) = (one for one in page["piled"] if one["figure"] == "Misdrijven")
    assert (crime["value"], crime["wider"]) == ("80 per 1.000 inwoners", "Nederland 40")


def test_each_place_of_the_map_is_said_in_words_with_a_letter_where_a_phone_has_no_room_for_its_name():
    areas = [*AREAS[:3], {**AREAS[3], "name": "Nieuwe Havenkwartieren"}]
    page = table_page(picture_of(CRIME, WORK, areas=areas), "x2")

    said = [(one["letter"], one["name"], one["said"]) for one in page["places_said"]]
    assert said == [("", "Hoog", "50%"), ("A", "Nieuwe Havenkwartieren", "te weinig waarnemingen")]
    assert page["drawing"].count("lab-phone") == 1
