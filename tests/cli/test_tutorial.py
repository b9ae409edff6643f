"""The tutorial does what it says."""

import json
from pathlib import Path

import yaml

from gebiedstafel.cli import main

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorials" / "first-table.md"


def _table() -> dict:
    return yaml.safe_load(TUTORIAL.read_text().split("```yaml\n")[1].split("```")[0])


def _plan(table: dict, folder: Path, capsys) -> dict:
    path = folder / "street.yaml"
    path.write_text(yaml.safe_dump(table))
    assert main(["plan", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_first_table_has_no_faults_and_nothing_fits_yet(tmp_path, capsys):
    plan = _plan(_table(), tmp_path, capsys)

    assert plan["measures"] == []
    assert [left["id"] for left in plan["not_chosen"]] == ["sewer"]


def test_one_more_year_of_upkeep_opens_the_sewer_for_the_amounts_that_are_told(tmp_path, capsys):
    table = _table()
    table["money_flows"][1]["budget"]["2028"] = 2_000_000

    plan = _plan(table, tmp_path, capsys)

    (sewer,) = plan["measures"]
    paid = {payment["flow"]: payment["cents"] for payment in sewer["payments"]}
    assert (sewer["start"], paid) == (2028, {"grant": 7_000_000, "upkeep": 3_000_000})
