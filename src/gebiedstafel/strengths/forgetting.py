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


def forget_strengths(table: AreaTable, before: datetime) -> int:
    """Remove it; what stays forgets what it said before."""
    Strength.objects.filter(table=table, changed_at__lte=before).exclude(before=None).update(before=None)
    count, _kinds = old_strengths(table, before).delete()
    return count
