"""At which hours and on which days letters may go: by the clock on the wall, whatever the season."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from .models import FollowUpRules

SATURDAY = 5


def rules_of(table_id: str) -> FollowUpRules:
    """Return the rules of a table; one that chose none has the usual ones."""
    found = FollowUpRules.objects.filter(table=table_id).first()
    return found or FollowUpRules(table_id=table_id)


def may_go(rules: FollowUpRules, at: datetime) -> bool:
    """Whether a letter may go at this moment."""
    here = localtime(at)
    return is_open_on(rules, here.date()) and rules.opens <= here.hour < rules.closes


def is_open_on(rules: FollowUpRules, day: date) -> bool:
    """Whether letters go on this day at all."""
    return rules.in_weekends or day.weekday() < SATURDAY


def opens_on_or_after(rules: FollowUpRules, day: date) -> date:
    """Return the first day from this one on which letters go."""
    while not is_open_on(rules, day) and day < date.max:
        day += timedelta(days=1)
    return day


def last_open_before(rules: FollowUpRules, day: date) -> date:
    """Return the last day before this one on which letters go."""
    day -= timedelta(days=1)
    while not is_open_on(rules, day):
        day -= timedelta(days=1)
    return day
