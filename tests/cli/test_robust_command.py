"""gebiedstafel robust: how firm a plan is, in words and as JSON after the published form."""

import json

import jsonschema
import pytest

from gebiedstafel import cli

from .test_commands import SMALL


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "kade.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_robust_says_the_stable_core_first(small, capsys):
    assert cli.main(["robust", str(small), "--scenarios", "10"]) == cli.DONE

    out = capsys.readouterr().out
    assert out.index("De vaste kern") < out.index("100%  Pomp (M1)")
    assert "geen onzekere subsidies" in out


def test_robust_as_json_keeps_the_published_form_and_the_seed_decides_it(small, root, capsys):
    def asked(seed):
        words = ["robust", str(small), "--json", "--scenarios", "10", "--seed", str(seed)]
        assert cli.main(words) == cli.DONE
        return json.loads(capsys.readouterr().out)

    found, again = asked(3), asked(3)

    schema = root / "src/gebiedstafel/exchange/robust.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))
    assert found == again
    assert found["scenarios"] == found["asked"] == 10
    assert found["enough"]
    assert found["core"] == ["M1"]


def test_a_few_scenarios_give_no_core_and_no_percentages_but_a_warning(small, root, capsys):
    assert cli.main(["robust", str(small), "--scenarios", "3"]) == cli.DONE
    told = capsys.readouterr()
    assert cli.main(["robust", str(small), "--scenarios", "3", "--json"]) == cli.DONE
    found = json.loads(capsys.readouterr().out)

    assert "Nog te weinig keer gerekend om iets te zeggen (3 van 3)" in told.out
    assert "kern" not in told.out
    assert "%  " not in told.out
    assert "Vraag er minstens 10." in told.err
    schema = root / "src/gebiedstafel/exchange/robust.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))
    assert not found["enough"]
    assert found["core"] == found["wavering"] == found["contenders"] == []


RIVAL = (
    "  - {id: M3, title: Sloot, themes: [OPE-WATE], area: W1, leads: [gem], hours: [],\n"
    "     start: {earliest: 2027, latest: 2027}, costs: {proces: [180000]}, effects: {O1: wat}}\n"
)


def test_what_came_in_is_told_with_what_left_it_its_money(small, capsys):
    small.write_text(SMALL.replace("[900000]", "[180000]") + RIVAL, encoding="utf-8")

    assert cli.main(["robust", str(small)]) == cli.DONE

    _, came_in = capsys.readouterr().out.split("kwamen er wel in")
    assert "viel weg wat hetzelfde geld of dezelfde uren vraagt: " in came_in


def test_a_plan_of_another_table_is_one_clear_sentence(small, tmp_path, capsys):
    cli.main(["plan", str(small), "--json"])
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out, encoding="utf-8")

    assert cli.main(["robust", str(small), str(plan), "--scenarios", "1"]) == cli.DONE
    capsys.readouterr()
    small.write_text(SMALL.replace("[300000]", "[310000]"), encoding="utf-8")
    assert cli.main(["robust", str(small), str(plan)]) == cli.BAD_FILE

    told = capsys.readouterr()
    assert "gebiedstafel plan" in told.err
    assert told.err.count("\n") == 1


def test_choices_that_clash_leave_nothing_to_ask_about(small, capsys):
    small.write_text(SMALL + "choices: {in: [M1, M2]}\n", encoding="utf-8")

    assert cli.main(["robust", str(small)]) == cli.NO_PLAN

    assert "geen plan" in capsys.readouterr().out
