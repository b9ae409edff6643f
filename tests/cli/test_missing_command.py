"""gebiedstafel missing: parties in words and as JSON after the published form."""

import json

import jsonschema
import pytest

from gebiedstafel import cli
from gebiedstafel.exchange.demo import demo_text

from .test_commands import SMALL


@pytest.fixture
def demo_file(tmp_path):
    path = tmp_path / "demo.yaml"
    path.write_text(demo_text(), encoding="utf-8")
    return path


@pytest.fixture
def schema(root):
    return json.loads((root / "src/gebiedstafel/exchange/missing.schema.json").read_text(encoding="utf-8"))


def test_missing_says_who_would_open_what_and_what_they_gain(demo_file, capsys):
    assert cli.main(["missing", str(demo_file)]) == cli.DONE

    out = capsys.readouterr().out
    assert "Wie ontbreekt" in out
    assert "van Waterschap Vlietland kan dit erbij" in out
    assert "een aanname" in out
    assert "Zonder Woningcorporatie De Gaarde valt weg" in out


def test_missing_as_json_keeps_the_published_form(demo_file, schema, capsys):
    assert cli.main(["missing", str(demo_file), "--json", "--language", "en"]) == cli.DONE

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    assert all(row["assumed"] == (row["standing"] == "newcomer") for row in found["found"])
    assert {row["standing"] for row in found["found"]} == {"present", "absent", "newcomer"}


def test_a_plan_of_another_table_is_refused_in_words(tmp_path, capsys):
    small = tmp_path / "kade.yaml"
    small.write_text(SMALL, encoding="utf-8")
    cli.main(["plan", str(small), "--json"])
    plan = json.loads(capsys.readouterr().out)
    plan["measures"][0]["start"] = 2028
    bad = tmp_path / "fout.json"
    bad.write_text(json.dumps(plan), encoding="utf-8")

    assert cli.main(["missing", str(small), str(bad)]) == cli.BAD_FILE
    assert "hoort niet bij deze tafel" in capsys.readouterr().err
