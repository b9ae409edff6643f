"""What signals do by themselves: on Mondays what may be shown comes out, then a quarter that is over."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.trail.clock import each_quarter

from .figures_due import ask_for_due
from .releasing import show_all_due


@each_quarter
def show_on_mondays(at: datetime) -> None:
    """Show what was sent before this week and was not weighed since it began; then tell what is over."""
    show_all_due(at)
    ask_for_due(at)
