"""What signals do by themselves: each Monday what may be shown comes out together."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.trail.clock import each_quarter

from .releasing import show_all_due


@each_quarter
def show_on_mondays(at: datetime) -> None:
    """Show what was sent before this week and was not weighed since it began."""
    show_all_due(at)
