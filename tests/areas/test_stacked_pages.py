"""What piles up where, on the page of a table: the answer, the bars, what is missing and why."""

import re
from dataclasses import replace

import pytest

from gebiedstafel.areas.stacked import in_words, said_on_map
from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.areas.steps import scale_of_layer
from gebiedstafel.areas.table_areas import stacks_among, table_picture
from gebiedstafel.areas.table_page import table_page
from gebiedstafel.areas.words import rank
from gebiedstafel.engines.stacking.stacking import AreaStack, DomainStack
from gebiedstafel.exchange.demo import demo_comparable, demo_table

KERSEN, PEREN, PRUIMEN, WERF = (f"BU9998010{n}" for n in range(1, 5))


@pytest.fixture(scope="module")
def demo_picture():
    document = demo_table()
    picture = table_picture(document["areas"], document["figures"], "WK999801")
    return replace(picture, stacks=stacks_among(picture, demo_comparable(), "honderd verzonnen buurten"))


def said_of(page):
    return re.sub(r"<[^>]+>", "", str(page))


def test_the_answer_names_where_most_piles_up_and_on_how_many_domains(demo_picture):
    answer = said_of(table_page(demo_picture, "")["answer"])

    assert answer == (
        "Kersengaard hoort op vier van de zes domeinen "
        "bij de 20% vergelijkbare buurten waar het meest speelt."
    )


def test_the_demo_piles_up_where_its_story_says(demo_picture):
    stacks = demo_picture.stacks.by_code

    assert [stacks[code].piled for code in (KERSEN, PEREN, PRUIMEN)] == [4, 0, 2]
    assert {one.domain for one in stacks[KERSEN].domains if one.piles_up} == {
        "sociaal",
        "veilig",
        "economie",
        "energie",
    }


def test_other_names_for_the_areas_of_the_demo_change_nothing_else(demo_picture):
    document = demo_table()
    names = {area["id"]: f"X{n}" for n, area in enumerate(document["areas"])}
    areas = [
        {**area, "id": names[area["id"]], "parent": names.get(area.get("parent"))}
        for area in document["areas"]
    ]
    figures = [
        {**figure, "values": {names.get(code, code): value for code, value in figure["values"].items()}}
        for figure in document["figures"]
    ]
    renamed = table_picture(areas, figures, names["WK999801"])

    found = stacks_among(renamed, demo_comparable(), "").by_code[names[KERSEN]]

    assert found.domains == demo_picture.stacks.by_code[KERSEN].domains


def test_where_figures_lack_nothing_is_said_and_what_lacks_is_named(demo_picture):
    page = table_page(demo_picture, "")
    head = page["stacked"]["heads"][3]
    lacking = {one["domain"]: one for one in page["stacked"]["lacking"]}

    assert (head["name"], head["said"]) == ("Nieuwe Werf", "niet te zeggen")
    assert "energiearmoede" in lacking["Energie"]["missing"]
    assert "Misdrijven" in lacking["Veiligheid"]["small"]
    assert all(row["cells"][3]["place"] is None for row in page["stacked"]["rows"])


def test_the_map_counts_domains_and_hatches_where_too_little_is_known(demo_picture):
    scale = scale_of_layer(demo_picture.stacks, "stapel")

    assert len(scale.meanings) == 4
    assert scale.steps == {KERSEN: 2, PEREN: 0, PRUIMEN: 1, WERF: None}


@pytest.mark.parametrize(
    ("chosen", "layer"),
    [
        ("", "stapel"),
        ("stapel", "stapel"),
        ("domein-veilig", "domein-veilig"),
        ("domein-onzin", "stapel"),
        ("gas", ""),
        ("alles", ""),
    ],
)
def test_the_map_shows_the_layer_that_was_chosen(demo_picture, chosen, layer):
    page = table_page(demo_picture, chosen)

    assert page["layer"] == layer
    assert str(page["drawing"]).startswith("<svg")


def test_an_estimate_says_that_it_is_one_and_every_figure_says_its_year(demo_picture):
    rests_on = {one["name"]: one["figures"] for one in table_page(demo_picture, "")["stacked"]["rests_on"]}

    assert "Mensen die erg eenzaam zijn (schatting), 2" in rests_on["Gezondheid"]
    assert re.search(r"Mensen met betaald werk, 20\d\d", rests_on["Werk"])


def test_a_table_without_areas_to_compare_with_says_no_places():
    document = demo_table()
    picture = table_picture(document["areas"], document["figures"], "WK999801")

    page = table_page(picture, "")

    assert page["stacked"] is None
    assert "minder gunstig dan in" in said_of(page["answer"])


@pytest.mark.parametrize(("place", "shown", "step"), [(79.6, 79, 2), (80.0, 80, 3), (0.4, 0, 0)])
def test_what_shows_as_eighty_is_among_the_fifth_on_the_page_and_on_the_map(place, shown, step):
    stack = DomainStack("veilig", place, place, place, 100, figures=(), missing=(), small=())
    stacks = Stacks({KERSEN: AreaStack(KERSEN, "buurt 1", (stack,), 0, 0, 1, place)})

    assert said_on_map("domein-veilig", stacks, KERSEN) == str(shown) == str(rank(place))
    assert scale_of_layer(stacks, "domein-veilig").steps == {KERSEN: step}
    assert stack.piles_up == (shown >= 80)


def test_numbers_are_words_in_a_sentence():
    assert [in_words(n) for n in (0, 1, 6, 9)] == ["geen", "één", "zes", "9"]
