"""After two years signals go, with their texts; what was shown of them stays, without."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.tables.models import AreaTable

from .models import Signal


def old_signals(table: AreaTable, before: datetime) -> int:
    """Return how many signals of a table are too old."""
    return Signal.objects.filter(table=table, sent_at__lte=before).count()


def forget_signals(table: AreaTable, before: datetime) -> int:
    """Let the old signals of a table go; return of how many. Their batches stay as they were shown."""
    count, _each = Signal.objects.filter(table=table, sent_at__lte=before).delete()
    return count
