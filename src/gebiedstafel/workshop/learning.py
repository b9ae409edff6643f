"""Questions to learn from: asked, back on the agenda every fourth meeting, closed with what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.meetings.models import Meeting
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import written
from gebiedstafel.ui.refusals import Refused

from .learning_models import LearningQuestion
from .permissions import check_can_facilitate
from .sitting_models import LONGEST_CARD, Workshop

#: After three meetings the next is the fourth.
MEETINGS_BETWEEN = 3
MOST_OPEN = 40
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """A question with what the table said to it each time, and how many meetings until it comes back."""

    question: LearningQuestion
    answers: tuple[AgendaQuestion, ...]
    is_on_agenda: bool
    meetings_left: int


@transaction.atomic
def ask_to_learn(
    table: AreaTable, text: str, *, by: Seat, at: datetime, workshop: Workshop | None = None
) -> LearningQuestion:
    """Write a question down to learn from."""
    stay_at_table(by, table.pk)
    check_can_facilitate(by)
    table = locked_table(table.pk)
    words = written(text)
    if len(words) > LONGEST_CARD:
        raise Refused(_("Maak de leervraag korter: hooguit {most} tekens.").format(most=LONGEST_CARD))
    if LearningQuestion.objects.filter(table=table, closed_at=None).count() >= MOST_OPEN:
        raise Refused(_("Er staan al {n} leervragen open. Sluit er eerst een af.").format(n=MOST_OPEN))
    asked = LearningQuestion.objects.create(
        table=table, workshop=workshop, text=words, asked_at=at, asked_by=by
    )
    _record("ask_to_learn", asked, actor=by.actor, at=at)
    return asked


@transaction.atomic
def close_question(question: LearningQuestion, learned: str, *, by: Seat, at: datetime) -> None:
    """Close a question with what was learned; it can be opened again."""
    question = _locked(question, by)
    LearningQuestion.objects.filter(pk=question.pk).update(learned=written(learned), closed_at=at)
    _record("close_learning", question, actor=by.actor, at=at)


@transaction.atomic
def open_question(question: LearningQuestion, *, by: Seat, at: datetime) -> None:
    """Go on learning from a question that was closed too soon."""
    question = _locked(question, by)
    LearningQuestion.objects.filter(pk=question.pk).update(closed_at=None)
    _record("open_learning", question, actor=by.actor, at=at)


def drop_question(question: LearningQuestion, *, by: Seat) -> None:
    """Take a question away that was just laid on the table, unless the table talked about it."""
    question = _locked(question, by)
    if AgendaQuestion.objects.filter(table=question.table_id, subject=question.subject).exists():
        raise Refused(_("Deze leervraag stond al op de agenda. Sluit haar af als u klaar bent."))
    question.delete()


@transaction.atomic
def bring_back(*, at: datetime) -> int:
    """Put each open question on the agenda again when three meetings went by; return how many."""
    count = 0
    for question in LearningQuestion.objects.filter(closed_at=None).select_related("table"):
        if _meetings_left(question, _asked_before(question)) > 0:
            continue
        with override("nl"):
            words = _("Leervraag: {text} Wat probeerden we, wat gebeurde er, wat veranderen we?").format(
                text=question.text
            )
        _asked, new = AgendaQuestion.objects.get_or_create(
            table=question.table,
            subject=question.subject,
            answered_at=None,
            defaults={"text": words, "asked_at": at},
        )
        if new:
            _record("bring_question_back", question, actor=WORKER, at=at)
        count += new
    return count


def told_questions(table: AreaTable) -> list[ToldQuestion]:
    """Return every question of a table with its answers, the open ones first."""
    rows = list(LearningQuestion.objects.filter(table=table))
    asked = AgendaQuestion.objects.filter(table=table, subject__startswith="learning/")
    by_subject: dict[str, list[AgendaQuestion]] = {}
    for one in asked.order_by("asked_at", "pk"):
        by_subject.setdefault(one.subject, []).append(one)
    ended = _ended(table)
    return [_told(row, by_subject.get(row.subject, []), ended) for row in rows]


def _told(
    question: LearningQuestion, asked: Sequence[AgendaQuestion], ended: Sequence[datetime]
) -> ToldQuestion:
    since = max((one.answered_at for one in asked if one.answered_at), default=question.asked_at)
    passed = sum(day > since for day in ended)
    return ToldQuestion(
        question=question,
        answers=tuple(one for one in asked if one.answered_at),
        is_on_agenda=any(one.answered_at is None for one in asked),
        meetings_left=max(MEETINGS_BETWEEN - passed, 0),
    )


def _asked_before(question: LearningQuestion) -> list[AgendaQuestion]:
    return list(AgendaQuestion.objects.filter(table=question.table_id, subject=question.subject))


def _meetings_left(question: LearningQuestion, asked: Sequence[AgendaQuestion]) -> int:
    return _told(question, asked, _ended(question.table)).meetings_left


def _ended(table: AreaTable) -> list[datetime]:
    rows = Meeting.objects.filter(table=table, gone_at=None, ended_at__isnull=False)
    return [moment for moment in rows.values_list("ended_at", flat=True) if moment]


def _locked(question: LearningQuestion, by: Seat) -> LearningQuestion:
    stay_at_table(by, question.table_id)
    check_can_facilitate(by)
    rows = LearningQuestion.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    return rows.get(pk=question.pk)


def _record(action: str, question: LearningQuestion, *, actor: str, at: datetime) -> None:
    origin = WORKER if actor == WORKER else "web"
    record_deed(
        question.table.chain, action=action, subject=question.subject, origin=origin, actor=actor, at=at
    )
