"""Bringing a challenge or a blocked agreement to a higher level, and the answer that comes back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Level, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import one_line, written
from gebiedstafel.ui.refusals import Refused

from .keeping import locked
from .models import Agreement, Raised
from .permissions import check_can_raise
from .raised import HIGHER
from .writing import DUTCH, Happened, write_down

LONGEST_WHY, LONGEST_TO = 600, 200


@transaction.atomic
def raise_agreement(agreement: Agreement, level: str, to: str, why: str, *, by: Seat, at: datetime) -> Raised:
    """Bring an agreement that is stuck to a higher level, with the reason; once at a time."""
    stay_at_table(by, agreement.table_id)
    check_can_raise(by)
    agreement = locked(agreement)
    if agreement.drafted or agreement.is_over:
        raise Refused(_("Alleen een afspraak die loopt, gaat naar boven."))
    if agreement.raised.filter(answered_at=None, withdrawn_at=None).exists():
        raise Refused(_("Deze afspraak ligt al hogerop. Wacht op het antwoord, of trek haar eerst terug."))
    level, to, why = _said(level, to, why)
    raised = Raised.objects.create(
        table=agreement.table, agreement=agreement, level=level, to=to, why=why, raised_at=at, raised_by=by
    )
    agreement.version += 1
    agreement.save()
    with override(DUTCH):
        row = Happened("up", after=f"{Level(level).label}, {to}", why=why)
    write_down(agreement, "raise_agreement", [row], by=by, at=at)
    return raised


@transaction.atomic
def raise_challenge(
    table: AreaTable, challenge: str, level: str, to: str, why: str, *, by: Seat, at: datetime
) -> Raised:
    """Bring a challenge to a higher level because its key lies there; once at a time."""
    stay_at_table(by, table.pk)
    check_can_raise(by)
    table = locked_table(table.pk)
    if not table.challenges.filter(key=challenge).exists():
        raise Refused(_("Kies een opgave van deze tafel."))
    there = Raised.objects.filter(table=table, challenge=challenge, answered_at=None, withdrawn_at=None)
    if there.exists():
        raise Refused(_("Deze opgave ligt al hogerop. Wacht op het antwoord, of trek haar eerst terug."))
    level, to, why = _said(level, to, why)
    raised = Raised.objects.create(
        table=table, challenge=challenge, level=level, to=to, why=why, raised_at=at, raised_by=by
    )
    _record("raise_challenge", raised, by=by, at=at)
    return raised


@transaction.atomic
def write_answer(raised: Raised, words: str, *, by: Seat, at: datetime) -> Raised:
    """Write down what came back from above; who began it reads the same words."""
    raised = _waiting(raised, by)
    raised.answer = written(words, LONGEST_WHY, missing=_("Schrijf op wat het antwoord was."))
    raised.answered_at = at
    raised.version += 1
    raised.save()
    if raised.agreement:
        agreement = locked(raised.agreement)
        agreement.version += 1
        agreement.save()
        row = Happened("answer", before=raised.to, after=raised.answer, why=raised.answer)
        write_down(agreement, "answer_from_above", [row], by=by, at=at)
    else:
        _record("answer_from_above", raised, by=by, at=at)
    return raised


@transaction.atomic
def withdraw_raised(raised: Raised, *, by: Seat, at: datetime) -> Raised:
    """Take back what went up; it stays readable."""
    raised = _waiting(raised, by)
    raised.withdrawn_at = at
    raised.version += 1
    raised.save()
    _record("withdraw_raised", raised, by=by, at=at)
    return raised


def _waiting(raised: Raised, by: Seat) -> Raised:
    stay_at_table(by, raised.table_id)
    check_can_raise(by)
    found = Raised.objects.select_for_update(no_key=True, of=("self",)).select_related("table", "agreement")
    raised = found.get(pk=raised.pk)
    if not raised.waits:
        raise Refused(_("Hier is al een antwoord op, of het is teruggetrokken."))
    return raised


def _said(level: str, to: str, why: str) -> tuple[str, str, str]:
    if level not in [*HIGHER]:
        raise Refused(_("Kies naar welk niveau: gemeente, regio of Rijk."))
    to = one_line(to)
    if not to or len(to) > LONGEST_TO:
        raise Refused(_("Schrijf aan wie u het brengt, bijvoorbeeld de wethouder. Een functie is genoeg."))
    missing = _("Schrijf in een zin waarom de tafel dit zelf niet kan oplossen.")
    return level, to, written(why, LONGEST_WHY, missing=missing)


def _record(action: str, raised: Raised, *, by: Seat, at: datetime) -> None:
    record_deed(raised.table.chain, action=action, subject=f"raised/{raised.pk}", actor=by.actor, at=at)
