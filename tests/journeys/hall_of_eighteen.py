"""A site of its own for a full hall: a process that serves a copy of the database, and phones on it."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from django.conf import settings
from django.db import connection

from prove.installation import ROOT, environment
from prove.plain_http import Browser

#: As the site runs, but with static files as they lie there: nothing has to be collected first.
SETTINGS = """
from gebiedstafel.site.settings import *
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": PLAIN}}
"""
SERVE = """
import sys
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
server = ThreadedWSGIServer(("127.0.0.1", int(sys.argv[1])), WSGIRequestHandler)
server.set_app(StaticFilesHandler(get_wsgi_application()))
server.serve_forever()
"""


@dataclass
class Site:
    """Where it answers, and the process behind it."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The address that a browser goes to."""
        return f"http://127.0.0.1:{self.port}"


def serve_a_copy(home: Path) -> Site:
    """Serve what stands in the database of this test from a process of its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{home / 'gebiedstafel.sqlite3'}'")
    (home / "quick_settings.py").write_text(SETTINGS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    around = environment(home) | {
        "DJANGO_SETTINGS_MODULE": "quick_settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "GEBIEDSTAFEL_TRAIL_KEY": settings.TRAIL_KEY,
    }
    around["PYTHONPATH"] += f"{os.pathsep}{home}"
    with (home / "told").open("wb") as told:
        command = [sys.executable, "-c", SERVE, str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=around, stdout=told, stderr=subprocess.STDOUT)
    site = Site(port, process)
    deadline = time.monotonic() + 60
    while not _answers(site):
        assert process.poll() is None, (home / "told").read_text()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return site


def _answers(site: Site) -> bool:
    try:
        return urllib.request.urlopen(f"{site.url}/gezond", timeout=2).status == 200
    except OSError:
        return False


@dataclass
class Phone:
    """Someone who takes part without a script of ours in the way: a trio, cookies, and what they wrote."""

    number: int
    trio: int
    browser: Browser

    async def join(self, code: str) -> None:
        """Come in by the code."""
        answer = await self.browser.post(f"/doe-mee/{code}/", {"trio": self.trio}, accept="text/html")
        assert answer.status == 302, answer.body[:400]

    async def write(self, code: str, step: str, texts: Sequence[str]) -> None:
        """Write cards as a phone on a bad line does: first half of the words, then all, and all again."""
        for place, text in enumerate(texts):
            key = f"telefoon-{self.number}-{step}-{place}"
            for stamp, said in ((1, text[:8]), (2, text), (2, text), (1, text[:8])):
                sent = {"sleutel": key, "stap": step, "tekst": said, "tijd": stamp}
                answer = await self.browser.post(f"/doe-mee/{code}/kaart/", sent)
                assert answer.status == 200, answer.body[:400]


def all_at_once(phones: Sequence[Phone], code: str, step: str, words: str) -> list[str]:
    """Let every phone join and write two cards, all at the same time; return what they wrote."""
    written = {phone.number: [f"{words} {phone.number}-{n}" for n in (1, 2)] for phone in phones}

    async def one(phone: Phone) -> None:
        await phone.join(code)
        await phone.write(code, step, written[phone.number])
        phone.browser.close()

    async def hall() -> None:
        await asyncio.gather(*(one(phone) for phone in phones))

    asyncio.run(hall())
    return [text for texts in written.values() for text in texts]


def cards_in(html: str) -> list[str]:
    """Return the cards as they stand in the document of what was made, without who wrote them."""
    lines = re.findall(r"<li>([^<]+?)(?: \([^<()]+\))?(?: – [^<]+)?</li>", html)
    return [unescape(line) for line in lines]
