"""gebiedstafel compare: three plans of one table in words and as JSON after the published form."""

import json

import jsonschema
import pytest

from gebiedstafel import cli
from gebiedstafel.engines.connect import verify
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.table_file import read_table
from gebiedstafel.exchange.table_problem import problem_of

from .test_commands import SMALL


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "kade.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def schema(root):
    text = (root / "src/gebiedstafel/exchange/compare.schema.json").read_text(encoding="utf-8")
    return json.loads(text)


def compared(table, capsys):
    assert cli.main(["compare", str(table), "--json"]) == cli.DONE
    return json.loads(capsys.readouterr().out)


def test_compare_says_each_way_with_its_figures_and_what_it_assumes(small, capsys):
    assert cli.main(["compare", str(small)]) == cli.DONE

    out = capsys.readouterr().out
    assert "Verbonden: 70% van de opgaven gedekt, 1 maatregel, €\u00a03.000 van €\u00a05.000 gebruikt" in out
    assert "Ieder voor zich" in out
    assert "geen meting" in out


def test_compare_speaks_english_when_asked(small, capsys):
    assert cli.main(["compare", str(small), "--language", "en"]) == cli.DONE

    assert "Connected: 70% of the challenges covered" in capsys.readouterr().out


def test_compare_as_json_keeps_the_published_form_and_each_plan_verifies(small, schema, capsys):
    found = compared(small, capsys)

    jsonschema.validate(found, schema)
    problem = problem_of(read_table(SMALL))
    for way in ("connected", "silo", "greedy"):
        plan = plan_from_json(found[way]["plan"])
        assert verify(problem, plan) == []
        assert found[way]["money_used"] == sum(p.cents for m in plan.measures for p in m.payments)
    assert found["connected"]["plan"]["objective"] >= found["greedy"]["plan"]["objective"]


def test_a_way_that_cannot_hold_what_is_fixed_is_null(tmp_path, schema, capsys):
    """The municipality leads M1 and the water board holds the money, and leads something of its own."""
    other = SMALL.replace("holder: gem,", "holder: wat,").replace(
        "parties: [", "parties: [{id: wat, name: Waterschap, owner_class: waterschap}, "
    )
    other = other.replace(
        "leads: [gem], start: {earliest: 2027, latest: 2027},\n     costs: {proces: [900000]}",
        "leads: [wat], start: {earliest: 2027, latest: 2027},\n     costs: {proces: [900000]}",
    )
    table = tmp_path / "kade.yaml"
    table.write_text(other + "choices: {in: [M1]}\n", encoding="utf-8")

    found = compared(table, capsys)

    jsonschema.validate(found, schema)
    assert found["silo"] is None
    assert found["connected"] is not None


def test_a_choice_that_cannot_be_is_named_and_leaves_nothing_to_compare(small, schema, capsys):
    small.write_text(SMALL + "choices: {in: [M1, M2]}\n", encoding="utf-8")

    assert cli.main(["compare", str(small)]) == cli.NO_PLAN
    assert "Sluis kan niet meedoen, wat u verder ook kiest." in capsys.readouterr().out
    assert cli.main(["compare", str(small), "--json"]) == cli.NO_PLAN

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema)
    assert "M2" in found["conflict"]
