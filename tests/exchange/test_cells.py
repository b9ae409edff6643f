"""What is written in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.exchange.cells import NOT_YET, WITHHELD, decimal_mark, missing_reason, number_of

MARKERS = [
    "-99999999",
    "-99995",
    "-99997",
    "       .",
    ".",
    "-",
    "?",
    "",
    "   ",
    "\xa0",
    ",",
    "-99999999.0",
    "NULL",
]


@pytest.mark.parametrize("marker", MARKERS)
def test_every_known_marker_means_that_there_is_no_figure(marker):
    assert missing_reason(marker) is not None


@pytest.mark.parametrize("figure", ["0", "0,0", "-5", "-9999", "00", "0."])
def test_a_zero_and_a_negative_figure_are_not_missing(figure):
    assert missing_reason(figure) is None


def test_a_marker_says_why_there_is_no_figure():
    assert missing_reason("-99997") == missing_reason("       .") == WITHHELD
    assert missing_reason("-99995") == NOT_YET


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["12,5", "."], ","),
        (["0.872", "1.010"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["29,200"], None),
        (["12", "-99999999"], None),
    ],
)
def test_the_decimal_mark_is_what_the_column_proves(cells, mark):
    assert decimal_mark(cells) == mark


@pytest.mark.parametrize("text", ["12a", "1.2.3", "--5", "1,2,3", "1.23,456,7", "12:30", "€ 5", "inf", "١٢"])
def test_what_is_no_number_is_not_read_as_one(text):
    assert number_of(text, ",") is None
    assert number_of(text, ".") is None


@given(st.integers(-(10**9), 10**9), st.integers(0, 99), st.sampled_from([",", "."]))
def test_a_number_written_the_dutch_or_english_way_comes_back(whole, cents, mark):
    thousands = "." if mark == "," else ","
    written = f"{whole:,}".replace(",", thousands) + f"{mark}{cents:02d}"

    read = number_of(written, mark)

    expected = abs(whole) + cents / 100
    assert read == pytest.approx(-expected if whole < 0 else expected)
