"""Letters that go by mail: written in the language of who reads them, sent by the settings of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import override


class NotSent(Exception):
    """The mail server did not take the letter: for good, or not now."""

    def __init__(self, name: str, *, code: int = 0, for_good: bool = False) -> None:
        """`for_good`: trying again is of no use, for the server refused this address or this text."""
        super().__init__(name)
        self.code, self.for_good = code, for_good


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one address."""

    to: str
    subject: str
    text: str


def write_letter(template: str, *, to: str, language: str, **about: object) -> Letter:
    """Return the letter in this template: its first line is the subject, the rest is the text."""
    with override(language):
        written = render_to_string(template, {**about, "site": "Gebiedstafel"}).strip()
    subject, _, text = written.partition("\n")
    return Letter(to, " ".join(subject.split()), text.strip() + "\n")


def send_letter(letter: Letter, headers: Mapping[str, str] | None = None) -> None:
    """Hand the letter to the mail server, with these headers."""
    message = EmailMessage(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=dict(headers or {})
    )
    try:
        message.send()
    except (OSError, SMTPException) as fault:
        code = _code_of(fault)
        # Connecting, signing in and the sender are matters of the site: later the same letter may go.
        of_letter = isinstance(fault, SMTPRecipientsRefused | SMTPDataError)
        raise NotSent(type(fault).__name__, code=code, for_good=of_letter and 500 <= code < 600) from fault
    except ValueError as fault:
        # A header of two lines, or an address that is none: no server will ever take it.
        raise NotSent(type(fault).__name__, code=553, for_good=True) from fault


def _code_of(fault: Exception) -> int:
    """Return what the server answered as a number; 0 when it said nothing."""
    if isinstance(fault, SMTPRecipientsRefused):
        return max((code for code, _words in fault.recipients.values()), default=0)
    return int(getattr(fault, "smtp_code", 0) or 0)


def site_address(request: HttpRequest | None = None) -> str:
    """Return where this site is found, for links in letters; without a slash at the end."""
    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS).rstrip("/")
    return request.build_absolute_uri("/").rstrip("/") if request else "http://127.0.0.1:8000"
