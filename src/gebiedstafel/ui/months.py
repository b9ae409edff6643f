"""A picture of the coming months: what falls in each, as marks and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date

from .templatetags.dates import written

#: A month shows at most so many marks; beyond that, the number says it.
MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the picture: what is in it, as marks and in words."""

    key: str
    short: str
    year: int
    begins_year: bool
    words: str
    marks: tuple[str, ...]
    more: int


def coming_months(today: date, count: int) -> tuple[date, ...]:
    """Return the first days of so many months, from the present one on; fewer where the calendar ends."""
    first = today.year * 12 + today.month - 1
    last = min(first + count, (MAXYEAR + 1) * 12)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(first, last))


def month_key(day: date) -> str:
    """Return the name of the month of this day, as in 2027-03."""
    return f"{day.year}-{day.month:02d}"


def month_of_picture(first: date, words: str, marks: Sequence[str], *, begins: bool) -> Month:
    """Return one month; it names its year where the picture or a year begins."""
    return Month(
        key=month_key(first),
        short=written(first, "MMM").rstrip("."),
        year=first.year,
        begins_year=begins or first.month == 1,
        words=words,
        marks=tuple(marks[:MOST_MARKS]),
        more=max(0, len(marks) - MOST_MARKS),
    )
