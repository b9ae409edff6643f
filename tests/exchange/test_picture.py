"""The picture of one area from files alone."""

import json

import pytest

from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.picture import picture


@pytest.fixture
def forty_buurten(tmp_path):
    """Two wijken of twenty buurten, alike in urbanity; the first buurt lacks its gas figure."""
    rows = ["BU_CODE;BU_NAAM;WK_CODE;GM_CODE;GM_NAAM;STED;AANT_INW;g_gas;P_ONGEHUWD;P_MAROKKO"]
    for n in range(40):
        gas = "-99999999" if n == 0 else str(1000 + n)
        rows.append(f"BU0344{n // 20 + 1:02d}{n:02d};Buurt {n};;GM0344;Utrecht;2;900;{gas};40;7")
    path = tmp_path / "kwb2020.csv"
    path.write_text("\n".join(rows))
    return path


@pytest.fixture
def one_shape(tmp_path):
    ring = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0]]
    feature = {
        "properties": {"BU_CODE": "BU03440105"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "grenzen.geojson"
    path.write_text(json.dumps({"features": [{"type": "Feature", **feature}]}))
    return path


def test_a_picture_has_exactly_the_promised_parts(forty_buurten):
    drawn = picture([forty_buurten], None, "BU03440105")

    assert list(drawn) == [
        "format", "version", "area", "name", "level", "compared_with", "figures", "stacking", "children",
        "read",
    ]  # fmt: skip
    assert (drawn["area"], drawn["name"], drawn["level"]) == ("BU03440105", "Buurt 5", "buurt")


def test_it_says_with_which_and_how_many_areas_it_compares(forty_buurten):
    drawn = picture([forty_buurten], None, "BU03440105")

    assert drawn["compared_with"]["areas"] == 39
    assert drawn["compared_with"]["words"] == "39 andere buurten die ook sterk stedelijk zijn"
    assert drawn["figures"]["gas"]["compared_with"] == 38


def test_the_percentile_is_the_share_of_others_that_have_less(forty_buurten):
    figure = picture([forty_buurten], None, "BU03440239")["figures"]["gas"]

    assert (figure["value"], figure["percentile"]) == (1039, 100)


def test_a_missing_figure_is_null_says_why_and_is_not_ranked(forty_buurten):
    figure = picture([forty_buurten], None, "BU03440100")["figures"]["gas"]

    assert (figure["value"], figure["percentile"]) == (None, None)
    assert figure["missing"] == "niet bekend"


def test_a_core_figure_that_no_file_has_is_named_as_missing(forty_buurten):
    figure = picture([forty_buurten], None, "BU03440105")["figures"]["ink_arm"]

    assert figure["missing"] == "staat niet in deze bestanden"


def test_a_municipality_shows_the_areas_within_and_which_can_be_drawn(forty_buurten, one_shape):
    drawn = picture([forty_buurten], one_shape, "GM0344")

    assert drawn["name"] == "Utrecht"
    assert len(drawn["children"]) == 40
    assert [child["area"] for child in drawn["children"] if child["has_boundary"]] == ["BU03440105"]


def test_origin_is_nowhere_and_marital_state_is_never_ranked(forty_buurten):
    drawn = json.dumps(picture([forty_buurten], None, "GM0344"))

    assert "MAROKKO" not in drawn
    assert "ONGEHUWD" not in drawn


def test_context_has_no_place(forty_buurten):
    residents = picture([forty_buurten], None, "BU03440105")["figures"]["inw"]

    assert (residents["value"], residents["percentile"]) == (900, None)
    assert residents["not_ranked"].startswith("achtergrond")


def test_the_faults_of_all_files_are_told_together(tmp_path, forty_buurten):
    broken = tmp_path / "grenzen.geojson"
    broken.write_text("{")

    with pytest.raises(BadAreaFile) as bad:
        picture([tmp_path / "weg.csv", forty_buurten], broken, "GM0344")

    assert [said.split(":")[0] for said in bad.value.sentences()] == ["weg.csv", "grenzen.geojson"]


@pytest.mark.parametrize("area", ["GM9999", "Utrecht", "", "3440101"])
def test_an_unknown_area_gets_a_sentence(forty_buurten, area):
    with pytest.raises(BadAreaFile) as bad:
        picture([forty_buurten], None, area)

    assert len(bad.value.sentences()) == 1


def test_the_places_of_the_real_country_equal_counting_one_by_one(shared_data):
    file = shared_data / "areas" / "kwb2015_nl_wijk.csv"
    drawn = picture([file], None, "GM0344")
    children = drawn["children"]

    assert len(children) > 5
    assert all(
        child["figures"]["bijstand"]["percentile"] is not None
        for child in children
        if child["compared_with"]["urbanity"] == 1
    )


def test_a_picture_says_what_piles_up_and_what_is_missing(tmp_path):
    header = (
        "BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;AANT_INW;p_arb_pp;P_15_24_JR;P_25_44_JR;P_45_64_JR;AO_UIT_TOT"
    )
    rows = [f"BU0344{n:04d};B {n};GM0344;Stad;2;2000;{90 - n};15;25;30;{30 + 4 * n}" for n in range(40)]
    path = tmp_path / "kwb2020.csv"
    path.write_text("\n".join([header, *rows]))

    found = picture([path], None, "BU03440039")["stacking"]

    assert (found["piled"], found["known"]) == (1, 1)
    assert found["domains"]["economie"]["percentile"] == 100
    assert found["domains"]["economie"]["compared_with"] == 39
    assert found["domains"]["energie"]["percentile"] is None
    assert found["domains"]["energie"]["missing"] == ["earm", "gas"]


@pytest.fixture
def two_towns(tmp_path):
    """Twelve buurten of one town, half of them less urban, and thirty of another."""
    rows = ["BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;AANT_INW;g_gas"]
    rows += [f"BU0344{n:04d};A {n};GM0344;Stad;{1 + n % 2};900;{1000 + n}" for n in range(12)]
    rows += [f"BU0345{n:04d};B {n};GM0345;Dorp;1;900;{2000 + n}" for n in range(30)]
    path = tmp_path / "kwb2020.csv"
    path.write_text("\n".join(rows))
    return path


@pytest.mark.parametrize(
    ("among", "percentile", "others", "words"),
    [
        (Among.URBAN, 14.3, 35, "35 andere buurten die ook zeer sterk stedelijk zijn"),
        (Among.COUNTRY, 24.4, 41, "41 andere buurten in Nederland waarvan deze bestanden cijfers hebben"),
        (Among.MUNICIPALITY, 90.9, 11, "11 andere buurten in de eigen gemeente"),
    ],
)
def test_an_area_is_compared_as_one_chooses(two_towns, among, percentile, others, words):
    drawn = picture([two_towns], None, "BU03440010", among)

    figure, compared = drawn["figures"]["gas"], drawn["compared_with"]
    assert (figure["percentile"], figure["compared_with"]) == (percentile, others)
    assert (compared["among"], compared["areas"], compared["words"]) == (among, others, words)
    assert drawn["stacking"]["domains"]["energie"]["too_few_to_compare"] == []


def test_within_a_municipality_ten_areas_are_enough_and_nine_are_too_few(two_towns):
    lines = two_towns.read_text().splitlines()
    for count, why in ((10, None), (9, "minder dan 9 vergelijkbare gebieden hebben dit cijfer")):
        two_towns.write_text("\n".join([lines[0], *lines[1 : count + 1], *lines[13:]]))
        figure = picture([two_towns], None, "BU03440000", Among.MUNICIPALITY)["figures"]["gas"]
        assert figure["not_ranked"] == why


def test_a_municipality_lies_in_no_other_and_is_compared_with_those_as_urban(two_towns):
    drawn = picture([two_towns], None, "GM0344", Among.MUNICIPALITY)

    assert drawn["compared_with"]["among"] == "stedelijk"
    assert {child["compared_with"]["among"] for child in drawn["children"]} == {"gemeente"}


def test_what_is_rounded_in_wijken_and_buurten_is_not_said_of_a_municipality(shared_data):
    areas = shared_data / "areas"

    whole = picture([areas / "kwb2015_nl_gemeente.csv", areas / "kwb2015_nl_wijk.csv"], None, "GM0363")

    assert whole["figures"]["inw"]["value"] % 5
    assert whole["figures"]["inw"]["note"] == ""
    assert {one["figures"]["inw"]["note"] for one in whole["children"]} == {
        "Het CBS rondt dit per wijk en buurt af op vijf."
    }
