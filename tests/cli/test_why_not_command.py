"""The command why-not: what keeps each measure out of a plan, in words and in its published form."""

import json
import re
from dataclasses import replace
from fractions import Fraction

import jsonschema
import pytest

from gebiedstafel.cli import BAD_FILE, DONE, NO_PLAN, main
from gebiedstafel.engines.connect.problem import Choices, Prerequisite
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
    assert told["C"]["rules_in_full"] == told["C"]["rules_in_words"]
    (way,) = (way for way in told["C"]["ways"] if way["cents"])
    assert (way["cents"], way["for"]) == (38000, [{"measure": "C", "cents": 38000}])


def test_money_for_what_must_come_first_is_told_in_the_published_form(poor, schema, capsys):
    waits = work("A", 100, requires=(Prerequisite("B"),))
    given = table(waits, work("B", 90, themes=("y",)), money("F", 60, themes=frozenset({"x"})))
    poor.write_text(write_table(document_of(given)), encoding="utf-8")

    assert main(["why-not", str(poor), "--measure", "A", "--json"]) == DONE

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    (way,) = (way for way in found["measures"][0]["ways"] if way["cents"])
    assert way["for"] == [{"measure": "A", "cents": 4000}, {"measure": "B", "cents": 9000}]
    assert way["in_words"][0].endswith("Daarvan is €\xa090 voor B, dat eerst moet.")


FIGURES = {
    "share": (money("F", 100, max_share=Fraction(1, 2)), "max_share", 0.62, 1200),
    "cents": (money("F", 100, max_application=4000), "max_application", 6200, 0),
    "names": (money("F", 100, themes=frozenset({"y"})), "theme", ["XXX-XX"], 6200),
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_smallest_move_of_a_rule_is_told_in_the_published_form(poor, schema, capsys, name):
    flow, code, to, amount = FIGURES[name]
    given = table(work("A", 100), flow, money("G", 38))
    poor.write_text(write_table(document_of(given)), encoding="utf-8")

    assert main(["why-not", str(poor), "--measure", "A", "--json"]) == DONE

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    (way,) = (way for way in found["measures"][0]["ways"] if [r["code"] for r in way["rules"]] == [code])
    assert (way["to"], way["amount"]) == (to, amount)


def test_themes_are_called_by_their_names(poor, capsys):
    closed = money("F", 100, themes=frozenset({"ENE-ISOL"}))
    given = table(work("A", 100, themes=("WON-GESP",)), closed)
    poor.write_text(write_table(document_of(given)), encoding="utf-8")

    main(["why-not", str(poor), "--measure", "A"])

    assert "F mag ook naar het thema Particulier en gespikkeld bezit" in capsys.readouterr().out


def test_a_plan_that_is_given_is_not_sought_again(poor, tmp_path, capsys):
    main(["plan", str(poor), "--json"])
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["why-not", str(poor), str(plan), "--measure", "C", "--json"]) == DONE

    assert list(answers(capsys)) == ["C"]


def test_a_plan_of_another_table_is_refused_in_words(poor, tmp_path, capsys):
    main(["plan", str(poor), "--json"])
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out, encoding="utf-8")
    other = table(work("A", 90, effect=9), work("B", 80, effect=1), money("F", 120))
    poor.write_text(write_table(document_of(other)), encoding="utf-8")

    assert main(["why-not", str(poor), str(plan)]) == BAD_FILE

    told = capsys.readouterr()
    assert not told.out
    assert f"{plan}: dit plan hoort niet bij deze tafel" in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"\x7fELF\x00\x01", b"geen json", b'{"status": "optimal"}'])
@pytest.mark.parametrize("command", ["why-not", "unlock", "verify"])
def test_a_refusal_says_which_of_two_files_it_is_about(poor, tmp_path, capsys, content, command):
    plan = tmp_path / "plan.json"
    plan.write_bytes(content)

    assert main([command, str(poor), str(plan)]) == BAD_FILE
    assert capsys.readouterr().err.startswith(f"{plan}: ")

    assert main([command, str(plan), str(poor)]) == BAD_FILE
    assert capsys.readouterr().err.startswith(f"{plan}: ")


@pytest.mark.parametrize(
    ("language", "said"), [("nl", r"Het plan verliest \d+,\d%\."), ("en", r"The plan loses \d+\.\d%\.")]
)
def test_what_the_plan_loses_is_written_as_people_of_that_language_write_it(poor, capsys, language, said):
    main(["why-not", str(poor), "--measure", "B", "--price", "--language", language])

    assert re.search(said, capsys.readouterr().out)


def test_a_table_without_faults_is_in_order_in_english_too(poor, capsys):
    assert main(["check", str(poor), "--language", "en"]) == DONE

    assert capsys.readouterr().out.startswith("This table is in order.")


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
