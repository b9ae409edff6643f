"""gebiedstafel unlock: levers in words and as JSON after the published form."""

import json

import jsonschema
import pytest

from gebiedstafel import cli
from gebiedstafel.exchange.demo import demo_text
from gebiedstafel.exchange.lever_file import lever_from_json, lever_to_json

from .test_commands import SMALL


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "kade.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def schema(root):
    return json.loads((root / "src/gebiedstafel/exchange/unlock.schema.json").read_text(encoding="utf-8"))


def test_unlock_says_what_to_do_and_what_comes_in(small, capsys):
    assert cli.main(["unlock", str(small)]) == cli.DONE

    out = capsys.readouterr().out
    assert "€\u00a07.000 meer bij Kademiddelen in 2027." in out
    assert "Erin: Sluis." in out


def test_unlock_speaks_english_when_asked(small, capsys):
    assert cli.main(["unlock", str(small), "--language", "en"]) == cli.DONE

    out = capsys.readouterr().out
    assert "€7,000 more in Kademiddelen in 2027." in out
    assert "In: Sluis." in out


def test_unlock_as_json_keeps_the_published_form_and_each_lever_comes_back(tmp_path, schema, capsys):
    table = tmp_path / "demo.yaml"
    table.write_text(demo_text(), encoding="utf-8")

    assert cli.main(["unlock", str(table), "--json", "--most", "4"]) == cli.DONE

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    assert len(found["found"]) == 4
    assert all(row["firm"] and row["text"] for row in found["found"])
    for row in found["found"]:
        assert lever_to_json(lever_from_json(row["lever"])) == row["lever"]


def test_unlock_goes_on_from_a_plan_there_is_and_refuses_one_of_another_table(small, tmp_path, capsys):
    cli.main(["plan", str(small), "--json"])
    plan = json.loads(capsys.readouterr().out)
    good, bad = tmp_path / "goed.json", tmp_path / "fout.json"
    good.write_text(json.dumps(plan), encoding="utf-8")
    plan["measures"][0]["payments"][0]["cents"] += 1
    bad.write_text(json.dumps(plan), encoding="utf-8")

    assert cli.main(["unlock", str(small), str(good)]) == cli.DONE
    assert "Sluis" in capsys.readouterr().out
    assert cli.main(["unlock", str(small), str(bad)]) == cli.BAD_FILE
    assert "hoort niet bij deze tafel" in capsys.readouterr().err


def test_choices_that_clash_leave_nothing_to_unlock(small, capsys):
    small.write_text(SMALL + "choices: {in: [M1, M2], out: [], start: {}}\n", encoding="utf-8")

    assert cli.main(["unlock", str(small)]) == cli.NO_PLAN
    assert "geen plan" in capsys.readouterr().out
