"""What follow-up does by itself: each quarter of an hour it looks what is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from gebiedstafel.trail.clock import each_tick

from .digests import send_digests
from .sending import remind_tables

QUARTER = timedelta(minutes=15)
_looked: dict[str, datetime] = {}


@each_tick
def remind(at: datetime) -> None:
    """Send the reminders that are due."""
    if _is_time("reminders", at):
        remind_tables(at)


@each_tick
def send_overviews(at: datetime) -> None:
    """Send the overviews that are due."""
    if _is_time("overviews", at):
        send_digests(at)


def _is_time(what: str, at: datetime) -> bool:
    """Whether it is long enough ago that we looked; the clock strikes more often."""
    before = _looked.get(what)
    if before is not None and before <= at < before + QUARTER:
        return False
    _looked[what] = at
    return True
