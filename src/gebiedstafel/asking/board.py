"""The board of a round: who was asked, opened, is busy, answered, and whose answers were taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .asked_fields import asked_kinds
from .models import Answer, AskedParty, Request
from .own_rows import is_new, own_entries


@dataclass(frozen=True, slots=True)
class Place:
    """How far one party is, in words, with a sign, and whether someone must still do something."""

    asked: AskedParty
    state: str
    words: str
    kind: str
    sign: str
    rows: int
    done: int
    waiting: int

    @property
    def must_answer(self) -> bool:
        """Whether the table still waits for this party."""
        return self.state in ("asked", "opened", "busy", "unsent")


@dataclass(frozen=True, slots=True)
class Board:
    """Every party of a round, and the counts that the page begins with."""

    places: tuple[Place, ...]

    @property
    def answered(self) -> int:
        """How many parties answered."""
        return sum(one.state in ("answered", "merged") for one in self.places)

    @property
    def to_answer(self) -> int:
        """How many parties must still answer."""
        return sum(one.must_answer for one in self.places)

    @property
    def to_merge(self) -> int:
        """How many parties answered something that nobody decided on yet."""
        return sum(one.state == "answered" and bool(one.waiting) for one in self.places)


def board(request: Request, document: Mapping[str, Any]) -> Board:
    """Return how far each party is, in a fixed number of queries."""
    asked = request.asked.select_related("party", "request").prefetch_related("answers", "links")
    return Board(tuple(_place(one, document) for one in asked))


def _place(asked: AskedParty, document: Mapping[str, Any]) -> Place:
    answers = list(asked.answers.all())
    own = {
        f"{kind}/{entry['id']}"
        for kind in asked_kinds(asked.request.subjects)
        for entry in own_entries(document, kind, asked.party.key)
    }
    touched = {f"{one.kind}/{one.row}" for one in answers} | set(asked.seen_rows)
    rows = own | {f"{one.kind}/{one.row}" for one in answers if is_new(one.row)}
    done, waiting = len(touched & rows), sum(one.decision is None for one in answers)
    state = _state(asked, answers, waiting)
    words, kind, sign = _in_words(state, done, len(rows))
    return Place(asked, state, words, kind, sign, len(rows), done, waiting)


def _state(asked: AskedParty, answers: Iterable[Answer], waiting: int) -> str:
    if not asked.party.sits:
        return "left"
    if asked.answered_at is not None:
        return "answered" if waiting else "merged"
    if any(answers) or asked.seen_rows:
        return "busy"
    if asked.opened_at is not None:
        return "opened"
    if asked.mail_failed_at:
        return "unsent"
    links = asked.links.all()
    return "withdrawn" if links and all(one.withdrawn_at for one in links) else "asked"


def _in_words(state: str, done: int, rows: int) -> tuple[str, str, str]:
    busy = ngettext("bezig: {done} van {rows} rij", "bezig: {done} van {rows} rijen", rows)
    return {
        "left": (_("niet meer aan tafel"), "", "empty"),
        "answered": (_("geantwoord"), "let", "dot"),
        "merged": (_("geantwoord en verwerkt"), "goed", "check"),
        "busy": (busy.format(done=done, rows=rows), "let", "dot"),
        "opened": (_("geopend"), "let", "dot"),
        "unsent": (_("mail kwam niet weg"), "vast", "mark"),
        "withdrawn": (_("link ingetrokken"), "", "cross"),
        "asked": (_("gevraagd"), "", "clock"),
    }[state]


def open_requests(table_id: str, at: datetime) -> list[Request]:
    """Return the rounds of a table in which parties can answer now."""
    sent = Request.objects.filter(table=table_id, closed_at=None, sent_at__isnull=False)
    return [one for one in sent.order_by("answer_by", "pk") if one.is_open(at)]
