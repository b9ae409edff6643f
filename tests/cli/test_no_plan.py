"""Every command that asks about a plan says in one way that there is none, and which choices clash."""

import json
from importlib.resources import files

import jsonschema
import pytest
import yaml

from gebiedstafel import cli
from gebiedstafel.exchange.plan_file import plan_from_json, plan_to_json

from .test_commands import SMALL

COMMANDS = ("unlock", "missing", "robust", "share", "why-not", "compare", "plan")


@pytest.fixture
def clash(tmp_path):
    path = tmp_path / "kade.yaml"
    path.write_text(SMALL + "choices: {in: [M1, M2]}\n", encoding="utf-8")
    return path


def form(command):
    name = command.replace("-", "_")
    text = files("gebiedstafel.exchange").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.mark.parametrize("command", COMMANDS)
def test_clashing_choices_are_named_in_words(command, clash, capsys):
    assert cli.main([command, str(clash)]) == cli.NO_PLAN

    told = capsys.readouterr()
    assert "Sluis kan niet meedoen, wat u verder ook kiest." in told.out
    assert not told.err


@pytest.mark.parametrize("command", COMMANDS)
def test_clashing_choices_are_named_as_json_in_the_published_form(command, clash, capsys):
    assert cli.main([command, str(clash), "--json"]) == cli.NO_PLAN

    told = capsys.readouterr()
    found = json.loads(told.out)
    assert (found["status"], found["conflict"]) == ("infeasible", ["M2"])
    assert found["reasons"][0]["text"]
    assert not told.err
    if command != "plan":
        jsonschema.validate(found, form(command))


@pytest.mark.parametrize("command", COMMANDS[:5])
def test_a_file_that_holds_no_plan_says_the_same(command, clash, tmp_path, capsys):
    cli.main(["plan", str(clash), "--json"])
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out, encoding="utf-8")

    assert cli.main([command, str(clash), str(plan)]) == cli.NO_PLAN

    assert "Sluis kan niet meedoen, wat u verder ook kiest." in capsys.readouterr().out


@pytest.fixture
def clashes(tmp_path):
    """Two works that cannot be at all, and two that together cost more than there is."""
    document = yaml.safe_load(SMALL)
    pump, lock = document["measures"]
    works = [pump, {**pump, "id": "M3", "title": "Gemaal"}, lock, {**lock, "id": "M4", "title": "Dijk"}]
    path = tmp_path / "kade.yaml"
    chosen = {"measures": works, "choices": {"in": ["M1", "M2", "M3", "M4"]}}
    path.write_text(json.dumps(document | chosen, default=str), encoding="utf-8")
    return path


def test_all_clashes_without_a_choice_in_common_are_told_at_once(clashes, capsys):
    assert cli.main(["plan", str(clashes)]) == cli.NO_PLAN

    told = capsys.readouterr().out.splitlines()
    clash = [line for line in told if "kan niet meedoen" in line or "botsen" in line]
    assert clash == [
        "Sluis kan niet meedoen, wat u verder ook kiest.",
        "Dijk kan niet meedoen, wat u verder ook kiest.",
        "Deze keuzes botsen: Pomp, Gemaal.",
    ]
    assert told[-1] == "Laat van elke botsing een keuze los."


@pytest.mark.parametrize("command", COMMANDS)
def test_all_clashes_are_told_as_json_in_the_published_form(command, clashes, capsys):
    assert cli.main([command, str(clashes), "--json"]) == cli.NO_PLAN

    found = json.loads(capsys.readouterr().out)
    assert sorted(found["conflict"] + [m for each in found["more"] for m in each["conflict"]]) == [
        "M1", "M2", "M3", "M4",
    ]  # fmt: skip
    assert plan_to_json(plan_from_json(found))["more"]
    if command != "plan":
        jsonschema.validate(found, form(command))


def test_all_published_forms_of_answers_have_a_name_of_one_shape_and_say_format_and_version(root):
    for path in sorted((root / "src/gebiedstafel/exchange").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".schema.json").replace("_", "-")
        assert schema["$id"] == f"urn:gebiedstafel:{name}:1"
        if name == "methods":  # a list that people type: it has no head
            continue
        head = schema if "properties" in schema else schema["$defs"]["result"]
        assert head["properties"]["format"] == {"const": f"gebiedstafel/{name}"}
        assert head["properties"]["version"] == {"const": 1}
        assert {"format", "version"} <= set(head["required"])
