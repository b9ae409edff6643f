"""Laws of the exchange file: nothing is lost on the way, and every document makes a problem."""

import json

from hypothesis import HealthCheck, given, settings

from gebiedstafel.engines.connect.problem import Problem
from gebiedstafel.exchange.counted import missing_answers, waiting_measures
from gebiedstafel.exchange.schema_faults import schema_faults
from gebiedstafel.exchange.table_file import write_table
from gebiedstafel.exchange.table_problem import names_of, problem_of
from gebiedstafel.exchange.yaml_values import parse

from .documents import documents

calmly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@calmly
@given(documents())
def test_what_is_written_is_read_back_without_loss(document):
    text = write_table(document)

    parsed = parse(text)

    assert not parsed.faults
    assert parsed.values == document
    assert repr(parsed.values) == repr(document)
    assert write_table(parsed.values) == text


@calmly
@given(documents())
def test_what_is_written_as_json_is_read_back_without_loss(document):
    parsed = parse(json.dumps(document))

    assert repr(parsed.values) == repr(document)


def _countable(document, kind):
    classes = {party["id"] for party in document.get("parties", []) if "owner_class" in party}
    rows = [
        row | ({"owner_class": "told by its holder"} if row.get("holder") in classes else {})
        for row in document.get(kind, [])
    ]
    whole = {row["id"] for row in rows if not missing_answers(row, kind)}
    return whole - waiting_measures(document) if kind == "measures" else whole


@calmly
@given(documents())
def test_every_document_that_fits_the_schema_makes_a_problem(document):
    assert not list(schema_faults(document, {}))

    problem = problem_of(document)

    assert isinstance(problem, Problem)
    assert {measure.id for measure in problem.measures} == _countable(document, "measures")
    assert {flow.id for flow in problem.flows} == _countable(document, "money_flows")
    assert {measure.id for measure in problem.measures} <= names_of(document).keys()
