"""The mail with which a party is asked, or reminded: plain text, one link, and who asks."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from gebiedstafel.accounts.letters import Letter, write_letter
from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import mark, post, stop_letters, when_it_ends
from gebiedstafel.accounts.tokens import new_token

from .links import make_link
from .models import AskedParty, Request

#: What stands in the preview where each party gets a link of its own.
EXAMPLE_TOKEN = "VOORBEELD"  # noqa: S105
KIND = "asking"
#: Stands in an address where the secret comes; no secret looks like it.
PLACE = "GEHEIM"


def letter(asked: AskedParty, token: str, *, is_reminder: bool = False) -> Letter:
    """Return the mail to one party."""
    request = asked.request
    chair = request.created_by
    return write_letter(
        "asking/letter.txt",
        to=asked.email,
        language=settings.LANGUAGE_CODE,
        asked=asked,
        request=request,
        table=request.table,
        subjects=subjects_in_words(request),
        link=link_address(request, token),
        is_reminder=is_reminder,
        by=chair.person.called if chair and chair.person else "",
    )


def post_letter(asked: AskedParty, *, at: datetime, is_reminder: bool = False) -> None:
    """Post the mail to one party, with a link of its own; what did not go yet to it goes no more."""
    if not asked.email or not asked.party.sits:
        return
    stop_letters_to(asked, at=at)
    seed = f"{KIND}/{new_token()}"
    make_link(asked, at=at, seed=seed)
    written = letter(asked, mark(seed), is_reminder=is_reminder)
    key = f"{_letters(asked)}{'reminder' if is_reminder else 'letter'}/{at.isoformat()}"
    post(written, key=key, at=at, about=asked.request.table.chain, seeds=[seed])


def stop_letters_to(asked: AskedParty, *, at: datetime) -> None:
    """Take back what did not go to a party yet."""
    stop_letters(_letters(asked), at=at)


@when_it_ends(KIND)
def tell_asked(one: OutgoingLetter, at: datetime) -> None:
    """Write down at the party what became of its letter."""
    asked = AskedParty.objects.filter(pk=one.key.split("/")[1], email=one.to or F("email"))
    asked.update(**{"mailed_at": at, "mail_failed_at": None} if one.sent_at else {"mail_failed_at": at})


def _letters(asked: AskedParty) -> str:
    return f"{KIND}/{asked.pk}/"


def link_address(request: Request, token: str) -> str:
    """Return the whole address behind which a party answers, with a secret or a mark for it."""
    return request.address + reverse("answering:answer", args=[PLACE]).replace(PLACE, token)


def subjects_in_words(request: Request) -> str:
    """Return what is asked, as in: uren, maatregelen en belangen."""
    words = str(request).split(", ")
    return (
        words[0]
        if len(words) < 2
        else _("{list} en {last}").format(list=", ".join(words[:-1]), last=words[-1])
    )
