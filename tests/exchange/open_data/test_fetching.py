"""The figures of one municipality from the services into files, and what happens when a service fails."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from open_data_server import BUURTEN, ENERGY_SOURCE, GM, NAME, figure, used

from gebiedstafel.exchange.boundaries import read_boundaries_file
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.figures_csv import read_figures_file
from gebiedstafel.exchange.open_data import choosing, odata3
from gebiedstafel.exchange.open_data.catalogue import catalogue_in
from gebiedstafel.exchange.open_data.faults import NotFetched, Stopped
from gebiedstafel.exchange.open_data.municipalities import find_municipality
from gebiedstafel.exchange.open_data.sources_file import read_sources
from gebiedstafel.exchange.picture import picture

from .asking_by_hand import QUICK, asker, fetched

DAYS_PATIENCE = replace(QUICK, tries=2)


def rows(tmp_path, name):
    with (tmp_path / "out" / "cijfers" / name).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file, delimiter=";")}


def everything(folder):
    """Every file of a folder with its text, apart from moments and ports."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and path.name != "sources.json":
            found[str(path.relative_to(folder))] = path.read_text(encoding="utf-8")
    return found


def test_every_source_comes_in_with_the_figures_it_holds(services, tmp_path):
    got = fetched(services, tmp_path)

    assert (got.area, got.name, got.year) == (GM, NAME, 2024)
    assert {one.file for one in got.files} == {
        "cijfers/kwb-2024.csv",
        "cijfers/kwb-2023.csv",
        "cijfers/ses-2022.csv",
        "cijfers/gezondheid-2022.csv",
        "cijfers/misdrijven-2024.csv",
        "grenzen/gemeenten-2024.geojson",
        "grenzen/wijken-2024.geojson",
        "grenzen/buurten-2024.geojson",
    }
    gas = {code: row["g_gas"] for code, row in rows(tmp_path, "kwb-2023.csv").items() if code in BUURTEN}
    slow = {code: figure("GAS", code, 2023) for code in BUURTEN}
    assert gas == {code: "." if value is None else str(value) for code, value in slow.items()}


def test_the_year_is_chosen_per_figure_for_the_newest_is_mostly_empty(services, tmp_path):
    got = fetched(services, tmp_path)

    of = {figure: one.year for one in got.files for figure in one.figures}
    assert of["inw"] == 2024
    assert of["gas"] == of["inkomen"] == 2023
    assert of["eenzaam"] == 2022


def test_the_files_are_read_by_the_picture_and_every_figure_shows_its_year(services, tmp_path):
    fetched(services, tmp_path)
    out = tmp_path / "out"

    seen = picture(sorted(out.glob("cijfers/*.csv")), out / "grenzen" / "buurten-2024.geojson", "WK099000")

    figures = seen["children"][0]["figures"]
    assert (figures["gas"]["value"], figures["gas"]["year"]) == (1100, 2023)
    assert (figures["misdrijf"]["value"], figures["misdrijf"]["year"]) == (50.0, 2024)
    assert figures["ses_woa"]["value"] == 1.012
    assert all(child["has_boundary"] for child in seen["children"])


@pytest.mark.parametrize("newer", [True, False])
def test_energy_of_a_newer_year_comes_from_the_table_of_energy(services, tmp_path, newer):
    if not newer:
        services.trouble("/v4/86159NED", "500", times=99)

    got = fetched(services, tmp_path, also=ENERGY_SOURCE, manners=replace(QUICK, tries=1))

    of = {one.file: (one.table, one.figures) for one in got.files if "gas" in one.figures}
    assert of == {
        "cijfers/kwb-2023.csv": ("85618NED", of["cijfers/kwb-2023.csv"][1]),
        "cijfers/energie-2024.csv": ("86159NED", ["elek", "gas", "stadsv"]),
    }
    gas = {code: row["g_gas"] for code, row in rows(tmp_path, "energie-2024.csv").items() if code in BUURTEN}
    assert gas == {code: str(used("GemiddeldAardgasverbruik_4", code, 2024, "T001100")) for code in BUURTEN}
    assert not services.asked_for("85999NED")
    assert "gas" not in got.missing


def test_a_table_with_several_rows_an_area_says_that_one_must_be_chosen(services, tmp_path):
    loose = ENERGY_SOURCE.replace(", where: {Woningkenmerken: [Totaal woningen]}", "")

    with pytest.raises(NotFetched) as refused:
        fetched(services, tmp_path, also=loose)

    assert "staat er meer dan eens; kies in ‘where’ welke rij telt" in refused.value.sentences()[0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("columns: {gas: A, gaz: B, stroom: C}", "columns: gaz, stroom kennen we niet als cijfer"),
        ("columns: {overlast: [Overlast]}", "columns: overlast lezen we uit geen kolom"),
        ("columns: {gas: []}", "columns: gas vraagt één titel, of een lijst van titels"),
        ("columns: {gas: {a: b}, elek: [' '], stadsv: }", "columns: gas, elek, stadsv vraagt één titel"),
        ("columns: {gas: A}, split: Soort", "columns: split kan er niet bij"),
        ("columns: {gaz: [], overlast: A}", "als cijfer; overlast lezen we uit geen kolom; gaz vraagt"),
        ("services: [cbs5]", "services van energie: kies uit cbs4, cbs3 en derden3, of alleen pdok"),
        ("services: [cbs3, pdok]", "services van energie: kies uit cbs4, cbs3 en derden3, of alleen pdok"),
        ("services: []", "services van energie: kies uit cbs4, cbs3 en derden3, of alleen pdok"),
    ],
)
def test_a_list_that_names_no_figure_or_service_of_ours_is_refused_in_words(services, wrong, said):
    kept = {"id": "energie", "name": "X", "licence": "X", "services": "[cbs3]"}
    source = ", ".join(f"{name}: {told}" for name, told in kept.items() if name not in wrong)

    with pytest.raises(BadFile) as refused:
        catalogue_in(f"{services.catalogue()}  - {{{source}, {wrong}}}\n", "test")

    assert said in refused.value.sentences()[0]


def test_what_is_rare_is_the_average_of_three_years_per_thousand_homes(services, tmp_path):
    got = fetched(services, tmp_path)

    read = read_figures_file(tmp_path / "out" / "cijfers" / "misdrijven-2024.csv")
    first = next(row for row in read.rows if row.code == BUURTEN[0])
    assert first.figures["woninginbraak"].value == round(1000 * (4 + 3 + 2) / 3 / 500, 1)
    (origin,) = [one for one in got.files if one.file.endswith("misdrijven-2024.csv")]
    assert origin.averaged == {"InbraakWoning": [2022, 2023, 2024]}
    assert origin.divided_by_year == 2024


def test_each_file_tells_its_source_table_year_licence_and_moment(services, tmp_path):
    got = fetched(services, tmp_path)

    assert read_sources(tmp_path / "out").to_json() == json.loads(json.dumps(got.to_json()))
    (kwb,) = [one for one in got.files if one.file == "cijfers/kwb-2023.csv"]
    assert (kwb.name, kwb.table, kwb.year) == ("CBS, Kerncijfers wijken en buurten 2023", "85618NED", 2023)
    assert (kwb.licence, kwb.asked_at) == ("CC BY 4.0", "2026-11-27T12:00:00+00:00")
    assert kwb.address == f"{services.origin}/v4/85618NED"
    assert "energiearmoede" not in str(got.left_out)
    assert "earm" in got.missing


def test_no_area_of_another_municipality_comes_along(services, tmp_path):
    fetched(services, tmp_path)

    for path in (tmp_path / "out").rglob("*.*"):
        if path.is_file():
            assert "0991" not in path.read_text(encoding="utf-8")


def test_where_people_come_from_is_not_even_asked(services, tmp_path):
    fetched(services, tmp_path)

    assert not services.asked_for("HERK")


def test_a_name_does_as_well_as_a_code(services, tmp_path):
    assert fetched(services, tmp_path, "  kadestad ").area == GM


def test_a_name_nobody_knows_is_told_with_what_comes_close(services, tmp_path):
    with pytest.raises(NotFetched) as refused:
        fetched(services, tmp_path, "Kadesstad")

    assert "Bedoelt u Kadestad" in refused.value.faults[0].sentence("nl")
    assert not (tmp_path / "out").exists()


def test_an_address_that_points_inward_is_nobodys_first_choice(services):
    looked = []

    def look(host, port):
        looked.append(host)
        return ["10.0.0.1"]

    text = services.catalogue().replace(f"{services.origin}/v", "https://within.example/v")
    with asker(inward=False, look=look) as ask, pytest.raises(NotFetched) as refused:
        find_municipality(ask, catalogue_in(text.replace("/v3", "3.example"), "test"), "Kadestad")

    assert refused.value.kind == "inward"
    assert looked == ["within.example"]


def test_a_stop_while_the_name_is_sought_is_a_stop_at_once(services):
    services.trouble("/v4/", "404", times=99)
    stops = iter([False, False, False])

    with (
        asker(stop=lambda: next(stops, bool(services.asked_for("/v4/")))) as ask,
        pytest.raises(Stopped),
    ):
        find_municipality(ask, catalogue_in(services.catalogue(), "test"), "Kadestad")


def test_a_list_of_tables_without_years_names_no_municipality(services):
    text = services.catalogue().replace("years:", "unread:")

    with asker() as ask, pytest.raises(NotFetched) as refused:
        find_municipality(ask, catalogue_in(text, "test"), "Kadestad")

    assert refused.value.kind == "nothing"
    assert not services.asked


def test_a_code_without_areas_is_told(services, tmp_path):
    with pytest.raises(NotFetched) as refused:
        fetched(services, tmp_path, "GM0999")

    assert refused.value.kind == "nothing"
    assert not (tmp_path / "out").exists()


def test_the_old_service_answers_where_the_new_one_does_not(services, tmp_path):
    new = fetched(services, tmp_path / "new")
    services.trouble("/v4/8598", "500", times=99)
    services.trouble("/v4/8561", "404", times=99)

    old = fetched(services, tmp_path / "old", manners=DAYS_PATIENCE)

    assert everything(tmp_path / "old" / "out").keys() == everything(tmp_path / "new" / "out").keys()
    there = {one.file: one.address for one in old.files}
    assert there["cijfers/kwb-2024.csv"] == f"{services.origin}/v3/85984NED"
    for name in ("kwb-2024.csv", "kwb-2023.csv"):
        values = {
            code: {k: v for k, v in row.items() if v != "."}
            for code, row in rows(tmp_path / "new", name).items()
        }
        for code, row in rows(tmp_path / "old", name).items():
            assert {k: v for k, v in row.items() if v or k == "gemeentenaam"} == values[code]
    assert new.missing == old.missing


def test_padded_text_of_the_untyped_edition_means_the_same(services, tmp_path):
    services.trouble("/v4/8", "404", times=99)
    typed = fetched(services, tmp_path / "typed", without=["ses"])
    services.trouble("/TypedDataSet", "404", times=99)

    fetched(services, tmp_path / "untyped", without=["ses"])

    assert typed.files
    numbers = everything(tmp_path / "typed" / "out")
    # Only the untyped edition says that a figure is withheld.
    texts = everything(tmp_path / "untyped" / "out")
    assert {name: text.replace(";.", ";") for name, text in texts.items()} == numbers


def test_a_refusal_of_more_than_ten_thousand_rows_is_met_page_by_page(services, tmp_path, monkeypatch):
    whole = fetched(services, tmp_path / "whole")
    monkeypatch.setattr(odata3, "ONE_PAGE", 4)
    services.most = 5

    fetched(services, tmp_path / "cut")

    assert whole.files
    assert services.asked_for("$skip=4")
    assert everything(tmp_path / "cut" / "out") == everything(tmp_path / "whole" / "out")


def test_a_service_that_refuses_pages_too_is_asked_area_by_area(services, tmp_path):
    fetched(services, tmp_path / "whole")
    services.most = 9
    services.trouble("$top", "500", times=99, body={"odata.error": "returns more than 10000 records"})

    fetched(services, tmp_path / "cut")

    assert everything(tmp_path / "cut" / "out") == everything(tmp_path / "whole" / "out")


def test_a_service_that_does_not_know_the_municipality_is_asked_for_the_box_around_it(services, tmp_path):
    fetched(services, tmp_path / "plain")
    services.takes_municipality = False

    fetched(services, tmp_path / "box")

    assert services.asked_for("bbox=")
    assert everything(tmp_path / "box" / "out") == everything(tmp_path / "plain" / "out")


@pytest.mark.parametrize(
    ("words", "trouble", "kind"),
    [
        ("/derden/50120NED/TypedDataSet", "500", "broken"),
        ("/derden/50120NED/TypedDataSet", "slow", "slow"),
        ("/derden/50120NED/TypedDataSet", "half", "half"),
        ("/derden/50120NED/TypedDataSet", "cut", "cut"),
        ("/derden/47018NED/Perioden", "xml", "changed"),
        ("/pdok/2024/collections/buurten", "500", "broken"),
        ("/v4/85900NED/Observations", "429", "busy"),
    ],
)
def test_a_service_that_keeps_failing_leaves_nothing_half_there(services, tmp_path, words, trouble, kind):
    services.trouble(words, trouble, times=99)

    with pytest.raises(NotFetched) as refused:
        fetched(services, tmp_path, manners=DAYS_PATIENCE)

    assert refused.value.kind == kind
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "body", "named"),
    [
        ("/v4/85900NED/MeasureCodes", {"value": [{"Code": "S1"}]}, "Identifier"),
        ("/v4/85900NED/MeasureCodes", {"waarde": []}, "value"),
        ("/v4/85900NED/MeasureCodes", ["S1"], "value"),
        ("/v4/85900NED/Observations", {"value": [{"Measure": "S1", "WijkenEnBuurten": GM}]}, "Value"),
        ("/v4/85900NED/Observations", {"value": [{"Measure": "S1", "Value": 1}]}, "WijkenEnBuurten"),
        ("/derden/50120NED/Leeftijd", {"value": [{"Key": "1", "Title": "kinderen"}]}, "18 jaar of ouder"),
        ("/derden/50120NED/TypedDataSet", {"value": [{"WijkenEnBuurten": GM}]}, "ErnstigZeerErnstigEenzaam"),
        ("/derden/47018NED/DataProperties", {"value": [{"Key": "Aangiften_1"}]}, "GeregistreerdeMisdrijven"),
        ("/pdok/2024/collections/buurten", {"type": "FeatureCollection"}, "features"),
        ("/pdok/2024/collections/buurten", {"features": [{"properties": {"buurt": 1}}]}, "buurtcode"),
    ],
)
def test_a_service_that_changed_is_told_with_what_changed(services, tmp_path, words, body, named):
    services.trouble(words, "other", times=99, body=body)

    with pytest.raises(NotFetched) as refused:
        fetched(services, tmp_path)

    assert refused.value.kind == "changed"
    assert named in refused.value.faults[0].sentence("nl")
    assert not (tmp_path / "out").exists()


def test_after_a_cut_what_was_there_is_not_asked_again(services, tmp_path):
    services.trouble("/derden/47018NED/TypedDataSet", "cut", times=99, after=2)
    with pytest.raises(NotFetched):
        fetched(services, tmp_path, manners=DAYS_PATIENCE)
    services.troubles.clear()
    before = set(services.asked)
    services.asked.clear()

    got = fetched(services, tmp_path)

    assert got.files
    # Only the question that was cut is asked twice.
    assert len(set(services.asked) & before) == 1
    assert len(services.asked) == len(set(services.asked))


def test_without_a_source_that_fails_the_rest_comes_in(services, tmp_path):
    services.trouble("/derden/", "500", times=99)

    got = fetched(services, tmp_path, without=["gezondheid", "misdrijven"], manners=DAYS_PATIENCE)

    assert {one.file.partition("/")[2].partition("-")[0] for one in got.files} >= {"kwb", "ses"}
    assert "misdrijf" in got.missing
    assert not services.asked_for("/derden/")


def test_crimes_without_residents_are_left_out_in_words(services, tmp_path):
    got = fetched(services, tmp_path, without=["kwb"])

    assert any("op hoeveel inwoners" in dutch for dutch, _ in got.left_out)


def test_a_source_that_does_not_exist_is_told_with_those_that_do(services, tmp_path):
    with pytest.raises(NotFetched, match="kwb, ses, gezondheid, misdrijven, grenzen"):
        fetched(services, tmp_path, without=["weer"])


def test_fetching_again_leaves_no_file_of_the_time_before(services, tmp_path):
    fetched(services, tmp_path)
    mine = tmp_path / "out" / "cijfers" / "eigen.csv"
    mine.write_text("van mij")

    fetched(services, tmp_path, without=["ses"])

    assert not (tmp_path / "out" / "cijfers" / "ses-2022.csv").exists()
    assert mine.read_text() == "van mij"


def test_a_figure_that_cannot_be_refuses_the_whole(services, tmp_path, monkeypatch):
    import open_data_server

    monkeypatch.setattr(open_data_server, "figure", lambda measure, code, year: -5.0)

    with pytest.raises(ValueError, match="impossible"):
        fetched(services, tmp_path, without=["misdrijven"])

    assert not (tmp_path / "out").exists()


def test_progress_only_goes_forward_and_ends_at_the_end(services, tmp_path):
    said = []
    fetched(services, tmp_path, said=said)

    shares = [share for share, _ in said]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert any("2023" in dutch for _, (dutch, _) in said)


def test_the_whole_country_comes_without_boundaries_and_says_so(services, tmp_path):
    got = fetched(services, tmp_path, "Nederland")

    assert any("grenzen van het hele land" in dutch for dutch, _ in got.left_out)
    assert "GM0991" in rows(tmp_path, "kwb-2024.csv")


def test_no_year_is_filled_enough_then_the_fullest_counts(services, tmp_path, monkeypatch):
    monkeypatch.setattr(choosing, "FILLED", 0.99)

    got = fetched(services, tmp_path)

    assert {figure: one.year for one in got.files for figure in one.figures}["gas"] == 2023


def test_boundaries_that_came_in_can_be_drawn(services, tmp_path):
    fetched(services, tmp_path)

    drawn = read_boundaries_file(tmp_path / "out" / "grenzen" / "buurten-2024.geojson")
    assert sorted(drawn.shapes) == BUURTEN


def test_what_several_columns_could_be_is_left_out_in_words(services, tmp_path):
    import open_data_server

    twice = {**open_data_server.TITLES, "GAS2": ("Gemiddeld aardgasverbruik totaal", "Energie")}
    codes = [
        {"Identifier": code, "Title": title, "MeasureGroupId": None} for code, (title, _) in twice.items()
    ]
    for table in ("85984NED", "85618NED"):
        services.trouble(f"/v4/{table}/MeasureCodes", "other", times=9, body={"value": codes})

    got = fetched(services, tmp_path)

    assert "gas" in got.missing
    assert any("meer kolommen passen bij" in dutch for dutch, _ in got.left_out)


def test_a_code_in_digits_of_another_script_is_no_code():
    from gebiedstafel.exchange.open_data.municipalities import code_typed

    assert (code_typed("GM٠439"), code_typed("０439"), code_typed("gm0439")) == ("", "", "GM0439")
