"""After two years signals go, with their texts; what was shown of them stays, without."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from gebiedstafel.tables.models import AreaTable

from .models import Signal
from .quarters import first_day, midnight, quarter_of


def old_signals(table: AreaTable, before: datetime) -> int:
    """Return how many quarters of a table are too old; how many signals that are is told to nobody."""
    return len({quarter_of(localdate(at)) for at in _old(table, before).values_list("sent_at", flat=True)})


def forget_signals(table: AreaTable, before: datetime) -> int:
    """Let the old signals of a table go, while their batches stay; return of how many quarters."""
    quarters = old_signals(table, before)
    _old(table, before).delete()
    return quarters


def _old(table: AreaTable, before: datetime) -> QuerySet[Signal]:
    """Return what was sent before the quarter of this moment: whole quarters go, else a day tells a count."""
    begun = midnight(first_day(quarter_of(localdate(before))))
    return Signal.objects.filter(table=table, sent_at__lt=begun)
