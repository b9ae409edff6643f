"""Long after a gathering: phones that joined are no longer known, and cards that became nothing go."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from gebiedstafel.tables.models import AreaTable

from .sitting_models import Card, Guest, Sitting


def old_guests(table: AreaTable, before: datetime) -> QuerySet[Guest]:
    """Return who joined a gathering that was over by then."""
    return Guest.objects.filter(sitting__in=_over(table, before), joined_at__lte=before)


def old_cards(table: AreaTable, before: datetime) -> QuerySet[Card]:
    """Return the cards of such a gathering that became nothing at the table."""
    return Card.objects.filter(sitting__in=_over(table, before), written_at__lte=before, became__isnull=True)


def forget_gatherings(table: AreaTable, before: datetime) -> int:
    """Remove both, and return how many; what came on the table stays, without the phone that wrote it."""
    rows = old_guests(table, before), old_cards(table, before)
    count = sum(one.count() for one in rows)
    for one in rows:
        one.delete()
    return count


def _over(table: AreaTable, before: datetime) -> QuerySet[Sitting]:
    # Nobody may have pressed the end: then the last step counts, or that it was made ready.
    left_open = Q(step_since__lte=before) | Q(step_since=None, made_at__lte=before)
    return Sitting.objects.filter(Q(ended_at__lte=before) | Q(ended_at=None) & left_open, table=table)
