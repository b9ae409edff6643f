"""A real SMTP server on this computer that takes letters, so that no test guesses what would be sent."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """What came in, and whether the server refuses letters, or with which words."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.refuses: bool | str = False

    @property
    def text(self) -> str:
        """What the last letter says."""
        return self.letters[-1].get_payload(decode=True).decode()

    @property
    def link(self) -> str:
        """The address in the last letter, without the name of the site."""
        return re.search(r"https?://[^/\s]+(/\S+)", self.text)[1]


class Postman:
    """Takes letters for a mailbox; the server looks at every attribute of what it is given."""

    def __init__(self, box: Mailbox) -> None:
        self.box = box

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.box.refuses:
            return "550 No such mailbox here" if self.box.refuses is True else self.box.refuses
        letter = message_from_bytes(envelope.content)
        letter["X-Went-To"] = ", ".join(envelope.rcpt_tos)
        self.box.letters.append(letter)
        return "250 Taken"


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """Settings that send mail for real, to a server of our own."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Postman(box), hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    yield box
    server.stop()
