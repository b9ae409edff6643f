"""Figures from workbooks, from GeoJSON and from files with names only: what they hold is read the same."""

import io
import json

import openpyxl
import pytest

from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.boundaries import read_boundaries
from gebiedstafel.exchange.figures_csv import read_figures
from gebiedstafel.exchange.indicators import codes_by_name

HEADER = ["gwb_code_10", "regio", "gm_naam", "recs", "a_inw", "a_65_oo", "g_gas ", "g_wozbag", "a_nl_all"]
AREAS = [
    ["GM0990", "Kadestad", "Kadestad", "Gemeente", 2000, 300, 1250.5, 312, 1500],
    ["BU09900000", "Haven", "Kadestad", "Buurt", 1000, 200, 1.012, ".", 700],
    ["BU09900001", "Kade-Noord", "Kadestad", "Buurt", 900, 100, None, -99997, 800],
]


def as_csv():
    rows = [HEADER, *([("" if cell is None else str(cell)) for cell in row] for row in AREAS)]
    return "\n".join(";".join(row) for row in rows).encode()


def as_workbook(*, title_rows=0, first_sheet=()):
    book = openpyxl.Workbook()
    sheet = book.active
    if first_sheet:
        for row in first_sheet:
            sheet.append(row)
        sheet = book.create_sheet("KWB2024")
    for n in range(title_rows):
        sheet.append([f"Kerncijfers, regel {n}"])
    for row in [HEADER, *AREAS]:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_geojson(*, pieces=1):
    features = [
        {"type": "Feature", "properties": dict(zip(HEADER, row, strict=True)), "geometry": square(n)}
        for n, row in enumerate(AREAS)
        for _ in range(pieces)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def square(n):
    x = 5 + n / 100
    ring = [[x, 52], [x + 0.01, 52], [x + 0.01, 52.01], [x, 52.01], [x, 52]]
    return {"type": "Polygon", "coordinates": [ring]}


def figures(content, name="kwb-2024.bestand", **more):
    return {
        (row.code, figure): (cell.value, cell.missing)
        for row in read_figures(content, name, **more).rows
        for figure, cell in row.figures.items()
    }


@pytest.mark.parametrize(
    "content",
    [
        as_workbook(),
        as_workbook(title_rows=3),
        as_workbook(first_sheet=[["Toelichting"], ["Dit zijn de kerncijfers."]]),
        as_geojson(),
        as_geojson(pieces=2),
    ],
    ids=["workbook", "with a title", "with a sheet of explanation", "geojson", "geojson in pieces"],
)
def test_what_a_file_says_does_not_depend_on_its_kind(content):
    read = figures(content)

    assert read == figures(as_csv())
    assert read["BU09900000", "gas"] == (1.012, None)
    assert read["BU09900000", "won_woz"] == (None, "withheld")
    assert read["BU09900001", "gas"] == (None, "not_there")
    assert read["BU09900000", "ouder65"] == (20.0, None)


@pytest.mark.parametrize("content", [as_csv(), as_workbook(), as_geojson()])
def test_where_people_come_from_is_left_out_of_every_kind(content):
    read = read_figures(content, "kwb-2024")

    assert read.left_out == ["a_nl_all"]
    assert read.unread == ["regio", "gm_naam", "recs"] or "recs" in read.unread


def test_a_figure_that_is_none_is_told_at_its_area_in_geojson():
    broken = as_geojson().replace(b"1250.5", b'"veel"')

    with pytest.raises(BadAreaFile) as refused:
        read_figures(broken, "kwb-2024.geojson")

    assert refused.value.sentences() == [
        "kwb-2024.geojson, gebied nummer 1, kolom g_gas: ‘veel’ is geen getal. "
        "Vul een getal in, of laat het leeg als het cijfer er niet is."
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 and then nothing", "beschadigd"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "oud Excel-bestand"),
        (b"{", "breekt af"),
        (b'{"features": []}', "geen gebieden"),
        (b'{"features": [1, null]}', "geen gebieden"),
        (b'{"features": [{"properties": null}]}', "geen gebieden"),
        (b"[" * 100_000, "scheidingsteken"),
        (b'{"features": ' + b"[" * 100_000, "geen gebieden"),
    ],
)
def test_a_file_that_is_no_file_of_figures_is_refused_in_words(content, words):
    with pytest.raises(BadAreaFile) as refused:
        read_figures(content, "cijfers-2024")

    assert words in refused.value.sentences()[0]
    assert refused.value.sentences()[0].startswith("cijfers-2024")


NAMES = {"haven": "BU09900000", "kadenoord": "BU09900001"}
BY_NAME = b"buurt_naam,inwoners_op_1_januari,year\nHaven,1000,2023\nkade noord,?,2023\nDe Tippe,12,2023"


def test_names_in_two_spellings_find_their_codes_and_the_rest_is_told():
    read = read_figures(BY_NAME, "eigen.csv", codes=NAMES)

    assert [(row.code, row.figures["inw"].value) for row in read.rows] == [
        ("BU09900000", 1000),
        ("BU09900001", None),
    ]
    assert read.unknown == ["De Tippe"]


def test_names_alone_are_refused_with_what_would_help():
    with pytest.raises(BadAreaFile, match="Only names"):
        read_figures(BY_NAME, "eigen.csv")


def test_names_of_which_none_is_known_are_refused():
    with pytest.raises(BadAreaFile) as refused:
        read_figures(BY_NAME, "eigen.csv", codes={"elders": "BU09910000"})

    assert "zoals Haven, kade noord, De Tippe" in refused.value.sentences()[0]


def test_shapes_with_names_only_find_their_codes_too():
    features = [
        {"properties": {"buurt_naam": None, "OMSCHR": "Kade Noord"}, "geometry": square(1)},
        {"properties": {"buurt_naam": "de tippe", "OMSCHR": "De Tippe"}, "geometry": square(2)},
    ]
    content = json.dumps({"features": features}).encode()

    read = read_boundaries(content, "grenzen.geojson", codes=NAMES)

    assert list(read.shapes) == ["BU09900001"]
    assert read.unknown == ["de tippe"]


def test_two_rows_with_names_of_one_buurt_are_told_as_one_buurt_twice():
    twice = BY_NAME + b"\nHAVEN,3,2023"

    with pytest.raises(BadAreaFile, match="BU09900000 is there twice"):
        read_figures(twice, "eigen.csv", codes=NAMES)


def test_a_name_that_two_buurten_bear_finds_neither():
    named = {"BU09900000": "Haven", "BU09900001": "Kade Noord", "BU09900002": "kade-noord"}

    assert codes_by_name(named) == {"haven": "BU09900000"}
