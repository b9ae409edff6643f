"""Laws of the exchange file: nothing is lost on the way, and every document makes a problem."""

import json

from hypothesis import HealthCheck, given, settings

from gebiedstafel.engines.connect.problem import Problem
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


@calmly
@given(documents())
def test_every_document_that_fits_the_schema_makes_a_problem(document):
    assert not list(schema_faults(document, {}))

    problem = problem_of(document)

    assert isinstance(problem, Problem)
    assert len(problem.measures) == len(document.get("measures", []))
    assert len(problem.flows) == len(document.get("money_flows", []))
    assert {measure.id for measure in problem.measures} <= names_of(document).keys()
