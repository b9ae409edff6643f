"""Removing what was taken away or refused long ago, and what was said before an old change."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from gebiedstafel.tables.models import AreaTable

from .models import Strength, StrengthQuerySet


def old_strengths(table: AreaTable, before: datetime) -> StrengthQuerySet:
    """Return what nobody sees any more, since so long."""
    refused = Q(state=Strength.State.REFUSED, changed_at__lte=before)
    return Strength.objects.filter(Q(gone_at__lte=before) | refused, table=table)


def old_words(table: AreaTable, before: datetime) -> StrengthQuerySet:
    """Return what stays and still holds what it said before a change of so long ago."""
    changed = Strength.objects.filter(table=table, changed_at__lte=before, before__isnull=False)
    return changed.exclude(pk__in=old_strengths(table, before).values("pk"))


def count_old(table: AreaTable, before: datetime) -> int:
    """Return how many strengths should go, or should forget what they said before."""
    return old_strengths(table, before).count() + old_words(table, before).count()


def forget_strengths(table: AreaTable, before: datetime) -> int:
    """Remove what is old; what stays forgets what it said before. Return how many that were."""
    count = count_old(table, before)
    old_words(table, before).update(before=None)
    old_strengths(table, before).delete()
    return count
