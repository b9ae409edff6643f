"""What a party reported itself, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.themes import group_of, theme_name
from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.trail.models import Outcome
from gebiedstafel.trail.outcomes import outcomes_of

from . import quarters
from .answering import appointed_for, role_for
from .models import BatchAnswer, QuarterTable, Signal, WaitingAnswer
from .places import places_of
from .published import trend_words
from .waiting import due_days, newest_answers, next_after


@dataclass(frozen=True, slots=True)
class OwnSignal:
    """One signal of the own party, with its count, for nobody else."""

    address: str
    kind: str
    theme_name: str
    place_name: str
    quarter: str
    count: int
    trend: str
    text: str
    sent_on: date
    state: str
    shown_at: str
    answer_by: date | None
    answerer: str
    is_late: bool
    answer: str
    answered_by: str
    answered_on: date | None
    told_before: WaitingAnswer | None
    outcomes: tuple[Outcome, ...]
    may_go: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What answers a signal, what was told in general before it came in, and by when an answer comes."""

    answer: BatchAnswer | WaitingAnswer | None
    before: WaitingAnswer | None
    due: date | None


@dataclass(frozen=True, slots=True)
class _Answers:
    """What was answered at a table, to batches and to whoever waits, and by when the rest is due."""

    to_batches: Mapping[int, BatchAnswer]
    to_waiting: Mapping[str, WaitingAnswer]
    due: Mapping[str, date]

    def to(self, row: Signal) -> _Told:
        """Return what answers a signal; what was written in general before it came in answers others."""
        if row.batch:
            return _Told(self.to_batches.get(row.batch.pk), None, row.batch.answer_by)
        general, due = self._general(row), self.due.get(group_of(row.theme))
        if general and general.answered_at < row.sent_at:
            return _Told(None, general, due or next_after(general))
        return _Told(general, None, due)

    def _general(self, row: Signal) -> WaitingAnswer | None:
        """Return the newest to its group of themes; one from before the quarter of sending is none."""
        found = self.to_waiting.get(group_of(row.theme))
        sent = quarters.quarter_of(row.table.today_at(localdate(row.sent_at)))
        return found if found and found.quarter >= sent else None


def own_signals(party: Party, today: date) -> list[OwnSignal]:
    """Return what this party reported, the newest first."""
    rows = list(Signal.objects.filter(party=party).select_related("batch", "table"))
    answers = _answers(party.table, rows, today)
    subjects = [row.subject for row in rows] + [row.batch.subject for row in rows if row.batch]
    told = outcomes_of(party.table.chain, subjects)
    names, language, closed = (
        places_of(party.table).names,
        get_language() or "nl",
        quarters.last_closed(today),
    )
    over = set(QuarterTable.objects.filter(table=party.table_id).values_list("quarter", flat=True))
    appointed = appointed_for(party.table)
    found = []
    for row in rows:
        said = answers.to(row)
        answer, due = said.answer, said.due
        after = told.get(row.subject, []) + (told.get(row.batch.subject, []) if row.batch else [])
        found.append(
            OwnSignal(
                address=row.address,
                kind=row.get_kind_display(),
                theme_name=theme_name(row.theme, language),
                place_name=names.get(row.area, row.area),
                quarter=quarters.words(row.quarter),
                count=row.count,
                trend=trend_words(row.trend),
                text=row.text,
                sent_on=localdate(row.sent_at),
                state=_state(row, closed),
                shown_at=names.get(row.batch.place, row.batch.place) if row.batch else "",
                answer_by=due,
                answerer=role_for(appointed, row.theme),
                is_late=answer is None and due is not None and due < today,
                answer=answer.text if answer else "",
                answered_by=answer.role if answer else "",
                answered_on=localdate(answer.answered_at) if answer else None,
                told_before=said.before,
                outcomes=tuple(sorted(after, key=lambda one: one.at)),
                may_go=row.batch_id is None,
                is_over=row.quarter in over,
            )
        )
    return found


def _answers(table: AreaTable, rows: list[Signal], today: date) -> _Answers:
    to_batches = BatchAnswer.objects.filter(batch__in=[row.batch_id for row in rows])
    newest = newest_answers(table)
    return _Answers({one.batch_id: one for one in to_batches}, newest, due_days(table, newest, today))


def _state(row: Signal, closed: str) -> str:
    """Return where it stands, apart from its answer."""
    if row.batch_id:
        return _("getoond")
    return _("te weinig om te tonen") if row.quarter <= closed and row.weighed_at else _("wacht")
