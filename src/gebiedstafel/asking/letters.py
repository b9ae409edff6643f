"""The mail with which a party is asked, or reminded: plain text, one link, and who asks."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from gebiedstafel.accounts.letters import Letter, write_letter

from .models import AskedParty, Request

#: What stands in the preview where each party gets a link of its own.
EXAMPLE_TOKEN = "VOORBEELD"  # noqa: S105


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


def link_address(request: Request, token: str) -> str:
    """Return the whole address behind which a party answers."""
    return request.address + reverse("answering:answer", args=[token])


def subjects_in_words(request: Request) -> str:
    """Return what is asked, as in: uren, maatregelen en belangen."""
    words = str(request).split(", ")
    return (
        words[0]
        if len(words) < 2
        else _("{list} en {last}").format(list=", ".join(words[:-1]), last=words[-1])
    )
