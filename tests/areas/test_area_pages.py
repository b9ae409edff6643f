"""The public pages of areas."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from gebiedstafel.areas.load import load_areas
from tests.small_country import figures_of, shapes_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def country():
    load_areas([figures_of()], [shapes_of(59)], at=AT, source="CBS 2020")


def page_of(client, code, **query):
    answer = client.get(reverse("areas:area", args=[code]), query)
    return answer, " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_first_sentence_says_how_many_buurten_are_in_the_worst_fifth(client, country):
    answer, said = page_of(client, "GM0344", cijfer="gas")

    assert answer.status_code == 200
    assert "Gemiddeld gasverbruik: 12 van de 58 buurten in Voorstad horen bij de 20%" in said


def test_the_place_of_a_buurt_is_said_in_words(client, country):
    _answer, said = page_of(client, "GM0344", cijfer="gas")

    assert "hoger dan 100 van de 100 vergelijkbare buurten" in said


def test_lower_can_be_less_favourable_and_the_words_follow(client, country):
    _answer, said = page_of(client, "BU03440000", cijfer="won_woz")

    assert "lager dan 100 van de 100 vergelijkbare buurten" in said


def test_a_missing_figure_is_said_and_never_a_zero(client, country):
    _answer, said = page_of(client, "BU03440000", cijfer="gas")

    assert "te weinig waarnemingen" in said
    row = said[said.index("Alle cijfers van Buurt 00") :]
    assert re.search(r"Gemiddeld gasverbruik .{0,120}te weinig waarnemingen", row)
    assert not re.search(r"\b0(,0)? m³", said)


def test_every_shape_is_a_link_with_its_name_and_figure(client, country):
    html = page_of(client, "GM0344", cijfer="gas")[0].content.decode()
    drawing = html[
        html.index('<svg class="gt-map"') : html.index("</svg>", html.index('<svg class="gt-map"'))
    ]

    assert drawing.count("<a href=") == 59
    assert '<a href="/gebieden/BU03440002/?cijfer=gas"><title>Buurt 02: 1.002' in drawing
    assert 'fill="url(#mh)"' in drawing


def test_an_area_without_a_shape_is_named_beside_the_map(client, country):
    _answer, said = page_of(client, "GM0344")

    assert "Zonder grens, dus niet op de kaart: Buurt 59" in said


def test_without_shapes_the_table_still_stands(client):
    load_areas([figures_of()], at=AT)

    _answer, said = page_of(client, "GM0344", cijfer="gas")

    assert "Er zijn nog geen grenzen geladen" in said
    assert "Buurt 12" in said


def test_the_chosen_figure_is_remembered(client, country):
    page_of(client, "GM0344", cijfer="won_woz")

    _answer, said = page_of(client, "BU03440005")

    assert "Gemiddelde WOZ-waarde" in said.split("Alle cijfers van")[0]


def test_background_is_shown_without_a_place(client, country):
    _answer, said = page_of(client, "GM0344", cijfer="ouder65")

    assert "Inwoners van 65 jaar en ouder: van 0% tot 49% per buurt in Voorstad" in said
    assert "vergelijkbare buurten" not in said.split("Uw volgende stap")[0]


def test_with_few_to_compare_no_place_is_given(client):
    load_areas([figures_of(12)], at=AT)

    _answer, said = page_of(client, "BU03440005")

    assert "te weinig vergelijkbare buurten" in said


@pytest.mark.parametrize("code", ["GM9999", "BU0344XX99", "onzin"])
def test_an_unknown_code_gets_a_page_that_helps(client, country, code):
    answer, said = page_of(client, code)

    assert answer.status_code == 404
    assert f"Van {code} hebben we geen cijfers" in said
    assert "GM voor een gemeente" in said


def test_an_area_that_is_only_named_says_what_comes_here(client):
    load_areas([figures_of(1)], at=AT)

    answer, said = page_of(client, "GM0344", cijfer="onbekend")

    assert answer.status_code == 200
    assert "Voorstad" in said


@pytest.mark.parametrize(
    "query", [{"jaar": "0"}, {"jaar": "99999"}, {"niveau": "maan"}, {"cijfer": "'; drop"}]
)
def test_odd_questions_are_answered_calmly(client, country, query):
    assert page_of(client, "GM0344", **query)[0].status_code in (200, 404)


def test_two_hundred_rows_take_ten_queries_at_most(client, django_assert_max_num_queries):
    load_areas([figures_of(200)], [shapes_of(200)], at=AT)

    with django_assert_max_num_queries(10):
        answer, _said = page_of(client, "GM0344", cijfer="gas")

    assert answer.content.count(b'id="gebied-BU') == 200


def test_areas_are_found_by_name(client, country):
    answer = client.get(reverse("areas:overview"), {"naam": "buurt 1"})

    assert b"Buurt 12" in answer.content
    assert b"Buurt 22" not in answer.content


def test_an_empty_reference_says_what_comes_here(client):
    answer = client.get(reverse("areas:overview"))

    assert "Hier komen gemeenten, wijken en buurten" in answer.content.decode()


def test_no_page_carries_a_style_or_script_of_its_own(client, country):
    html = page_of(client, "GM0344")[0].content.decode()

    assert " style=" not in html
    assert "<script>" not in html
