"""The shapes of areas from GeoJSON."""

import json

import numpy as np
import pytest

from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.boundaries import read_boundaries, read_boundaries_file
from gebiedstafel.exchange.dutch_grid import to_longitude_latitude

SQUARE = [[[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]]
BOW_TIE = [[[5.0, 52.0], [5.1, 52.1], [5.1, 52.0], [5.0, 52.1], [5.0, 52.0]]]
RD_SQUARE = [[[120000, 480000], [121000, 480000], [121000, 481000], [120000, 481000], [120000, 480000]]]


def feature(code="BU03440101", kind="Polygon", coordinates=SQUARE):
    geometry = {"type": kind, "coordinates": coordinates} if kind else None
    return {"type": "Feature", "properties": {"BU_CODE": code}, "geometry": geometry}


def geojson(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def said_of(content):
    with pytest.raises(BadAreaFile) as bad:
        read_boundaries(content, "grenzen.geojson")
    return bad.value.sentences()


def test_a_shape_comes_with_its_rings_and_box():
    shape = read_boundaries(geojson(feature()), "grenzen.geojson").shapes["BU03440101"]

    assert shape.box == (5.0, 52.0, 5.1, 52.1)
    assert len(shape.rings) == 1


def test_a_surface_that_crosses_itself_is_repaired_and_named():
    file = read_boundaries(geojson(feature(coordinates=BOW_TIE)), "grenzen.geojson")

    assert file.repaired == ["BU03440101"]
    assert len(file.shapes["BU03440101"].rings) == 2


def test_clipped_points_and_lines_are_dropped_and_named():
    point = feature("BU03440102", "Point", [5.0, 52.0])
    line = feature("BU03440103", "LineString", [[5.0, 52.0], [5.1, 52.0]])

    file = read_boundaries(geojson(feature(), point, line, feature("BU03440104", None)), "grenzen.geojson")

    assert list(file.shapes) == ["BU03440101"]
    assert file.slivers == ["BU03440102", "BU03440103", "BU03440104"]


def test_parts_with_the_same_code_become_one_area():
    beside = [[[x + 0.2, y] for x, y in SQUARE[0]]]

    file = read_boundaries(geojson(feature(), feature(coordinates=beside)), "grenzen.geojson")

    assert file.merged == ["BU03440101"]
    assert len(file.shapes["BU03440101"].rings) == 2


@pytest.mark.parametrize(
    "more", [{}, {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}]
)
def test_the_dutch_grid_is_recognised_and_converted(more):
    file = read_boundaries(geojson(feature(coordinates=RD_SQUARE), **more), "grenzen.geojson")

    assert file.converted
    west, south, east, north = file.shapes["BU03440101"].box
    assert 4.8 < west < east < 4.9
    assert 52.30 < south < north < 52.32


def test_the_dutch_grid_is_converted_as_published():
    towers = np.array([[155000, 463000], [120700.723, 487525.502], [233883.131, 582065.167]])

    found = to_longitude_latitude(towers)

    published = [[5.38720621, 52.15517440], [4.88352559, 52.37453253], [6.56820053, 53.21938317]]
    assert np.allclose(found, published, atol=1e-7)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "Er staan geen gebieden in"),
        (b"[]", "Er staan geen gebieden in"),
        (b'{"type": "FeatureCollection"}', "Er staan geen gebieden in"),
        (b'{"features": {}}', "Er staan geen gebieden in"),
        (b'{"features": []}', "Er staan geen gebieden in"),
        (b"[" * 100_000, "Er staan geen gebieden in"),
        (geojson(feature())[:-40], "breekt af of klopt niet bij regel 1"),
        (geojson("geen gebied"), "Geen kolom met gebiedscodes"),
        (geojson(feature(code="3440101")), "is geen code"),
        (geojson(feature("BU03440101", "Point", [5, 52])), "geen vlak"),
        (geojson(feature(kind="Polygon", coordinates=[[[5, "x"]]])), "geen vlak"),
        (
            geojson(feature(coordinates=[[[500, 900], [501, 900], [501, 901], [500, 900]]])),
            "buiten Nederland",
        ),
        (geojson(feature(), crs={"properties": {"name": "EPSG:3857"}}), "EPSG:3857 kennen we niet"),
    ],
)
def test_a_broken_file_gets_a_sentence_that_helps(content, word):
    assert any(word in sentence for sentence in said_of(content))


def test_all_faults_are_told_at_once():
    said = said_of(geojson(feature(code="x"), feature(), feature(code="y")))

    assert ["gebied nummer 1" in said[0], "gebied nummer 3" in said[1]] == [True, True]


def test_the_whole_country_is_drawn(shared_data):
    file = read_boundaries_file(shared_data / "areas" / "kwb2015_nl_wijk.geojson")

    assert len(file.shapes) == 2_796
    assert not file.slivers


def test_a_raw_regional_file_loses_its_slivers_only(shared_data):
    file = read_boundaries_file(shared_data / "areas" / "rawsample" / "utrecht_buurt.geojson")

    assert len(file.shapes) + len(file.slivers) == 881
    assert len(file.slivers) == 9


def test_a_recent_file_with_long_names_is_drawn(shared_data):
    assert len(read_boundaries_file(shared_data / "areas" / "baarn" / "baarn_buurten.geojson").shapes) == 21


def test_a_digit_of_another_script_in_a_code_is_refused_with_its_number():
    said = said_of(geojson(feature(), feature(code="BU٠3440101")))

    assert len(said) == 1
    assert "gebied nummer 2" in said[0]
    assert "‘BU٠3440101’ is geen code" in said[0]


def moved(by, **names):
    one = feature(coordinates=[[[x + by, y] for x, y in SQUARE[0]]])
    one["properties"] |= names
    return one


def test_two_names_with_one_code_are_told_and_never_merged():
    said = said_of(geojson(moved(0, BU_NAAM="Centrum"), feature("BU03440102"), moved(0.2, BU_NAAM="Haven")))

    assert len(said) == 1
    assert "gebied nummer 3: BU03440101 heet hier ‘Haven’ en bij gebied nummer 1 ‘Centrum’" in said[0]
    assert "Geef één van beide een andere code" in said[0]


def test_surfaces_with_one_code_that_lie_over_each_other_are_told():
    said = said_of(geojson(moved(0), moved(0.05)))

    assert len(said) == 1
    assert "gebied nummer 2: BU03440101 staat er ook bij gebied nummer 1" in said[0]


@pytest.mark.parametrize(
    ("by", "names"),
    [(0.2, {}), (0.1, {}), (0.0999, {}), (0, {}), (0.2, {"BU_NAAM": "centrum "}), (0.2, {"BU_NAAM": None})],
)
def test_parts_of_one_area_are_still_merged(by, names):
    file = read_boundaries(geojson(moved(0, BU_NAAM="Centrum"), moved(by, **names)), "grenzen.geojson")

    assert (list(file.shapes), file.merged) == (["BU03440101"], ["BU03440101"])
