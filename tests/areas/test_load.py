"""Loading figures and boundaries: all of it, or nothing."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.models import Area, Boundary, Comparison, Figure, Indicator, Source
from gebiedstafel.exchange.area_faults import BadAreaFile

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
HEADER = "BU_CODE;BU_NAAM;WK_CODE;GM_CODE;GM_NAAM;STED;AANT_INW;g_gas;P_MAROKKO"


def figures_csv(gas="1200", number=3):
    rows = [f"BU034401{n:02d};Buurt {n};WK034401;GM0344;Utrecht;2;900;{gas};7" for n in range(number)]
    return "kwb2020.csv", "\n".join([HEADER, *rows]).encode()


def boundaries(*codes):
    ring = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0]]
    features = [
        {"properties": {"BU_CODE": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in codes
    ]
    return "grenzen.geojson", json.dumps({"features": features}).encode()


def everything():
    return {
        "areas": sorted(Area.objects.values_list("code", "year", "name", "parent_code", "urbanity")),
        "figures": sorted(Figure.objects.values_list("area__code", "indicator__code", "year", "missing")),
        "values": sorted(v for v in Figure.objects.values_list("value", flat=True) if v is not None),
        "boundaries": sorted(Boundary.objects.values_list("area__code", "rings")),
        "comparisons": sorted(Comparison.objects.values_list("indicator__code", "level", "urbanity")),
        "sources": sorted(Source.objects.values_list("name")),
    }


def test_areas_come_in_with_their_figures_boundaries_and_municipality():
    loaded = load_areas([figures_csv()], [boundaries("BU03440101")], at=AT)

    assert (loaded.areas, loaded.boundaries) == (3, 1)
    assert Area.objects.get(code="GM0344").name == "Utrecht"
    area = Area.objects.get(code="BU03440101")
    assert (area.parent_code, area.urbanity, area.residents) == ("WK034401", 2, 900)
    assert area.figures.get(indicator__code="gas").value == 1200
    assert area.boundary.east == 5.1


def test_loading_the_same_again_changes_nothing():
    files = [figures_csv()], [boundaries("BU03440101")]
    load_areas(*files, at=AT)
    first = everything()

    load_areas(*files, at=AT)

    assert everything() == first


def test_loading_a_corrected_file_replaces_its_figures():
    load_areas([figures_csv(gas="1200")], at=AT)

    load_areas([figures_csv(gas="1300")], at=AT)

    assert set(Figure.objects.filter(indicator__code="gas").values_list("value", flat=True)) == {1300}
    assert Comparison.objects.get(indicator__code="gas", urbanity=2).values == [1300]


def test_a_missing_figure_is_stored_as_nothing_with_its_reason():
    load_areas([figures_csv(gas="-99997")], at=AT)

    figures = Figure.objects.filter(indicator__code="gas")
    assert {(figure.value, figure.missing) for figure in figures} == {(None, "withheld")}
    assert not Comparison.objects.filter(indicator__code="gas").exists()


def test_where_people_come_from_is_not_stored():
    loaded = load_areas([figures_csv()], at=AT)

    assert not Figure.objects.filter(value=7).exists()
    assert not Indicator.objects.filter(code__icontains="herkomst").exists()
    assert any("herkomst" in note for note in loaded.notes())


def test_energy_poverty_that_names_no_measure_is_told_and_not_stored():
    content = "buurtcode;LIHE;Energiearmoede\nBU03440101;6,4;5,1"

    loaded = load_areas([("energie2022.csv", content.encode())], at=AT)

    assert list(Figure.objects.values_list("indicator__code", "value")) == [("earm_lihe", 6.4)]
    assert loaded.notes()[0].startswith("energie2022.csv: ‘Energiearmoede’ niet gelezen.")


def test_one_column_that_is_not_read_is_one_column():
    loaded = load_areas([("gas2022.csv", b"buurtcode;g_gas;kleur\nBU03440101;1200;rood")], at=AT)

    assert any("1 kolom niet gelezen." in note for note in loaded.notes())


def test_what_is_only_context_is_not_compared():
    load_areas([figures_csv()], at=AT)

    assert set(Comparison.objects.values_list("indicator__code", flat=True)) == {"gas"}


@pytest.mark.parametrize(
    "broken", [("grenzen.geojson", b"{"), ("grenzen.geojson", b""), ("grenzen.geojson", b'{"features":[1]}')]
)
def test_one_broken_file_leaves_nothing_half_saved(broken):
    with pytest.raises(BadAreaFile):
        load_areas([figures_csv()], [broken], at=AT)

    assert not Area.objects.exists()
    assert not Source.objects.exists()


def test_a_failure_halfway_leaves_nothing_half_saved(monkeypatch):
    def fail(years):
        raise RuntimeError("the power went out")

    monkeypatch.setattr("gebiedstafel.areas.load.store_comparisons", fail)

    with pytest.raises(RuntimeError):
        load_areas([figures_csv()], [boundaries("BU03440101")], at=AT)

    assert not Area.objects.exists()
    assert not Figure.objects.exists()


def test_two_figures_files_may_describe_the_same_areas():
    health = "RIVM 2020.csv", b"Codering_3;ErvarenGezondheidGoedZeerGoed_4\nBU03440101; 78.4"

    load_areas([figures_csv(), health], at=AT)

    area = Area.objects.get(code="BU03440101")
    assert area.name == "Buurt 1"
    assert area.figures.get(indicator__code="gez_goed").value == 78.4
    assert area.figures.get(indicator__code="gas").value == 1200


@pytest.mark.parametrize(
    "change",
    [{"value": None, "missing": ""}, {"value": 3, "missing": "withheld"}],
)
def test_the_database_refuses_a_figure_that_is_missing_without_a_reason(change):
    load_areas([figures_csv()], at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.filter(indicator__code="gas").update(**change)


def test_the_command_loads_files_and_says_what_it_did(tmp_path):
    (tmp_path / "kwb2020.csv").write_bytes(figures_csv()[1])
    (tmp_path / "grenzen.geojson").write_bytes(boundaries("BU03440101")[1])
    said = StringIO()

    call_command(
        "load_areas",
        str(tmp_path / "kwb2020.csv"),
        boundaries=[tmp_path / "grenzen.geojson"],
        source="CBS 2020",
        stdout=said,
        stderr=StringIO(),
    )

    assert "3 gebieden" in said.getvalue()
    assert "1 grenzen" in said.getvalue()
    assert Source.objects.get().name == "CBS 2020"


def test_the_command_refuses_in_words(tmp_path):
    (tmp_path / "kwb2020.csv").write_bytes(figures_csv(gas="veel")[1])

    with pytest.raises(CommandError, match="rij 2, kolom g_gas: ‘veel’ is geen getal"):
        call_command("load_areas", str(tmp_path / "kwb2020.csv"), stderr=StringIO())

    assert not Area.objects.exists()


def test_the_raw_regional_files_load_together(shared_data):
    raw = shared_data / "areas" / "rawsample"
    files = [(path.name, path.read_bytes()) for path in sorted(raw.glob("*.geojson"))]
    wijk = shared_data / "areas" / "kwb2015_nl_wijk.csv"

    loaded = load_areas([(wijk.name, wijk.read_bytes())], files, at=AT)

    assert loaded.areas == 2_796
    assert any("zonder vlak" in note for note in loaded.notes())


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["GM7777"], ["grenzen.geojson: 1 grens niet geladen: we kennen GM7777 niet."]),
        (
            ["GM7777", "GM8888"],
            ["grenzen.geojson: 2 grenzen niet geladen: we kennen GM7777, GM8888 niet."],
        ),
        (
            ["BU03449999"],
            ["grenzen.geojson: 1 grens niet geladen: BU03449999 kennen we alleen in andere jaren."],
        ),
        ([], []),
    ],
)
def test_a_boundary_of_an_area_we_do_not_know_is_told(codes, said):
    Area.objects.create(code="BU03449999", year=2019, name="Vroeger", level="buurt")
    shapes = json.loads(boundaries("BU03440101", *codes)[1])
    for feature in shapes["features"]:
        feature["properties"] = {"code": feature["properties"]["BU_CODE"]}

    loaded = load_areas([figures_csv()], [("grenzen.geojson", json.dumps(shapes).encode())], at=AT)

    assert loaded.boundaries == 1
    assert [one for one in loaded.notes() if "niet geladen" in one] == said
