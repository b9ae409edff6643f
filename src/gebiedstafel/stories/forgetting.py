"""Stories that are too old to stay: refused ones after their teller could read why, others after years."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.tables.models import AreaTable

from .models import Story, StoryQuerySet


def old_refused(table: AreaTable, before: datetime) -> StoryQuerySet:
    """Return what was refused by then."""
    return Story.objects.of(table).refused_before(before)


def old_stories(table: AreaTable, before: datetime) -> StoryQuerySet:
    """Return what was told by then, shown or still waiting."""
    return Story.objects.of(table).exclude(state=Story.State.REFUSED).filter(told_at__lte=before)


def forget(rows: StoryQuerySet) -> int:
    """Remove these with their photos and return how many stories went."""
    return int(rows.delete()[1].get(Story._meta.label, 0))
