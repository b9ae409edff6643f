"""Quarters of a year: which one it is, which is over, and which are asked about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

#: So long after its end a quarter still takes counts before what is left goes up.
GRACE = timedelta(weeks=4)
#: So long after it closed its figures are made: the chair looks at what the public may see first.
LOOKED_AT = timedelta(weeks=2)


def midnight(day: date) -> datetime:
    """Return the moment on which a day begins."""
    return make_aware(datetime.combine(day, time()))


def quarter_of(day: date) -> str:
    """Return the quarter of a day, as 2026-Q3."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def first_day(quarter: str) -> date:
    """Return the first day of a quarter."""
    return date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)


def before(quarter: str) -> str:
    """Return the quarter before this one."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year - 1}-Q4" if number == 1 else f"{year}-Q{number - 1}"


def after(quarter: str) -> str:
    """Return the quarter after this one."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year + 1}-Q1" if number == 4 else f"{year}-Q{number + 1}"


def last_closed(day: date) -> str:
    """Return the last quarter that takes no counts any more on its own."""
    return before(quarter_of(day - GRACE))


def days_of(quarter: str) -> tuple[date, date]:
    """Return the first and the last day of a quarter."""
    return first_day(quarter), first_day(after(quarter)) - timedelta(days=1)


def closes_on(quarter: str) -> date:
    """Return the first day on which a quarter takes no counts any more."""
    return first_day(after(quarter)) + GRACE


def figures_on(quarter: str) -> date:
    """Return the Monday on which the figures of a quarter are made."""
    day = closes_on(quarter) + LOOKED_AT
    return day + timedelta(days=-day.weekday() % 7)


def next_figures(day: date) -> date:
    """Return when figures come that are not due on this day."""
    quarter = before(before(quarter_of(day)))
    while figures_on(quarter) <= day:
        quarter = after(quarter)
    return figures_on(quarter)


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
