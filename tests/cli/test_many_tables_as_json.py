"""The answer about many tables as JSON: its published form, and the check of what it says."""

from __future__ import annotations

import copy
import json

import jsonschema
import pytest

from gebiedstafel import cli
from gebiedstafel.engines.connect.generate_many import generate_many
from gebiedstafel.engines.connect.many import Effort, ManyPlans, ManyTables, solve_many, verify_many
from gebiedstafel.exchange.many_file import many_from_json, many_to_json
from gebiedstafel.exchange.many_tables import read_tables
from gebiedstafel.exchange.table_file import read_table, write_table


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with four small tables of a city."""
    place = tmp_path_factory.mktemp("steden") / "stad"
    assert cli.main(["generate", "--tables", "4", "--measures", "4", "--into", str(place)]) == cli.DONE
    return place


@pytest.fixture(scope="module")
def answer(folder):
    read = read_tables([str(path) for path in folder.iterdir()])
    return many_to_json(solve_many(read.many, effort=Effort(gap=0.02)))


@pytest.fixture
def schema(root):
    return json.loads((root / "src/gebiedstafel/exchange/plans.schema.json").read_text(encoding="utf-8"))


def check(folder, tmp_path, values, language="nl"):
    file = tmp_path / "plannen.json"
    file.write_text(json.dumps(values), encoding="utf-8")
    return cli.main(["verify", str(folder), str(file), "--language", language])


def test_the_answer_keeps_the_published_form_and_verifies(folder, tmp_path, schema, capsys):
    capsys.readouterr()
    assert cli.main(["plan", str(folder), "--json", "--processes", "1"]) == cli.DONE
    found = json.loads(capsys.readouterr().out)

    jsonschema.validate(found, schema)
    assert found["bound"] >= found["objective"]
    assert check(folder, tmp_path, found) == cli.DONE
    assert "4 tafels houden zich aan elke regel" in capsys.readouterr().out
    assert check(folder, tmp_path, found, "en") == cli.DONE
    assert "keep every rule, also together" in capsys.readouterr().out


def test_the_answer_is_read_back_as_it_was():
    city = ManyTables(generate_many(4, 4, 0))
    plans = solve_many(city, effort=Effort(gap=0.02))
    assert isinstance(plans, ManyPlans)

    back = many_from_json(json.loads(json.dumps(many_to_json(plans))))

    assert isinstance(back, ManyPlans)
    assert many_to_json(back) == many_to_json(plans)
    assert verify_many(city, back) == []


def spend_a_cent_less(values):
    use = next(use for use in values["shared"] if any(use["spent"].values()))
    years = next(years for years in use["spent"].values() if years)
    years[next(iter(years))] -= 1


def spend_a_cent_more(values):
    shared = {use["flow"] for use in values["shared"]}
    payment = next(
        p
        for plan in values["tables"].values()
        for m in plan["measures"]
        for p in m["payments"]
        if p["flow"] in shared
    )
    payment["cents"] += 1


def hold_a_cent_more(values):
    budget = values["shared"][0]["budget"]
    budget[next(iter(budget))] += 1


def lose_a_cent_more(values):
    values["shared"][0]["lapses"] += 1


def forget_a_flow(values):
    values["shared"].pop()


def claim_more(values):
    values["objective"] += 1


def prove_too_much(values):
    values["bound"] = values["objective"] - 1


def leave_a_table_out(values):
    values["tables"].popitem()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spend_a_cent_less, "Wat het bestand over het gedeelde geld"),
        (spend_a_cent_more, "te veel"),
        (hold_a_cent_more, "Wat het bestand over het gedeelde geld"),
        (lose_a_cent_more, "Wat het bestand over het gedeelde geld"),
        (forget_a_flow, "Wat het bestand over het gedeelde geld"),
        (claim_more, "De score klopt niet"),
        (prove_too_much, "De bovengrens ligt onder de score"),
        (leave_a_table_out, "staat niet in allebei"),
    ],
)
def test_an_answer_that_was_changed_is_found_out(folder, tmp_path, answer, capsys, spoil, words):
    assert check(folder, tmp_path, answer) == cli.DONE
    spoilt = copy.deepcopy(answer)
    spoil(spoilt)
    capsys.readouterr()

    assert check(folder, tmp_path, spoilt) == cli.ANSWER_IS_NO

    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    "values", [{}, [], "niets", {"format": "gebiedstafel/plans", "version": 2}, {"status": "optimal"}]
)
def test_a_file_that_holds_no_plans_of_more_tables_is_refused(folder, tmp_path, capsys, values):
    assert check(folder, tmp_path, values) == cli.BAD_FILE

    assert "geen antwoord over meer tafels" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["tables", "shared", "objective", "bound", "rounds", "status"])
@pytest.mark.parametrize("value", [None, "x", 7, [3], {"a": 1}])
def test_a_part_of_another_kind_is_a_sentence_and_no_crash(folder, tmp_path, answer, capsys, part, value):
    spoilt = copy.deepcopy(answer) | {part: value}

    assert check(folder, tmp_path, spoilt) in (cli.BAD_FILE, cli.ANSWER_IS_NO, cli.DONE)

    assert "Traceback" not in capsys.readouterr().err


def test_choices_that_clash_are_published_in_the_same_form(folder, tmp_path, schema, capsys):
    forced = []
    for path in sorted(folder.iterdir()):
        table = read_table(path.read_bytes())
        table["choices"] = {"in": [m["id"] for m in table["measures"]]}
        there = tmp_path / path.name
        there.write_text(write_table(table), encoding="utf-8")
        forced.append(str(there))
    capsys.readouterr()

    assert cli.main(["plan", *forced, "--json", "--processes", "1"]) == cli.NO_PLAN

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    assert found["tables"]
    file = tmp_path / "plannen.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    assert cli.main(["verify", *forced, str(file)]) == cli.ANSWER_IS_NO
    assert "staan geen plannen" in capsys.readouterr().out
