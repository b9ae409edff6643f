"""Every layout of the shared data: what loads, with which values, and what is left out in words."""

import io
from datetime import UTC, datetime
from functools import cache

import openpyxl
import pytest

from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.models import Area, Boundary, Figure
from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.figures_csv import read_figures, read_figures_file

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)

# By hand from the files as published: residents, homes in buildings with several (%), 65 and over (%).
OF_2020 = {"GM0439": (81_249, 34, 20), "GM0344": (357_597, 57, 10), "GM0479": (156_794, 37, 18)}
# Residents, 65 and over (%), social assistance: count, and residents of 15 to 65 (%).
OF_2015 = {
    "GM0439": (79_611, 18, 1_690, 12 + 24 + 30),
    "GM0344": (334_176, 10, 10_670, 16 + 36 + 20),
    "GM0479": (151_418, 17, 4_250, 11 + 26 + 28),
}
# Feels healthy, very lonely, high risk of anxiety or depression (%).
HEALTH_2020 = {"GM0439": (77.6, 11.2, 6.9), "GM0344": (80.8, 11.6, 7.7), "GM0479": (76.2, 12.4, 7.7)}


@pytest.fixture
def areas(shared_data):
    return shared_data / "areas"


@cache
def by_code(path, **more):
    """Read once: the national files take seconds, and nobody changes the rows."""
    return {row.code: row for row in read_figures_file(path, **more).rows}


def value(row, figure):
    return row.figures[figure].value


def test_purmerend_utrecht_and_zaanstad_come_out_right(areas):
    for code in OF_2020:
        of_2020 = by_code(areas / "kwb2020_gemeenten_182cols.csv")[code]
        of_2015 = by_code(areas / "kwb2015_nl_gemeente.csv")[code]
        health = by_code(areas / "rivm_gezondheid_2020_18plus_50090NED_untyped.csv")[code]

        assert tuple(value(of_2020, one) for one in ("inw", "won_mgez", "ouder65")) == OF_2020[code]
        residents, old, assisted, share = OF_2015[code]
        assert (value(of_2015, "inw"), value(of_2015, "ouder65")) == (residents, old)
        assert value(of_2015, "bijstand") == round(1000 * assisted / (residents * share / 100), 1)
        assert tuple(value(health, one) for one in ("gez_goed", "eenzaam", "angst")) == HEALTH_2020[code]


def test_three_levels_of_2015_hold_what_was_published(areas):
    rows = {level: by_code(areas / f"kwb2015_nl_{level}.csv") for level in ("gemeente", "wijk", "buurt")}

    assert [len(held) for held in rows.values()] == [393, 2_796, 12_229]
    for code, (wijken, buurten) in {"GM0439": (7, 27), "GM0344": (10, 111), "GM0479": (19, 50)}.items():
        assert sum(row.code[2:6] == code[2:] for row in rows["wijk"].values()) == wijken
        assert sum(row.code[2:6] == code[2:] for row in rows["buurt"].values()) == buurten
    # -99999999 is nothing, never a number.
    assert rows["buurt"]["BU04791110"].figures["auto_hh"].missing == "not_there"
    assert value(rows["buurt"]["BU04390101"], "inw") == 1_410


def test_suppressed_and_padded_cells_of_rivm_are_missing_with_their_reason(areas):
    health = by_code(areas / "rivm_gezondheid_2020_18plus_50090NED_untyped.csv")

    assert len(health) == 17_341
    reasons = {cell.missing for row in health.values() for cell in row.figures.values()}
    assert reasons == {None, "withheld"}


def test_codes_with_letters_and_symbols_of_statline_are_read(areas):
    scores = read_figures_file(areas / "statline_ses_woa_amsterdam_2019.csv")

    city = next(row for row in scores.rows if row.code == "GM0363")
    assert (city.year, value(city, "ses_woa"), value(city, "opl_laag")) == (2019, -0.1, 20.8)
    assert any(cell.missing == "withheld" for row in scores.rows for cell in row.figures.values())


@pytest.mark.django_db
def test_baarn_gives_figures_and_shapes_from_one_file_of_pdok(areas):
    path = areas / "baarn" / "baarn_buurten.geojson"

    loaded = load_areas([(path.name, path.read_bytes())], at=AT)

    assert (loaded.areas, loaded.boundaries) == (21, 21)
    assert Area.objects.get(code="BU03080000").residents == 1_825
    gas = Figure.objects.filter(indicator__code="gas")
    assert {(one.value, one.missing) for one in gas} == {(None, "not_yet")}
    assert any("niet gelezen" in note for note in loaded.notes())


@pytest.mark.django_db
def test_raw_regions_with_slivers_give_figures_and_shapes(areas):
    raw = areas / "rawsample"
    files = [(path.name, path.read_bytes()) for path in sorted(raw.glob("*.geojson"))]

    loaded = load_areas(files, at=AT, year=2015)

    assert loaded.areas == 881 + 169
    assert loaded.boundaries == 872 + 163
    assert Area.objects.get(code="BU04390101").residents == 1_410
    told = " ".join(loaded.notes())
    assert "zonder vlak, dus niet getekend" in told
    assert "herkomst" in told


@pytest.mark.django_db
def test_zwolle_without_codes_is_joined_on_names_and_converted_from_rd(areas):
    national = areas / "kwb2015_nl_buurt.csv"
    lines = national.read_bytes().splitlines(keepends=True)
    own = b"".join(line for line in lines if line.startswith((b"BU_CODE", b"BU0193")))
    load_areas([("kwb2015.csv", own)], at=AT)
    zwolle = areas / "zwolle"
    files = [zwolle / "demographics_buurt_combined.csv", zwolle / "demographics_buurt_2024_mapped.geojson"]

    for path in files:
        loaded = load_areas([(path.name, path.read_bytes())], at=AT, municipality="GM0193")

    assert Area.objects.filter(year=2023, municipality_code="GM0193", level="buurt").count() == 75
    told = " ".join(loaded.notes())
    assert "omgerekend van RD" in told
    assert "van geen buurt die we kennen" in told
    assert "milligen" in told.casefold()
    drawn = Boundary.objects.filter(area__year=2024)
    assert drawn.count() == 77
    assert all(6.0 < one.west < one.east < 6.3 and 52.4 < one.south < 52.6 for one in drawn)


@pytest.mark.django_db
def test_zwolle_without_a_municipality_is_refused_with_what_would_help(areas):
    path = areas / "zwolle" / "demographics_buurt_combined.csv"

    with pytest.raises(BadAreaFile) as refused:
        load_areas([(path.name, path.read_bytes())], at=AT)

    assert "Noem dan de gemeente" in refused.value.sentences()[0]
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    "name", ["energyconsumption_buurt_combined_filtered.csv", "zwolle_geldstromen_inzet_per_buurt.csv"]
)
def test_grants_and_totals_of_a_municipality_are_no_figures_we_know(areas, name):
    with pytest.raises(BadAreaFile, match="No column we know"):
        read_figures_file(areas / "zwolle" / name, codes={"binnenstadzuid": "BU01930000"})


def test_the_same_figures_in_a_workbook_are_the_same(areas):
    path = areas / "kwb2020_gemeenten_182cols.csv"
    rows = [line.split(";") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    held = io.BytesIO()
    book.save(held)

    read = read_figures(held.getvalue(), "kwb2020.xlsx")

    assert {row.code: row.figures for row in read.rows} == {
        code: row.figures for code, row in by_code(path).items()
    }


def _typed(cell):
    try:
        return float(cell)
    except ValueError:
        return cell
