"""From a plan that the table adopted to agreements in draft: one per measure, made once."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.connections.models import Plan
from gebiedstafel.tables.models import Seat

from .models import Agreement


def drafts_from_plan(plan: Plan, *, by: Seat, at: datetime) -> tuple[Agreement, ...]:
    """Draft an agreement for each measure of an adopted plan that has none yet; return the new ones."""
    raise NotImplementedError
