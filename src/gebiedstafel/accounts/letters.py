"""Letters that go by mail: written in the language of who reads them, sent by the settings of the site."""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import override


class NotSent(Exception):
    """The mail server did not take the letter."""


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


def send_letter(letter: Letter) -> None:
    """Hand the letter to the mail server."""
    message = EmailMessage(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to])
    try:
        message.send()
    except (OSError, SMTPException) as fault:
        raise NotSent(type(fault).__name__) from fault


def site_address(request: HttpRequest | None = None) -> str:
    """Return where this site is found, for links in letters; without a slash at the end."""
    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS).rstrip("/")
    return request.build_absolute_uri("/").rstrip("/") if request else "http://127.0.0.1:8000"
