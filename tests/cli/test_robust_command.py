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
    assert cli.main(["robust", str(small), "--scenarios", "4"]) == cli.DONE

    out = capsys.readouterr().out
    assert out.index("De vaste kern") < out.index("100%  Pomp (M1)")
    assert "geen onzekere subsidies" in out


def test_robust_as_json_keeps_the_published_form_and_the_seed_decides_it(small, root, capsys):
    def asked(seed):
        words = ["robust", str(small), "--json", "--scenarios", "4", "--seed", str(seed)]
        assert cli.main(words) == cli.DONE
        return json.loads(capsys.readouterr().out)

    found, again = asked(3), asked(3)

    schema = root / "src/gebiedstafel/exchange/robust.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))
    assert found == again
    assert found["scenarios"] == found["asked"] == 4
    assert found["core"] == ["M1"]


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
