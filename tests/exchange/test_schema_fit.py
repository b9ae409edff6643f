"""The quick answer whether values fit the schema is never yes where the slow one finds a fault."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gebiedstafel.exchange.schema_faults import _validator, table_schema
from gebiedstafel.exchange.schema_fit import UNDERSTOOD, fit_of
from tests.small_table import small_table

from .documents import documents

calmly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FITS = fit_of(table_schema())
ODD = st.sampled_from([None, True, -1, 1.5, "", "x" * 400, [], {}, [1, 1], {"x": 1}, 10**15, "2027-02-30"])


def places(values, path=()):
    yield path
    if isinstance(values, dict | list):
        steps = values if isinstance(values, dict) else range(len(values))
        for step in steps:
            yield from places(values[step], (*path, step))


@calmly
@given(documents())
def test_what_fits_the_schema_is_seen_at_once(document):
    assert FITS(document)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), ODD)
def test_a_value_that_does_not_belong_is_never_let_through(data, odd):
    document = copy.deepcopy(small_table())
    *way, last = data.draw(st.sampled_from([path for path in places(document) if path]))
    inner = document
    for step in way:
        inner = inner[step]
    inner[last] = odd

    assert FITS(document) == _validator().is_valid(document)


def words(schema):
    if isinstance(schema, dict):
        for name, part in schema.items():
            yield name
            if name in ("properties", "$defs"):
                for each in part.values():
                    yield from words(each)
            elif name not in ("enum", "const"):
                yield from words(part)
    elif isinstance(schema, list):
        for each in schema:
            yield from words(each)


def test_every_word_of_the_schema_is_understood():
    assert set(words(table_schema())) <= UNDERSTOOD
