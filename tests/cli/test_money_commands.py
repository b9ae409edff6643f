"""`gebiedstafel deadlines` and `schemes` tell the days of money, and what money there is, as the pages do."""

import json

import pytest
from jsonschema import Draft202012Validator

from gebiedstafel import cli
from gebiedstafel.cli import money
from gebiedstafel.engines.connect.problem import CostType, OwnerClass
from gebiedstafel.exchange.deadlines_file import SCHEMA as DEADLINES
from gebiedstafel.exchange.found_schemes_file import SCHEMA as FOUND
from gebiedstafel.exchange.schema_faults import published_schema
from gebiedstafel.exchange.schemes import write_schemes
from tests.exchange.test_schemes import OWN
from tests.small_table import small_table


def handed(tmp_path, **changes):
    table = small_table() | {"choices": {}}
    table["table"] |= {"fictional": True, "as_of": "2027-01-01"}
    table["money_flows"][0] |= {"commit_by": "2027-05-01", "carry_forward": 1}
    table["money_flows"][1] |= {"apply_by": "2027-02-01", "decide_weeks": 4}
    path = tmp_path / "tafel.json"
    path.write_text(json.dumps(table | changes))
    return str(path)


@pytest.fixture
def file(tmp_path):
    return handed(tmp_path)


def said(capsys, *words):
    assert cli.main(words) == cli.DONE
    return capsys.readouterr().out


def as_json(capsys, schema, *words):
    found = json.loads(said(capsys, *words, "--json"))
    Draft202012Validator(published_schema(schema)).validate(found)
    return found


def test_the_days_of_money_come_in_order_with_who_acts_and_what_lapses(file, capsys):
    lines = said(capsys, "deadlines", file)

    assert lines.startswith("Termijnen, geteld vanaf 1 januari 2027")
    assert "Uiterlijk 1 februari 2027: vraag aan: Waterpot\n   Door: Gemeente Bosrijk." in lines
    assert "Rond 1 maart 2027: verwacht een besluit over: Waterpot" in lines
    assert "Uiterlijk 1 mei 2027: leg vast: Wijkbudget" in lines
    assert "Vervalt als er niets gebeurt." in lines
    assert lines.index("1 februari") < lines.index("1 mei")
    assert "By 1 May 2027 at the latest: commit: Wijkbudget" in said(
        capsys, "deadlines", file, "--language", "en"
    )


def test_the_days_as_json_keep_the_published_form(file, capsys):
    found = as_json(capsys, DEADLINES, "deadlines", file, "--on", "2027-02-02")

    assert found["on"] == "2027-02-02"
    asked, *_ = (one for one in found["deadlines"] if one["kind"] == "apply")
    assert (asked["flow"], asked["by"], asked["days_left"], asked["late"]) == ("F2", "2027-02-01", -1, True)
    assert [one["by"] for one in found["deadlines"]] == sorted(one["by"] for one in found["deadlines"])
    assert all(one["depends"] is None for one in found["deadlines"])
    validator = Draft202012Validator(published_schema(DEADLINES))
    assert not validator.is_valid(found | {"more": 1})
    assert not validator.is_valid(found | {"on": "morgen"})


def test_with_a_plan_each_day_says_what_rests_on_it(tmp_path, capsys):
    flows = small_table()["money_flows"]
    flows[0]["commit_by"] = "2028-05-01"
    file, plan = handed(tmp_path, money_flows=flows), tmp_path / "plan.json"
    plan.write_text(said(capsys, "plan", file, "--json"))
    paid = [
        payment["cents"]
        for one in json.loads(plan.read_text())["measures"]
        for payment in one["payments"]
        if payment["flow"] == "F1"
    ]

    found = as_json(capsys, DEADLINES, "deadlines", file, str(plan))

    (commit,) = (one for one in found["deadlines"] if one["kind"] == "commit")
    assert paid
    assert commit["depends"]["cents"] == sum(paid)
    assert "In het plan: €" in said(capsys, "deadlines", file, str(plan))


def test_only_the_days_of_one_party_are_told_and_one_nobody_knows_is_refused(file, capsys):
    found = as_json(capsys, DEADLINES, "deadlines", file, "--party", "water")

    assert {one["kind"] for one in found["deadlines"]} == {"decide"}
    assert cli.main(["deadlines", file, "--party", "nergens"]) == cli.BAD_FILE
    assert "staat niet in deze tafel" in capsys.readouterr().err


def test_schemes_are_found_without_a_table_too(capsys):
    found = as_json(
        capsys, FOUND, "schemes", "--applicant", "bewoners", "--words", "vve", "--on", "2026-11-26"
    )

    assert [one["id"] for one in found["found"]] == ["svve"]
    assert not found["found"][0]["look_first"]
    with_closed = as_json(capsys, FOUND, "schemes", "--words", "vve", "--closed", "--on", "2026-11-26")
    assert "seeh" in {one["id"] for one in with_closed["found"]}


def test_a_challenge_and_an_area_of_the_table_narrow_and_set_apart(file, capsys):
    found = as_json(capsys, FOUND, "schemes", file, "--challenge", "O1", "--area", "ST1")
    lines = said(capsys, "schemes", file, "--challenge", "O1", "--area", "ST1")

    assert {one["id"]: one["look_first"] for one in found["found"]}["rioolheffing"] is False
    assert {one["id"]: one["look_first"] for one in found["found"]}["regio-deal"] is True
    assert "kansrijke-wijk" not in {one["id"] for one in found["found"]}
    sure, look = lines.split("Kijk eerst of deze regelingen gelden voor Esdoornlaan:")
    assert "Rioolheffing" in sure
    assert "Regio Deal" in look
    assert "Controleer de regeling zelf" in look


def test_schemes_of_a_municipality_come_beside_those_that_ship(file, tmp_path, capsys):
    own = tmp_path / "regelingen.yaml"
    own.write_text(write_schemes([OWN | {"areas": ["WK1"]}]))

    found = as_json(capsys, FOUND, "schemes", file, "--area", "ST1", "--own", str(own))

    row = next(one for one in found["found"] if one["id"] == "wijkfonds")
    assert (row["is_own"], row["look_first"]) == (True, False)
    own.write_text("format: iets\n")
    assert cli.main(["schemes", "--own", str(own)]) == cli.BAD_FILE
    assert "regelingen.yaml" in capsys.readouterr().err


def test_a_challenge_without_a_theme_is_said_and_one_without_a_table_refused(file, capsys):
    assert cli.main(["schemes", file, "--challenge", "O2"]) == cli.DONE
    assert "nog geen thema" in capsys.readouterr().err
    for wrong in (["schemes", "--area", "WK1"], ["schemes", file, "--area", "nergens"]):
        assert cli.main(wrong) == cli.BAD_FILE
        assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("word", ["morgen", "2027-02-30", ""])
def test_a_day_that_is_none_is_refused(file, word, capsys):
    with pytest.raises(SystemExit) as refusal:
        cli.main(["deadlines", file, "--on", word])

    assert refusal.value.code == cli.WRONG_USE


def test_the_words_to_choose_from_are_those_of_the_engine():
    assert tuple(CostType) == money.COST_TYPES
    assert tuple(OwnerClass) == money.OWNER_CLASSES
