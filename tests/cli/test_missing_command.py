"""gebiedstafel missing: parties in words and as JSON after the published form."""

import json
import re

import jsonschema
import pytest

from gebiedstafel import cli
from gebiedstafel.engines.connect.missing import Missing, PartyEffect, Standing
from gebiedstafel.engines.connect.missing_words import convincing
from gebiedstafel.exchange.demo import demo_table, demo_text
from gebiedstafel.exchange.missing_file import known_of, missing_in_words

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


def test_what_was_not_worked_out_when_it_was_stopped_says_so():
    table = demo_table()
    effects = (PartyEffect("fonds", Standing.ABSENT, 5.0, 0.0, 9.0),)
    names = {p["id"]: p["name"] for p in table["parties"]}

    lines = list(
        missing_in_words(
            Missing(effects, noise=1.0, looked_at=3, parties=20, stopped=True),
            lambda one: convincing(one, names, known=known_of(table, one)),
        )
    )

    assert any("Fonds Samen Wonen (vermogensfonds): nog niet nagerekend." in line for line in lines)
    assert not any("verandert nu niets" in line for line in lines)


def test_each_party_that_changes_something_has_a_reason(demo_file, capsys):
    assert cli.main(["missing", str(demo_file)]) == cli.DONE

    out = capsys.readouterr().out
    told = [line for line in out.splitlines() if re.match(r"  \d+\. (Met|Zonder) ", line)]
    reasons = ("deze partij zelf", "hoort bij het werk", "waar deze partij voor staat")
    assert told
    assert all(any(reason in line for reason in reasons) for line in told)
    assert "Een gelijk nummer: " in out
    assert out.count("  2. Met") == 4
    assert "Daarvoor valt weg: Kersenstraat opnieuw inrichten" in out


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
