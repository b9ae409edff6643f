"""The command why-not: what keeps each measure out of a plan, in words and in its published form."""

import json
from dataclasses import replace

import jsonschema
import pytest

from gebiedstafel.cli import BAD_FILE, DONE, NO_PLAN, main
from gebiedstafel.engines.connect.problem import Choices
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.exchange.table_file import write_table
from tests.engines.connect.rule_pairs.pair import money, table, work


@pytest.fixture
def schema():
    from importlib.resources import files

    text = files("gebiedstafel.exchange").joinpath("why_not.schema.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture
def poor(tmp_path):
    """A table on which A is paid, B could be instead, and C can never be."""
    given = table(work("A", 100, effect=9), work("B", 80, effect=1), work("C", 500), money("F", 120))
    path = tmp_path / "tafel.yaml"
    path.write_text(write_table(document_of(given)), encoding="utf-8")
    return path


def answers(capsys):
    return {one["measure"]: one for one in json.loads(capsys.readouterr().out)["measures"]}


def test_each_measure_that_is_left_out_is_answered_in_the_published_form(poor, schema, capsys):
    assert main(["why-not", str(poor), "--json", "--price"]) == DONE

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    told = {one["measure"]: one for one in found["measures"]}
    assert sorted(told) == ["B", "C"]
    assert told["B"]["possible"]
    assert sum(told["B"]["gap"]["cents"].values()) == 6000
    assert told["B"]["price"]["found"]["leaving"] == ["A"]
    assert [rule["code"] for rule in told["C"]["rules"]] == ["cost", "budget"]
    assert [way["cents"] for way in told["C"]["ways"] if way["cents"]] == [38000]


def test_a_plan_that_is_given_is_not_sought_again(poor, tmp_path, capsys):
    main(["plan", str(poor), "--json"])
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["why-not", str(poor), str(plan), "--measure", "C", "--json"]) == DONE

    assert list(answers(capsys)) == ["C"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Kan niet, hoe we de rest ook kiezen."), ("en", "Cannot be, however we choose the rest.")],
)
def test_the_answer_is_said_in_both_languages(poor, capsys, language, words):
    assert main(["why-not", str(poor), "--language", language]) == DONE

    said = capsys.readouterr().out
    assert words in said
    assert "{" not in said


def test_a_measure_nobody_knows_and_one_that_is_in_the_plan_are_told_at_once(poor, capsys):
    assert main(["why-not", str(poor), "--measure", "X", "--measure", "A"]) == BAD_FILE

    told = capsys.readouterr().err
    assert "„X” staat niet op deze tafel" in told
    assert "A staat al in het plan" in told


def test_choices_that_cannot_be_name_the_rules_that_keep_them_out(poor, capsys):
    given = table(work("A", 100), work("C", 500), money("F", 120))
    given = replace(given, choices=Choices(forced_in=frozenset({"C"})))
    poor.write_text(write_table(document_of(given)), encoding="utf-8")

    assert main(["why-not", str(poor)]) == NO_PLAN

    said = capsys.readouterr().out
    assert "te weinig" in said
