"""The reference pages say what the code does."""

import re

from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.plain_text import MAX_BYTES
from gebiedstafel.exchange.schema_faults import table_schema
from gebiedstafel.exchange.schemes import read_schemes, schemes_schema
from gebiedstafel.exchange.shared_statements import SHARED_FROM, shared_statement
from gebiedstafel.exchange.table_file import read_table
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.exchange.yaml_values import MAX_DEPTH


def page(root, name):
    return (root / "docs" / "reference" / name).read_text(encoding="utf-8")


def test_the_example_on_the_page_is_a_table_that_makes_a_plan(root):
    (example,) = re.findall(r"```yaml\n(.+?)```", page(root, "exchange-file.md"), re.DOTALL)

    plan = solve(problem_of(read_table(example)))

    assert [measure.id for measure in plan.measures] == ["M1"]


def test_the_page_names_the_schema_and_the_limits(root):
    text = page(root, "exchange-file.md")
    (link,) = re.findall(r"\]\((.+?schema\.json)\)", text)

    assert (root / "docs" / "reference" / link).resolve().is_file()
    assert table_schema()["$id"] in text
    assert f"{MAX_BYTES // 1_000_000} MB" in text
    assert f"{MAX_DEPTH} layers" in text
    assert f"{int(SHARED_FROM * 100)}%" in text


def test_the_page_of_schemes_shows_a_file_that_is_taken_in(root):
    (example,) = re.findall(r"```yaml\n(.+?)```", page(root, "schemes-file.md"), re.DOTALL)

    assert [row["id"] for row in read_schemes(example)["schemes"]] == ["wijkfonds"]
    assert schemes_schema()["$id"] in page(root, "schemes-file.md")


def test_the_page_of_the_demo_counts_what_is_in_it(root):
    text = page(root, "demo.md")
    demo = demo_table()
    shared = [each for each in demo["statements"] if shared_statement(each)]
    unserved = [each["id"] for each in shared if not each.get("served_by")]

    for kind in ("parties", "challenges", "money_flows", "measures", "bundles", "statements"):
        assert f"{len(demo[kind])} {kind.replace('_', ' ')}" in text
    assert f"{len(shared)} of the {len(demo['statements'])}" in text
    assert f"({', '.join(unserved)})" in text


def test_only_shared_statements_of_the_demo_are_served():
    for statement in demo_table()["statements"]:
        assert shared_statement(statement) or not statement.get("served_by")
