"""The one face of signals: what was shown of them, as plain values, to the table and to the public.

Nobody else reads the rows. What is not in a batch is nowhere here: not its theme, not its place, not how
many. Of what waits one mark or size class is told, for the whole table together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.engines.disclosure import SIZE_CLASSES, most_texts, waiting_shown
from gebiedstafel.exchange.themes import group_of, theme_name
from gebiedstafel.tables.models import AreaTable

from . import quarters
from .answering import appointed_for, role_for
from .models import Batch, BatchAnswer, BatchReview, OpenFigures, Signal, Trend
from .places import places_of
from .releasing import monday, still_waiting
from .waiting import WaitingDuty, waiting_duties

__all__ = [
    "PublicBatch",
    "Said",
    "SeenBatch",
    "Unanswered",
    "WaitingDuty",
    "batches_for_public",
    "batches_for_table",
    "ranked",
    "size_signs",
    "size_words",
    "trend_words",
    "unanswered",
    "waiting_duties",
    "waiting_in_all",
]


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a batch, for the table: what kind of signal it is and the sentence."""

    kind: str
    kind_words: str
    text: str


@dataclass(frozen=True, slots=True)
class SeenBatch:
    """What the table sees of signals that are shown together.

    `size_class` is `5-9`, `10-24`, `25-49` or `50+`; `size_words` says it. `trend` is up, same, down,
    unknown, or empty where reporters differ. `alone` is the organisation where all comes from one.
    """

    id: int
    place: str
    place_name: str
    theme: str
    theme_name: str
    quarter: str
    quarter_words: str
    size_class: str
    size_words: str
    trend: str
    trend_words: str
    said: tuple[Said, ...]
    alone: str
    shown_on: date
    answer_by: date
    answerer: str
    answer: str
    answered_by: str
    answered_on: date | None
    for_public: bool
    is_public: bool

    @property
    def subject(self) -> str:
        """How the trail calls it: what is told of it (`tell_outcome`), whoever reported it reads."""
        return f"batch/{self.id}"

    def is_late(self, today: date) -> bool:
        """Whether its answer should have been there."""
        return not self.answer and self.answer_by < today


@dataclass(frozen=True, slots=True)
class PublicBatch:
    """What the public sees: never a text, never a maker, never safety, never fewer than ten of two."""

    id: int
    place: str
    place_name: str
    theme: str
    theme_name: str
    quarter: str
    quarter_words: str
    size_class: str
    size_words: str


#: What is shown of a batch, to whomever.
Seen = TypeVar("Seen", SeenBatch, PublicBatch)


def size_words(size_class: str) -> str:
    """Return a size class as people say it."""
    high = None if size_class.endswith("+") else int(size_class.partition("-")[2])
    return range_words(smallest_of(size_class), high)


def range_words(low: int, high: int | None) -> str:
    """Return a range as people say it; without a highest number it has no end."""
    if high is None:
        return _("{low} keer of vaker").format(low=low)
    return _("tussen {low} en {high} keer").format(low=low, high=high)


def size_signs(size_class: str) -> str:
    """Return a size class, or the mark for nothing shown, as it stands in print: with the dash of a range."""
    return size_class.replace("-", "\u2013")


def trend_words(trend: str) -> str:
    """Return a trend as people say it; makers who differ are told as such."""
    return str(Trend(trend).label) if trend else _("het verschilt per melder")


def _told(said: list[Said], size_class: str) -> tuple[Said, ...]:
    """Return the texts that stand with a batch: no more than tell nothing of how many signals it has.

    By their letters, so that their order tells nothing of who came when.
    """
    most = most_texts(next(one for one in SIZE_CLASSES if one == size_class))
    return tuple(sorted(said, key=lambda one: (one.text, one.kind))[:most])


def batches_for_table(table: AreaTable) -> tuple[SeenBatch, ...]:
    """Return what the table sees, the newest quarter first; for who sits there, never for a visitor."""
    rows = list(Batch.objects.filter(table=table).select_related("alone"))
    ids, names = [row.pk for row in rows], places_of(table).names
    said: defaultdict[int, list[Said]] = defaultdict(list)
    for one in Signal.objects.filter(batch__in=ids).exclude(text=""):
        said[one.batch_id or 0].append(Said(one.kind, one.get_kind_display(), one.text))
    answers = {one.batch_id: one for one in BatchAnswer.objects.filter(batch__in=ids)}
    public = set(BatchReview.objects.filter(batch__in=ids).values_list("batch", flat=True))
    appointed, language = appointed_for(table), get_language() or "nl"
    return tuple(
        SeenBatch(
            id=row.pk,
            place=row.place,
            place_name=names.get(row.place, row.place),
            theme=row.theme,
            theme_name=theme_name(row.theme, language),
            quarter=row.quarter,
            quarter_words=quarters.words(row.quarter),
            size_class=row.size_class,
            size_words=size_words(row.size_class),
            trend=row.trend,
            trend_words=trend_words(row.trend),
            said=_told(said[row.pk], row.size_class),
            alone=row.alone.name if row.alone else "",
            shown_on=localdate(row.shown_at),
            answer_by=row.answer_by,
            answerer=role_for(appointed, row.theme),
            answer=answers[row.pk].text if row.pk in answers else "",
            answered_by=answers[row.pk].role if row.pk in answers else "",
            answered_on=localdate(answers[row.pk].answered_at) if row.pk in answers else None,
            for_public=row.for_public,
            is_public=row.pk in public,
        )
        for row in rows
    )


def ranked(batches: Iterable[Seen]) -> list[Seen]:
    """Return batches as they are told in short: of the newest quarter first, and then what was seen most.

    The order within says nothing.
    """
    return sorted(batches, key=lambda one: (one.quarter, smallest_of(one.size_class)), reverse=True)


def smallest_of(size_class: str) -> int:
    """Return the smallest count of a size class."""
    return int(size_class.rstrip("+").partition("-")[0])


def batches_for_public(table: AreaTable) -> tuple[PublicBatch, ...]:
    """Return what anyone may see: of two reporters or more, not about safety, ten or more, and reviewed."""
    reviewed = BatchReview.objects.filter(batch__table=table, batch__for_public=True)
    rows = list(Batch.objects.filter(pk__in=reviewed.values("batch")))
    names, language = places_of(table).names, get_language() or "nl"
    return tuple(
        PublicBatch(
            id=row.pk,
            place=row.place,
            place_name=names.get(row.place, row.place),
            theme=row.theme,
            theme_name=theme_name(row.theme, language),
            quarter=row.quarter,
            quarter_words=quarters.words(row.quarter),
            size_class=row.size_class,
            size_words=size_words(row.size_class),
        )
        for row in rows
    )


def waiting_in_all(table: AreaTable, *, at: datetime) -> str:
    """Return how many signals wait at the whole table, as a size class or the mark for nothing shown.

    Only what was sent before this week: a class that changed right after the own signal would tell
    exactly how many there were.
    """
    return waiting_shown(still_waiting().filter(table=table, sent_at__lt=monday(at)).count())


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A batch without an answer, for whoever makes an agenda: its number, theme, day and who answers.

    `party` is the key of the party that was chosen to answer; empty means the chair.
    """

    id: int
    theme_name: str
    answer_by: date
    party: str


def unanswered(table: AreaTable, *, before: date) -> Iterable[Unanswered]:
    """Return what was shown and had no answer by this day."""
    rows = Batch.objects.filter(table=table, answer_by__lt=before)
    rows = rows.exclude(pk__in=BatchAnswer.objects.filter(batch__table=table).values("batch"))
    # Who answers is asked only where something waits for an answer.
    appointed, language = appointed_for(table) if rows else {}, get_language() or "nl"
    keys = {group: party.key for group, party in appointed.items()}
    return [
        Unanswered(row.pk, theme_name(row.theme, language), row.answer_by, keys.get(group_of(row.theme), ""))
        for row in rows
    ]


def figures_are_open(table: AreaTable) -> bool:
    """Whether anyone may read the figures per quarter, at `signals:open_page`."""
    return OpenFigures.objects.filter(table=table).exists()
