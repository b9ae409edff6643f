"""The letter that carries an invitation, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from gebiedstafel.accounts.letters import write_letter
from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import erase_letters, mark, post, when_it_ends
from gebiedstafel.accounts.tokens import digest_of, new_token, token_of_seed

from .models import Invitation

LASTS = timedelta(days=14)
KIND = "invitation"
#: Stands in an address where the secret comes; no secret looks like it.
PLACE = "GEHEIM"


def post_invitation(invitation: Invitation, *, site: str, language: str, at: datetime) -> OutgoingLetter:
    """Post the letter with a new link, which ends the one before; what did not go yet goes no more."""
    erase_invitation(invitation, at=at)
    seed = f"{KIND}/{new_token()}"
    invitation.digest, invitation.expires_at = digest_of(token_of_seed(seed)), at + LASTS
    invitation.sent_at, invitation.failed_at = None, None
    invitation.save(update_fields=["digest", "expires_at", "sent_at", "failed_at"])
    letter = write_letter(
        "tables/letters/invitation.txt",
        to=invitation.email,
        language=language,
        url=site + reverse("tables:invitation", args=[PLACE]).replace(PLACE, mark(seed)),
        invitation=invitation,
        table=invitation.table,
        by=_name_of_inviter(invitation),
    )
    return post(letter, key=f"{_letters(invitation)}{at.isoformat()}", at=at, seeds=[seed])


def erase_invitation(invitation: Invitation, *, at: datetime) -> None:
    """Erase the address of an invitation from its letters; what waits does not go any more."""
    erase_letters(_letters(invitation), at=at)


@when_it_ends(KIND)
def tell_invitation(letter: OutgoingLetter, at: datetime) -> None:
    """Write down at the invitation what became of its newest letter; the link of a refused one is undone."""
    _kind, key, _at = letter.key.split("/")
    found = Invitation.objects.filter(pk=key, digest=digest_of(token_of_seed(letter.seeds[0])))
    if letter.sent_at:
        found.update(sent_at=at)
    else:
        found.update(failed_at=at, digest=None, expires_at=None)


def _letters(invitation: Invitation) -> str:
    return f"{KIND}/{invitation.pk}/"


def _name_of_inviter(invitation: Invitation) -> str:
    by = invitation.invited_by
    return by.person.called if by and by.person else ""
