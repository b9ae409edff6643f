"""Quarters of a year: which one it is, which is over, and which are asked about."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

#: So long after its end a quarter still takes counts before what is left goes up.
GRACE = timedelta(weeks=4)


def quarter_of(day: date) -> str:
    """Return the quarter of a day, as 2026-Q3."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def before(quarter: str) -> str:
    """Return the quarter before this one."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year - 1}-Q4" if number == 1 else f"{year}-Q{number - 1}"


def last_closed(day: date) -> str:
    """Return the last quarter that takes no counts any more on its own."""
    return before(quarter_of(day - GRACE))


def asked_about(day: date) -> str:
    """Return the quarter that a party counts now: the last one in its weeks of grace, else this one."""
    return quarter_of(day - GRACE)


def choices(day: date) -> tuple[str, ...]:
    """Return the quarters one may report of: the one counted now and this one, the first asked first."""
    return tuple(dict.fromkeys((asked_about(day), quarter_of(day))))


def words(quarter: str) -> str:
    """Return a quarter as people say it."""
    months = {
        "1": _("januari t/m maart"),
        "2": _("april t/m juni"),
        "3": _("juli t/m september"),
        "4": _("oktober t/m december"),
    }
    return f"{months[quarter[-1]]} {quarter[:4]}"
