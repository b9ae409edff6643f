"""The letter that carries an invitation, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from gebiedstafel.accounts.letters import NotSent, send_letter, write_letter

from .models import Invitation

LASTS = timedelta(days=14)


def carry(invitation_id: int, *, site: str, language: str, at: datetime) -> str:
    """Send the letter with a new link, and return that link; a letter that nobody took is marked so."""
    invitation, token = _renewed(invitation_id, at)
    if invitation is None:
        return ""
    url = site + reverse("tables:invitation", args=[token])
    letter = write_letter(
        "tables/letters/invitation.txt",
        to=invitation.email,
        language=language,
        url=url,
        invitation=invitation,
        table=invitation.table,
        by=_name_of_inviter(invitation),
    )
    try:
        send_letter(letter)
    except NotSent:
        Invitation.objects.filter(pk=invitation.pk, digest=invitation.digest).update(
            failed_at=at, sent_at=None, digest=None, expires_at=None
        )
        return ""
    return url


@transaction.atomic
def _renewed(invitation_id: int, at: datetime) -> tuple[Invitation | None, str]:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "table", "party", "invited_by__person"
    )
    invitation = rows.filter(pk=invitation_id).first()
    if invitation is None or not invitation.waits:
        return None, ""
    token = invitation.renew(at=at, lasts=LASTS)
    invitation.sent_at, invitation.failed_at = at, None
    invitation.save(update_fields=["digest", "expires_at", "sent_at", "failed_at"])
    return invitation, token


def _name_of_inviter(invitation: Invitation) -> str:
    by = invitation.invited_by
    return by.person.called if by and by.person else ""
