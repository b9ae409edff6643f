"""The page on which one seat answers alone, and how far everyone is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.sent import number_of

from .actions import answer_alone
from .methods import Question, words_of
from .models import Choice, OwnAnswer

Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question with what this seat answered, and what was wrong with what it sent."""

    question: Question
    number: int
    answer: int | None
    why: str
    version: int
    faults: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it was answered, be it with *weet ik niet*."""
        return self.version > 0

    @property
    def options(self) -> list[tuple[int, str, bool]]:
        """The five answers: step, words, and whether it was chosen."""
        return [(step, words, step == self.answer) for step, words in enumerate(self.question.scale)]


@dataclass(slots=True)
class Saved:
    """What became of what was sent: new versions, and sentences about what could not be kept."""

    versions: dict[str, int] = field(default_factory=dict)
    faults: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HowFar:
    """How many seats can answer, began and answered everything; never what they answered."""

    seats: int
    begun: int
    done: int


def asked_questions(choice: Choice, seat: Seat, saved: Saved | None = None) -> list[AskedQuestion]:
    """Return every question with this seat's own answer."""
    own = {one.criterion: one for one in OwnAnswer.objects.filter(choice=choice, seat=seat)}
    faults = saved.faults if saved else {}
    return [
        _asked(question, number, own.get(question.id), faults.get(question.id, ()))
        for number, question in enumerate(words_of(choice.methods).questions, start=1)
    ]


def _asked(question: Question, number: int, own: OwnAnswer | None, faults: tuple[str, ...]) -> AskedQuestion:
    if own is None:
        return AskedQuestion(question, number, None, "", 0, faults)
    return AskedQuestion(question, number, own.answer, own.why, own.version, faults)


def save_own(choice: Choice, sent: Sent, *, by: Seat, at: datetime) -> Saved:
    """Keep every question that was sent; what cannot be kept is told, and the rest is kept."""
    saved = Saved()
    for question in words_of(choice.methods).questions:
        seen = sent.get(f"seen|{question.id}")
        if seen is None or not _says_something(question.id, sent, seen):
            continue
        try:
            row = answer_alone(
                choice,
                question.id,
                number_of(sent.get(f"antwoord:{question.id}", "")),
                sent.get(f"waarom:{question.id}", ""),
                by=by,
                at=at,
                seen=number_of(seen),
            )
        except NotAllowed:
            raise
        except Refused as refused:
            saved.faults[question.id] = (str(refused),)
        else:
            saved.versions[question.id] = row.version
    return saved


def _says_something(name: str, sent: Sent, seen: str) -> bool:
    """Whether anything was said; what was never touched is no answer yet."""
    return seen != "0" or f"antwoord:{name}" in sent or bool(sent.get(f"waarom:{name}", "").strip())


def progress_words(done: int, of: int) -> str:
    """Return how far someone is, as a sentence."""
    return _("{done} van de {all} vragen beantwoord").format(done=done, all=of)


def how_far(choice: Choice) -> HowFar:
    """Return how many seats answered how much."""
    questions = len(words_of(choice.methods).questions)
    per_seat: dict[int, int] = {}
    for seat in OwnAnswer.objects.filter(choice=choice).values_list("seat_id", flat=True):
        per_seat[seat] = per_seat.get(seat, 0) + 1
    done = sum(count >= questions for count in per_seat.values())
    return HowFar(len(seats_that_answer(choice.table)), len(per_seat), done)


def seats_that_answer(table: AreaTable) -> list[Seat]:
    """Return the seats of who may answer."""
    seats = Seat.objects.filter(table=table).exclude(role=Seat.Role.VISITOR)
    return [seat for seat in seats if seat.is_taken or table.is_demo]
