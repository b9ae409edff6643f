"""Laws of the workbook: nothing is lost on the way, and every field of the schema has its column."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.workbook import read_workbook, table_of_workbook, workbook_of
from gebiedstafel.exchange.workbook_layout import without_column
from tests.small_table import small_table
from tests.tables_from_schema import documents

calmly = settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@calmly
@given(documents())
def test_what_goes_into_a_workbook_comes_out_without_loss(document):
    for row in (row for rows in document.values() if isinstance(rows, list) for row in rows):
        # A reference that leads nowhere could be taken for a name; a name of two words never is an id.
        row |= {name: f"{row[name]} zo" for name in ("name", "title") if name in row}

    reading = read_workbook(workbook_of(document))

    assert [fault.sentence_nl for fault in reading.faults] == []
    assert {"format": "gebiedstafel/table", "version": 1, **reading.document} == document
    assert reading.base.document == document


def test_the_demo_and_the_small_table_come_back_as_they_were():
    for document in (demo_table(), small_table()):
        assert table_of_workbook(workbook_of(document)) == document


def test_a_correction_in_a_year_that_nothing_else_names_has_a_column_too():
    document = small_table()
    del document["money_flows"][0]["budget"]
    document["money_flows"][0]["correction"] = {"per_year": {"2033": 500}, "why": "bezuiniging"}

    assert table_of_workbook(workbook_of(document)) == document


def test_every_field_of_the_schema_has_a_column_with_words():
    assert without_column() == ()


@calmly
@given(
    st.text(max_size=20),
    st.lists(st.text(max_size=8), max_size=4),
    st.dictionaries(st.text(min_size=1, max_size=6), st.integers(0), max_size=3),
)
def test_any_text_comes_back_as_it_was(text, items, counts):
    document = small_table()
    document["measures"][0] |= {"note": text, "kinds": items, "units": counts}

    (first, _) = read_workbook(workbook_of(document)).document["measures"]

    assert (first["note"], first["kinds"], first["units"]) == (text, items, counts)


@pytest.mark.parametrize(
    "text", ["=1+1", "–", "n.v.t.", "?", " ", "", '"a"', "_x0041_", "a\r\nb", "@x", "0012", "1-2", "a; b"]
)
def test_a_text_that_looks_like_something_else_stays_text(text):
    document = small_table()
    document["measures"][0] |= {"note": text, "kinds": [text], "units": {text: 1} if text else {}}

    (first, _) = read_workbook(workbook_of(document)).document["measures"]

    assert (first["note"], first["kinds"]) == (text, [text])
    assert first["units"] == ({text: 1} if text else {})


@calmly
@given(st.floats(0, 1000, allow_nan=False), st.integers(0, 10**13), st.floats(0, 1))
def test_numbers_come_back_to_the_last_digit(ratio, cents, share):
    document = small_table()
    document["money_flows"][1] |= {"match": {"ratio": ratio}, "lump": cents, "max_share": share}

    (_, second) = read_workbook(workbook_of(document)).document["money_flows"]

    assert (second["match"]["ratio"], second["lump"], second["max_share"]) == (ratio, cents, share)
