"""Joining a gathering on a phone, by a code and without an account: a token in a cookie, and no name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gebiedstafel.dialogue.tokens import hash_of, is_token, new_token
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .cards import SOMEONE
from .sitting_models import Guest, Sitting, Trio

MOST_GUESTS = 250


@transaction.atomic
def join(sitting: Sitting, trio_number: int | None, *, at: datetime) -> str:
    """Let someone in; return the token that only their device holds."""
    sitting = (
        Sitting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("table")
        .get(pk=sitting.pk)
    )
    if sitting.ended_at is not None:
        raise Refused(_("Deze bijeenkomst is afgesloten. Vraag de begeleider wat er met de kaarten gebeurt."))
    trio = _trio(sitting, trio_number)
    last = sitting.guests.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_GUESTS:
        raise Refused(_("De zaal is vol: er doen al {n} telefoons mee.").format(n=last))
    token = new_token()
    Guest.objects.create(
        sitting=sitting, number=last + 1, trio=trio, token_hash=_hash(sitting, token), joined_at=at
    )
    record_deed(sitting.table.chain, action="join_sitting", subject=sitting.subject, actor=SOMEONE, at=at)
    return token


def _trio(sitting: Sitting, number: int | None) -> Trio | None:
    if sitting.workshop_id is None:
        return None
    trios = Trio.objects.filter(workshop=sitting.workshop_id)
    found = trios.filter(number=number).first() if number is not None else None
    if found is None and trios.exists():
        raise Refused(_("Kies bij welk trio u hoort."))
    return found


def guest_of(sitting: Sitting, token: str) -> Guest | None:
    """Return whose token this is."""
    if not is_token(token):
        return None
    return sitting.guests.select_related("trio").filter(token_hash=_hash(sitting, token)).first()


def _hash(sitting: Sitting, token: str) -> str:
    return hash_of(token, salt=sitting.salt, purpose="sitting")
