"""The questions that wait for a meeting of the table: put there and answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.outcomes import tell_outcome
from gebiedstafel.ui.plain_words import written
from gebiedstafel.ui.refusals import Refused

from .models import AgendaQuestion
from .permissions import check_can_ask, check_can_settle


@transaction.atomic
def put_on_agenda(
    table: AreaTable, text: str, *, by: Seat, at: datetime, subject: str = ""
) -> AgendaQuestion:
    """Put a question on the agenda of the table; what already stands there is not put there twice."""
    stay_at_table(by, table.pk)
    check_can_ask(by)
    table = locked_table(table.pk)
    if subject and AgendaQuestion.objects.filter(table=table, subject=subject, answered_at=None).exists():
        raise Refused(_("Dit staat al op de agenda."))
    question = AgendaQuestion.objects.create(
        table=table, text=written(text), subject=subject, asked_at=at, asked_by=by
    )
    _record(table, "put_on_agenda", question, by=by, at=at)
    if subject:
        tell_outcome(table.chain, subject, lambda: _("Dit staat op de agenda van de tafel."), at=at)
    return question


@transaction.atomic
def take_off_agenda(question: AgendaQuestion, *, by: Seat, at: datetime) -> None:
    """Take a question away again that the table did not answer yet."""
    stay_at_table(by, question.table_id)
    check_can_ask(by)
    question = _locked(question)
    if question.answered_at:
        raise Refused(_("De tafel besprak dit al. Het antwoord blijft staan."))
    AgendaQuestion.objects.filter(pk=question.pk).delete()
    _record(question.table, "take_off_agenda", question, by=by, at=at)


@transaction.atomic
def answer_question(question: AgendaQuestion, answer: str, *, by: Seat, at: datetime) -> AgendaQuestion:
    """Write down what the table said; who began it reads the same words."""
    stay_at_table(by, question.table_id)
    check_can_settle(by)
    question = _locked(question)
    if question.answered_at:
        raise Refused(_("Deze vraag is al beantwoord."))
    question.answer, question.answered_at = written(answer), at
    question.save(update_fields=["answer", "answered_at"])
    _record(question.table, "answer_question", question, by=by, at=at)
    if question.subject:
        said = question.answer[:400]
        tell_outcome(
            question.table.chain,
            question.subject,
            lambda: _("De tafel besprak dit en zei: {answer}").format(answer=said),
            at=at,
        )
    return question


def _locked(question: AgendaQuestion) -> AgendaQuestion:
    """Return the question anew, held until this transaction ends."""
    rows = AgendaQuestion.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    return rows.get(pk=question.pk)


def _record(table: AreaTable, action: str, question: AgendaQuestion, *, by: Seat, at: datetime) -> None:
    record_deed(table.chain, action=action, subject=f"question/{question.pk}", actor=by.actor, at=at)
