"""What a round does by itself: a reminder that a dead worker left goes after all."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.trail.again import run_again
from gebiedstafel.trail.clock import when_it_starts

from .tasks import remind_before_the_end


@when_it_starts
def remind_again(at: datetime) -> None:
    """Remind where a dead worker was about to."""
    run_again(remind_before_the_end)
