"""The picture on the command line: what it is told of files, and what it tells of them."""

import json

import jsonschema
import pytest

from gebiedstafel import cli

HEADER = "BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;AANT_INW;P_MAROKKO;g_gas;vreemd"
SQUARE = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]
BOW_TIE = [[5.0, 52.0], [5.1, 52.1], [5.1, 52.0], [5.0, 52.1], [5.0, 52.0]]


@pytest.fixture
def figures(tmp_path):
    rows = [f"BU034401{n:02d};Buurt {n};GM0344;Stad;2;900;7;{1000 + n};1" for n in range(30)]
    path = tmp_path / "kwb2020.csv"
    path.write_text("\n".join([HEADER, *rows]))
    return path


@pytest.fixture
def boundaries(tmp_path):
    def one(code, ring):
        return {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    beside = [[x + 0.2, y] for x, y in SQUARE]
    features = [
        one("BU03440101", BOW_TIE),
        one("BU03440102", SQUARE),
        one("BU03440102", beside),
        one("GM7777", SQUARE),
        {"properties": {"code": "BU03440103"}, "geometry": None},
    ]
    path = tmp_path / "grenzen.geojson"
    path.write_text(json.dumps({"features": features}))
    return path


def test_what_was_left_out_repaired_and_merged_is_told_apart_from_the_picture(
    figures, boundaries, root, capsys
):
    command = ["picture", str(figures), "--boundaries", str(boundaries), "--area", "GM0344", "--json"]

    assert cli.main(command) == cli.DONE

    told = capsys.readouterr()
    form = json.loads((root / "src/gebiedstafel/exchange/picture.schema.json").read_text(encoding="utf-8"))
    found = json.loads(told.out)
    jsonschema.validate(found, form)
    assert {one["kind"]: one["names"] for one in found["read"]} == {
        "origin": [],
        "unread": [],
        "repaired": ["BU03440101"],
        "merged": ["BU03440102"],
        "without_surface": ["BU03440103"],
        "nowhere": ["GM7777"],
    }
    assert told.err.splitlines() == [one["words"] for one in found["read"]]
    assert "grenzen.geojson: 1 grens niet gebruikt: we kennen GM7777 niet." in told.err
    assert "kwb2020.csv: 1 kolom over herkomst niet gelezen. Die gebruiken we niet." in told.err


def test_what_was_done_to_files_is_told_in_english_too(figures, boundaries, capsys):
    command = ["picture", str(figures), "--boundaries", str(boundaries), "--area", "GM0344"]

    cli.main([*command, "--json", "--language", "en"])

    assert "grenzen.geojson: 1 boundary not used: we do not know GM7777." in capsys.readouterr().err


def test_a_year_that_no_file_says_is_given_and_changes_no_other(figures, tmp_path, capsys):
    own = tmp_path / "eigen.csv"
    own.write_text("BU_CODE;AANT_INW\nBU03440101;950")
    command = ["picture", str(figures), str(own), "--area", "BU03440101", "--json"]

    assert cli.main(command) == cli.BAD_FILE
    assert "Noem het jaar erbij" in capsys.readouterr().err

    assert cli.main([*command, "--year", "2024"]) == cli.DONE
    found = json.loads(capsys.readouterr().out)["figures"]
    assert (found["inw"]["value"], found["inw"]["year"], found["gas"]["year"]) == (950, 2024, 2020)


@pytest.mark.parametrize("year", ["vorig", "20", "2101", "٢٠٢٠"])
def test_a_year_that_is_none_is_refused(figures, year, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["picture", str(figures), "--area", "GM0344", "--year", year])

    assert stopped.value.code == cli.WRONG_USE
    assert "1990" in capsys.readouterr().err


def test_zwolle_without_codes_is_read_by_the_names_of_its_buurten(shared_data, tmp_path, capsys):
    areas = shared_data / "areas"
    lines = (areas / "kwb2015_nl_buurt.csv").read_bytes().splitlines(keepends=True)
    codes = tmp_path / "kwb2015.csv"
    codes.write_bytes(b"".join(line for line in lines if line.startswith((b"BU_CODE", b"BU0193"))))
    own = areas / "zwolle" / "demographics_buurt_combined.csv"
    shapes = areas / "zwolle" / "demographics_buurt_2024_mapped.geojson"
    command = ["picture", str(codes), str(own), "--boundaries", str(shapes), "--area", "GM0193", "--json"]

    assert cli.main(command) == cli.BAD_FILE
    assert "Noem dan de gemeente" in capsys.readouterr().err

    assert cli.main([*command, "--municipality", "GM0193"]) == cli.DONE
    told = capsys.readouterr()
    children = json.loads(told.out)["children"]
    assert sum(child["has_boundary"] for child in children) == 77
    assert sum((child["figures"]["inw"]["year"] or 0) > 2015 for child in children) >= 70
    assert "milligen" in told.err
    assert "omgerekend van RD" in told.err


@pytest.mark.parametrize(
    ("municipality", "said"),
    [("GM0193", "Geef er een bestand met codes en namen bij"), ("Zwolle", "‘ZWOLLE’ is geen code")],
)
def test_a_municipality_of_which_no_file_has_the_codes_is_told(figures, tmp_path, municipality, said, capsys):
    own = tmp_path / "eigen 2024.csv"
    own.write_text("buurt_naam;AANT_INW\nHaven;950")
    command = ["picture", str(figures), str(own), "--area", "GM0344", "--municipality", municipality]

    assert cli.main(command) == cli.BAD_FILE
    assert said in capsys.readouterr().err


def test_without_json_a_picture_is_told_in_sentences(figures, capsys):
    assert cli.main(["picture", str(figures), "--area", "BU03440129"]) == cli.DONE

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Buurt 29 (BU03440129), vergeleken met 29 andere buurten die even stedelijk zijn."
    assert said[-1] == "Cijfers uit: kwb2020.csv (2020)."
