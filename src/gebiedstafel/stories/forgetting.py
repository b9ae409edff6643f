"""Stories that are too old to stay: refused ones after their teller could read why, others after years."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from gebiedstafel.tables.models import AreaTable

from .models import Story, StoryQuerySet
from .recognition_models import LetterCode, ResidentView

#: A letter in somebody's hall may be answered for so long besides.
LETTERS_LIVE = timedelta(days=365)
#: A browser remembers its answers for so long; after that nobody changes them.
ANSWERS_LIVE = timedelta(days=120)


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
    """Return the answers of which the browser or letter is known for longer than needed.

    That is: of questions that ended by then, and of answers so old that their browser forgot them too.
    """
    old = Q(asked__ended_at__lte=before) | Q(at__lte=before - ANSWERS_LIVE)
    return ResidentView.objects.filter(old, asked__table=table).exclude(digest=None)


def unread_sentences(table: AreaTable, before: datetime) -> QuerySet[ResidentView]:
    """Return the answers to questions that ended by then with a sentence that the table never read."""
    ended = ResidentView.objects.filter(asked__table=table, asked__ended_at__lte=before)
    return ended.filter(words_shown=False).exclude(words="")


def old_letters(table: AreaTable, before: datetime) -> QuerySet[LetterCode]:
    """Return the letters that are too old to be answered."""
    return LetterCode.objects.filter(table=table, made_at__lte=before - LETTERS_LIVE)


def old_recognition(table: AreaTable, before: datetime) -> int:
    """Return how many answers and letters hold something that should go."""
    answers = known_residents(table, before) | unread_sentences(table, before)
    return answers.count() + old_letters(table, before).count()


def forget_recognition(table: AreaTable, before: datetime) -> int:
    """Let go which browser or letter answered, sentences nobody read, and old letters; return how many."""
    count = old_recognition(table, before)
    old_letters(table, before).delete()
    unread_sentences(table, before).update(words="", words_refused=False)
    known_residents(table, before).update(digest=None)
    return count
