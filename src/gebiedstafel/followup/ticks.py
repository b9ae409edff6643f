"""What follow-up does by itself: each quarter of an hour it looks what is due."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.trail.clock import each_quarter

from .digests import send_digests
from .sending import remind_tables


@each_quarter
def remind(at: datetime) -> None:
    """Send the reminders that are due."""
    remind_tables(at)


@each_quarter
def send_overviews(at: datetime) -> None:
    """Send the overviews that are due."""
    send_digests(at)
