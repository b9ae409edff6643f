"""Stories that are too old to stay: refused ones after their teller could read why, others after years."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from gebiedstafel.tables.models import AreaTable

from .models import Story, StoryQuerySet
from .recognition_models import LetterCode, ResidentView

#: A letter in somebody's hall may be answered for so long besides.
LETTERS_LIVE = timedelta(days=365)


def old_refused(table: AreaTable, before: datetime) -> StoryQuerySet:
    """Return what was refused by then."""
    return Story.objects.of(table).refused_before(before)


def old_stories(table: AreaTable, before: datetime) -> StoryQuerySet:
    """Return what was told by then, shown or still waiting."""
    return Story.objects.of(table).exclude(state=Story.State.REFUSED).filter(told_at__lte=before)


def forget(rows: StoryQuerySet) -> int:
    """Remove these with their photos and return how many stories went."""
    return int(rows.delete()[1].get(Story._meta.label, 0))


def known_residents(table: AreaTable, before: datetime) -> QuerySet[ResidentView]:
    """Return the answers to questions that ended by then, of which the browser or letter is still known."""
    return ResidentView.objects.filter(asked__table=table, asked__ended_at__lte=before).exclude(digest=None)


def forget_residents(table: AreaTable, before: datetime) -> int:
    """Let the browsers and letters go that answered, and old letters; return how many answers that were."""
    LetterCode.objects.filter(table=table, made_at__lte=before - LETTERS_LIVE).delete()
    return known_residents(table, before).update(digest=None)
