"""The newest plan of a table, for pages that only tell what it says."""

from __future__ import annotations

from gebiedstafel.challenges.coverage import Coverage
from gebiedstafel.tables.models import AreaTable

from .models import Plan


def newest_plan(table: AreaTable) -> Plan | None:
    """Return the last plan that was found, without the input it was made from."""
    return Plan.objects.of(table).tried(None).with_answer().defer("input").first()


def challenge_coverage(table: AreaTable) -> Coverage:
    """Return how far the newest plan covers each challenge."""
    plan = newest_plan(table)
    if plan is None:
        return Coverage()
    return Coverage(
        plan=str(plan.pk),
        shares=plan.result["coverage"],
        is_adopted=plan.is_adopted,
        is_public=plan.is_public,
    )
