"""Money, numbers and dates as people write them."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.ui.templatetags.dates import day, day_and_month, day_short, month
from gebiedstafel.ui.templatetags.money import euros, euros_in_words, euros_short
from gebiedstafel.ui.templatetags.numbers import number, percent, width, years


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (125_000_000, "€ 1.250.000", "€1,250,000"),
        (0, "€ 0", "€0"),
        (1_250, "€ 12,50", "€12.50"),
        (105, "€ 1,05", "€1.05"),
        (-9_000_000, "−€ 90.000", "−€90,000"),
        (None, "onbekend", "unknown"),
    ],
)
def test_an_amount_is_written_exactly(cents, dutch, english):
    with override("nl"):
        assert euros(cents) == dutch.replace(" ", "\u00a0")
    with override("en"):
        assert euros(cents) == english


@pytest.mark.parametrize(
    ("cents", "dutch"),
    [
        (360_000_000, "€ 3,6 miljoen"),
        (900_000_000, "€ 9 miljoen"),
        (939_999_999, "€ 9,4 miljoen"),
        (99_999_950, "€ 1.000.000"),
        (26_000_049, "€ 260.000"),
        (-120_000_000, "−€ 1,2 miljoen"),
    ],
)
def test_an_amount_in_a_sentence_is_easy_to_say(cents, dutch):
    with override("nl"):
        assert euros_in_words(cents) == dutch.replace(" ", "\u00a0")
        assert euros_short(cents) == dutch.replace("miljoen", "mln").replace(" ", "\u00a0")


@given(st.integers(-(10**12), 10**12))
def test_no_amount_is_ever_broken_over_two_lines_or_loses_a_cent(cents):
    with override("nl"):
        text = euros(cents)

    whole, _, rest = text.replace("\u00a0", "").replace("€", "").replace(".", "").partition(",")
    sign = -1 if whole.startswith("−") else 1
    assert " " not in text
    assert sign * (int(whole.strip("−")) * 100 + int(rest or 0)) == cents


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (1, "100%"),
        (Fraction(23, 50), "46%"),
        (0.004, "1%"),
        (0.999, "99%"),
        (Fraction(1, 2), "50%"),
        (1.25, "125%"),
        (None, "onbekend"),
    ],
)
def test_only_nothing_is_0_percent_and_only_everything_is_100(share, text):
    with override("nl"):
        assert percent(share) == text


@given(st.fractions(-1, 2))
def test_a_length_in_a_drawing_stays_inside_it(share):
    assert 0 <= float(width(share).rstrip("%")) <= 100


def test_numbers_follow_the_language():
    with override("nl"):
        assert (number(7400), number(2.5, 1), number(-3), number(None)) == ("7.400", "2,5", "−3", "onbekend")
        assert number(-0.01, 1) == "0,0"
    with override("en"):
        assert (number(7400), number(2.5, 1)) == ("7,400", "2.5")


def test_years_are_said_as_people_say_them():
    with override("nl"):
        assert years([2027]) == "2027"
        assert years([2028, 2027]) == "2027 en 2028"
        assert years([2027, 2028, 2029, 2030]) == "2027 tot en met 2030"
        assert years([2027, 2029, 2030]) == "2027, 2029 en 2030"


def test_a_date_keeps_its_day_and_month_together():
    when = date(2027, 10, 1)

    with override("nl"):
        assert day(when) == "1\u00a0oktober 2027"
        assert day_and_month(when) == "1\u00a0oktober"
        assert day_short(date(2026, 12, 8)) == "8\u00a0dec"
        assert month(when) == "oktober\u00a02027"
        assert day(None) == ""
    with override("en"):
        assert day(when) == "1\u00a0October 2027"


def test_a_moment_is_told_in_the_time_of_the_netherlands():
    with override("nl"):
        assert day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1\u00a0januari 2027"
