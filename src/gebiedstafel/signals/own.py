"""What a party reported itself, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.tables.models import Party
from gebiedstafel.trail.models import Outcome
from gebiedstafel.trail.outcomes import outcomes_of

from . import quarters
from .models import BatchAnswer, Signal
from .places import places_of
from .published import trend_words


@dataclass(frozen=True, slots=True)
class OwnSignal:
    """One signal of the own party, with its number, for nobody else."""

    id: int
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
    answer: str
    answered_by: str
    outcomes: tuple[Outcome, ...]
    may_go: bool


def own_signals(party: Party, today: date) -> list[OwnSignal]:
    """Return what this party reported, the newest first."""
    rows = list(Signal.objects.filter(party=party).select_related("batch"))
    answers = {
        one.batch_id: one for one in BatchAnswer.objects.filter(batch__in=[row.batch_id for row in rows])
    }
    subjects = [row.subject for row in rows] + [row.batch.subject for row in rows if row.batch]
    told = outcomes_of(party.table.chain, subjects)
    names, language, closed = (
        places_of(party.table).names,
        get_language() or "nl",
        quarters.last_closed(today),
    )
    found = []
    for row in rows:
        answer = answers.get(row.batch_id or 0)
        after = told.get(row.subject, []) + (told.get(row.batch.subject, []) if row.batch else [])
        found.append(
            OwnSignal(
                id=row.pk,
                kind=row.get_kind_display(),
                theme_name=theme_name(row.theme, language),
                place_name=names.get(row.area, row.area),
                quarter=quarters.words(row.quarter),
                count=row.count,
                trend=trend_words(row.trend),
                text=row.text,
                sent_on=localdate(row.sent_at),
                state=_state(row, bool(answer), closed),
                shown_at=names.get(row.batch.place, row.batch.place) if row.batch else "",
                answer_by=row.batch.answer_by if row.batch else None,
                answer=answer.text if answer else "",
                answered_by=answer.role if answer else "",
                outcomes=tuple(sorted(after, key=lambda one: one.at)),
                may_go=row.batch_id is None,
            )
        )
    return found


def _state(row: Signal, answered: bool, closed: str) -> str:
    if answered:
        return _("beantwoord")
    if row.batch_id:
        return _("getoond")
    return _("te weinig om te tonen") if row.quarter <= closed and row.weighed_at else _("wacht")
