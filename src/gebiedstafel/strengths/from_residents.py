"""What residents bring: the chair opens the way in, they bring and take back, the chair looks first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.accounts.tokens import digest_of, new_token
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.way_in import close_way_in, locked_way_in, open_way_in
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import written
from gebiedstafel.ui.refusals import Refused

from .actions import locked, new_strength
from .asked_about import let_go
from .models import Strength, StrengthBox
from .permissions import check_can_moderate, check_can_open
from .said import Said

#: More than a chair can look at; who comes later tries again.
MOST_WAITING = 200


@transaction.atomic
def open_box(table: AreaTable, *, by: Seat, at: datetime) -> StrengthBox:
    """Let anyone with the address say what is strong."""
    stay_at_table(by, table.pk)
    check_can_open(by)
    return open_way_in(StrengthBox, table, action="open_strength_box", by=by, at=at)


@transaction.atomic
def close_box(table: AreaTable, *, by: Seat, at: datetime) -> None:
    """Take in nothing more; what was brought is still followed and taken back."""
    stay_at_table(by, table.pk)
    check_can_open(by)
    close_way_in(StrengthBox, table, action="close_strength_box", by=by, at=at)


@transaction.atomic
def bring_from_outside(box: StrengthBox, said: Said, *, at: datetime) -> tuple[Strength, str]:
    """Bring a strength without an account; return it with the link by which it is followed.

    It is meant for everyone, and nobody but the chair sees it before the chair looked.
    """
    box = locked_way_in(box)
    if not box.is_open:
        raise Refused(_("De pagina is dicht. Er kan nu niets bij."))
    if Strength.objects.filter(table=box.table).waiting().count() >= MOST_WAITING:
        raise Refused(_("Er wacht nu meer dan de voorzitter kan nakijken. Probeer het later."))
    link = new_token()
    said = replace(said, party="", themes=(), circle=Strength.Circle.EVERYONE)
    strength = new_strength(box.table, said, at=at)
    strength.state, strength.digest = Strength.State.WAITING, digest_of(link)
    strength.save()
    record_deed(box.table.chain, action="bring_strength", subject=strength.subject, actor="someone", at=at)
    return strength, link


@transaction.atomic
def take_back(strength: Strength, *, at: datetime) -> None:
    """Remove what a resident brought, everywhere and at once: it was theirs."""
    rows = Strength.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    found = rows.filter(pk=strength.pk).first()
    if found is None:
        return
    subject = found.subject
    found.delete()
    let_go(found.table, subject, at=at)
    record_deed(found.table.chain, action="take_strength_back", subject=subject, actor="someone", at=at)


@transaction.atomic
def show(strength: Strength, *, by: Seat, at: datetime) -> Strength:
    """Let everyone see what a resident brought; also when it was refused before."""
    strength = _to_judge(strength, by)
    strength.state, strength.reason = Strength.State.SHOWN, ""
    return _judged(strength, "show_strength", by=by, at=at)


@transaction.atomic
def refuse(strength: Strength, reason: str, *, by: Seat, at: datetime) -> Strength:
    """Keep it off the list, with a reason that its bringer reads; nobody rewrites it."""
    strength = _to_judge(strength, by)
    strength.state, strength.reason = Strength.State.REFUSED, written(reason)
    return _judged(strength, "refuse_strength", by=by, at=at)


def _to_judge(strength: Strength, by: Seat) -> Strength:
    stay_at_table(by, strength.table_id)
    check_can_moderate(by)
    strength = locked(strength)
    if not strength.is_of_a_resident:
        raise Refused(_("Dit schreef iemand aan tafel op. Wijzig het, of haal het weg."))
    return strength


def _judged(strength: Strength, action: str, *, by: Seat, at: datetime) -> Strength:
    strength.version, strength.changed_at = strength.version + 1, at
    strength.save(update_fields=["state", "reason", "version", "changed_at"])
    let_go(strength.table, strength.subject, at=at)
    record_deed(strength.table.chain, action=action, subject=strength.subject, actor=by.actor, at=at)
    return strength
