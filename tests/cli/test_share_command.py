"""`gebiedstafel share`: who pays and who gains, after the published schema, or a clear sentence."""

import json

import pytest
from jsonschema import Draft202012Validator

from gebiedstafel import cli
from gebiedstafel.exchange.schema_faults import published_schema
from gebiedstafel.exchange.share_file import SCHEMA
from tests.exchange.test_plan_sharing import TABLE, table


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tafel.json"
    path.write_text(json.dumps(TABLE))
    return path


@pytest.mark.parametrize("method", ["proportional", "shapley", "nucleolus"])
def test_the_json_fits_the_published_schema(file, capsys, method):
    assert cli.main(["share", str(file), "--json", "--method", method]) == cli.DONE

    found = json.loads(capsys.readouterr().out)
    Draft202012Validator(published_schema(SCHEMA)).validate(found)
    assert found["method"] == method
    assert sum(one["fair"] for one in found["parties"]) == 100_000


def test_each_party_tells_apart_what_is_fair_for_its_gain_and_what_it_carries(file, capsys):
    small = {"party": "insurer", "cents_per_year": 10_000, "until": 2031, "quality": "bevestigd"}
    file.write_text(json.dumps(table(benefits=[small])))
    cli.main(["share", str(file), "--json"])
    parties = json.loads(capsys.readouterr().out)["parties"]

    assert any(one["carried"] for one in parties)
    for one in parties:
        assert one["for_benefit"] + one["carried"] == one["fair"]
        assert one["paid"] + one["change"] == one["fair"]
        assert one["for_benefit"] <= one["benefit"]


def test_the_schema_refuses_what_it_does_not_know(file, capsys):
    cli.main(["share", str(file), "--json"])
    found = json.loads(capsys.readouterr().out)

    validator = Draft202012Validator(published_schema(SCHEMA))
    assert not validator.is_valid(found | {"worth": -1})
    assert not validator.is_valid(found | {"more": 1})
    assert not validator.is_valid({name: value for name, value in found.items() if name != "settlement"})


def test_it_speaks_in_words_and_takes_a_plan(file, capsys, tmp_path):
    cli.main(["plan", str(file), "--json"])
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out)

    assert cli.main(["share", str(file), str(plan), "--language", "en"]) == cli.DONE

    told = capsys.readouterr().out
    assert "To settle: Zorgverzekeraar pays Gemeente €750." in told
    assert "no group would be better off" in told


def test_a_plan_of_another_table_is_refused(file, capsys, tmp_path):
    cli.main(["plan", str(file), "--json"])
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out)
    file.write_text(json.dumps(table(costs={"personeel": [90_000]})))

    assert cli.main(["share", str(file), str(plan)]) == cli.BAD_FILE

    assert "gebiedstafel verify" in capsys.readouterr().err


def test_without_a_plan_there_is_nothing_to_share(file, capsys):
    clash = table() | {"choices": {"in": ["M"]}}
    clash["money_flows"] = []
    file.write_text(json.dumps(clash))

    assert cli.main(["share", str(file)]) == cli.NO_PLAN

    assert "Niet vallen kan niet meedoen, wat u verder ook kiest." in capsys.readouterr().out
