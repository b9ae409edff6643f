"""What the werkplaats does by itself: learning questions come back on the agenda."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.trail.clock import each_quarter

from .learning import bring_back


@each_quarter
def bring_questions_back(at: datetime) -> None:
    """Put learning questions on the agenda of every fourth meeting."""
    bring_back(at=at)
