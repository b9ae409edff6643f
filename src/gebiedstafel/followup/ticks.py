"""What follow-up does by itself: once a minute it looks what is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from gebiedstafel.trail.clock import each_tick

from .digests import send_digests
from .sending import remind_tables

MINUTE = timedelta(minutes=1)
_looked: list[datetime] = []


@each_tick
def follow_up_each_minute(at: datetime) -> None:
    """Look at most once a minute; the clock strikes more often."""
    if _looked and _looked[-1] <= at < _looked[-1] + MINUTE:
        return
    _looked[:] = [at]
    follow_up(at)


def follow_up(at: datetime) -> tuple[int, int]:
    """Send what is due; return how many reminders and overviews that are."""
    return remind_tables(at), send_digests(at)
