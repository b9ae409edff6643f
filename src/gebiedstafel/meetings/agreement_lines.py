"""Agreements in a meeting: a new one in one line, how one goes in one key, and answers to questions."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from gebiedstafel.agreements.actions import make_agreement, report_progress
from gebiedstafel.agreements.models import Agreement, Status
from gebiedstafel.agreements.said import Said
from gebiedstafel.ideas.agenda import answer_question
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import Refused

from .models import AgreementMoment, Meeting
from .recording import Answer, Deed, Write, item_of
from .typed import day_typed, line, number


def _made(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    """Make an agreement of a sentence, a lead and a day."""
    item = item_of(meeting, write)
    said = Said(
        words=line(write.text),
        lead=line(write.more.get("wie", ""), 64),
        due=day_typed(write.more.get("wanneer", "")),
    )
    agreement = make_agreement(meeting.table, said, by=by, at=at)
    AgreementMoment.objects.create(
        item=item, agreement=agreement, kind=AgreementMoment.Kind.MADE, status=agreement.status, at=at
    )
    return {"versie": agreement.version, "sleutel": agreement.key, "tekst": agreement.words}


def _state(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    """Tell how an agreement goes; one key is enough where no reason is asked."""
    item = item_of(meeting, write)
    agreement = Agreement.objects.filter(table=meeting.table_id, key=line(write.row, 12)).first()
    if agreement is None:
        raise Refused(_("Deze afspraak is niet van deze tafel."))
    status, words = write.more.get("stand", ""), line(write.text)
    agreement = report_progress(
        agreement, status, words, by=by, at=at, blockage=write.more.get("blokkade", ""), seen=write.seen
    )
    AgreementMoment.objects.create(
        item=item,
        agreement=agreement,
        kind=AgreementMoment.Kind.STATE,
        status=agreement.status,
        words=words,
        at=at,
    )
    return {
        "versie": agreement.version,
        "stand": agreement.status,
        "woord": str(Status(agreement.status).label),
    }


def _answer(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    """Write down what the table said to a question; who began it reads the same words."""
    item_of(meeting, write)
    question = AgendaQuestion.objects.filter(table=meeting.table_id, pk=number(write.row)).first()
    if question is None:
        raise Refused(_("Deze vraag staat niet op de agenda van deze tafel."))
    question = answer_question(question, write.text, by=by, at=at)
    return {"versie": 1, "tekst": question.answer}


LINES: dict[str, Deed] = {"afspraak": _made, "stand": _state, "antwoord": _answer}
