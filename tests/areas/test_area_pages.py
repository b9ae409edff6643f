"""The public pages of areas."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.models import Area
from gebiedstafel.areas.page import answer_of_parts, answer_of_place
from gebiedstafel.areas.picture import AreaPicture, Kind, Place, Reading
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


@pytest.mark.parametrize(("direction", "end"), [(1, "waar dit het meest speelt."), (-1, "gunstige cijfer.")])
@pytest.mark.parametrize(("places", "said"), [((90, 10), "1</b> hoort"), ((90, 85), "2</b> horen")])
def test_one_buurt_belongs_and_two_belong(places, said, direction, end):
    kind = Kind("gas", "Gas", direction=direction)
    parts = [
        Place(f"BU{n}", "X", "buurt", readings={"gas": Reading(1, place=at)}) for n, at in enumerate(places)
    ]

    answer = answer_of_parts(AreaPicture(Place("GM1", "Voorstad", "gemeente"), [kind], parts), kind)

    assert (
        answer.replace(" van de 2 buurten", "").replace(" in Voorstad", "").startswith(f"Gas: <b>{said} bij")
    )
    assert answer.endswith(end)


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


def test_two_hundred_rows_take_twelve_queries_at_most(client, django_assert_max_num_queries):
    load_areas([figures_of(200)], [shapes_of(200)], at=AT)

    with django_assert_max_num_queries(12):
        answer, _said = page_of(client, "GM0344", cijfer="gas")

    assert answer.content.count(b'id="gebied-BU') == 200


def test_areas_are_found_by_name(client, country):
    answer = client.get(reverse("areas:overview"), {"naam": "buurt 1"})

    assert b"Buurt 12" in answer.content
    assert b"Buurt 22" not in answer.content


def test_an_area_is_found_by_its_code_too(client, country):
    area = Area.objects.filter(level="buurt").order_by("code").first()

    answer = client.get(reverse("areas:overview"), {"naam": area.code.lower()})

    assert f'href="{reverse("areas:area", args=[area.code])}"' in answer.content.decode()


def test_an_empty_reference_says_what_comes_here(client):
    answer = client.get(reverse("areas:overview"))

    assert "Hier komen gemeenten, wijken en buurten" in answer.content.decode()


def test_no_page_carries_a_style_or_script_of_its_own(client, country):
    html = page_of(client, "GM0344")[0].content.decode()

    assert " style=" not in html
    assert "<script>" not in html


@pytest.mark.parametrize(("place", "hoort"), [(90.0, "hoort Voorstad"), (10.0, "hoort Voorstad niet")])
def test_a_place_with_one_figure_is_told_of_in_the_singular(place, hoort):
    here = Place("GM1", "Voorstad", "gemeente", readings={"misdrijven": Reading(5, place=place, others=40)})
    kind = Kind("misdrijven", "Misdrijven", direction=1)

    answer = re.sub(r"<[^>]+>", "", answer_of_place(AreaPicture(here, [kind], [])))
    ends = "bij de 20% vergelijkbare gemeenten waar het meest speelt."
    assert answer == f"Er is één cijfer. Daarop {hoort} {ends}"


def test_on_an_english_screen_what_stands_with_a_figure_is_english(client, country):
    dutch, english = (
        "Met stadsverwarming zegt dit cijfer weinig.",
        "district heating this figure tells little",
    )

    assert dutch in page_of(client, "GM0344", cijfer="gas")[1]
    client.cookies["django_language"] = "en"
    said = page_of(client, "GM0344", cijfer="gas")[1]

    assert english in said
    assert dutch not in said


@pytest.mark.parametrize("code", ["GM٠439", "GM 0439", "GM0439?"])
def test_an_area_with_an_odd_code_that_was_loaded_before_breaks_no_page(client, country, code):
    Area.objects.create(code=code, year=2020, name="Purmerend", level="gemeente")
    Area.objects.create(code="BU04390000", year=2020, name="Centrum", level="buurt", parent_code=code)

    found = client.get(reverse("areas:overview"), {"naam": "Purmerend"})
    answer, said = page_of(client, code)

    assert (found.status_code, answer.status_code) == (200, 200)
    assert "Purmerend" in found.content.decode()
    assert "Purmerend" in said


def test_an_address_with_signs_that_no_code_has_is_not_found(client, country):
    answer = client.get("/gebieden/GM%00é 0344/")

    assert answer.status_code == 404
    assert "hebben we geen cijfers" in answer.content.decode()


def test_an_area_whose_own_boundary_alone_is_loaded_is_drawn_and_the_rest_is_named(client):
    ring = [[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]
    own = {"properties": {"GM_CODE": "GM0344"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    load_areas([figures_of(3)], [("grenzen.geojson", json.dumps({"features": [own]}).encode())], at=AT)

    answer, said = page_of(client, "GM0344", cijfer="gas")

    assert "geen grenzen geladen" not in said
    assert '<svg class="gt-map"' in answer.content.decode()
    assert "Zonder grens, dus niet op de kaart: Buurt 00, Buurt 01, Buurt 02" in said


def test_without_any_boundary_the_page_says_of_what_and_when_they_lack(client):
    load_areas([figures_of(3)], at=AT)

    assert "geen grenzen geladen van dit gebied in 2020" in page_of(client, "GM0344", cijfer="gas")[1]


@pytest.mark.parametrize(
    ("code", "residents", "is_said"),
    [("BU03440002", 900, True), ("BU03440002", 901, False), ("GM0344", 900, False)],
)
def test_what_is_rounded_is_said_of_those_areas_only(client, code, residents, is_said):
    name, content = figures_of(3)
    whole = (
        content.decode().replace(";900;", f";{residents};") + f"\nGM0344;Voorstad;;GM0344;;2;{residents};;;"
    )
    load_areas([(name, whole.encode())], at=AT)

    said = page_of(client, code, cijfer="gas")[1]

    assert ("Het CBS rondt dit per wijk en buurt af op vijf." in said) is is_said


def test_the_areas_within_carry_their_own_note(client):
    load_areas([figures_of(3)], at=AT)

    said = page_of(client, "GM0344", cijfer="inw")[1]

    assert "Het CBS rondt dit per wijk en buurt af op vijf." in said
