"""What everyone answered alone, laid beside each other: where the table differs, and why."""

from __future__ import annotations

from dataclasses import dataclass

from gebiedstafel.tables.models import Seat

from .methods import Question, words_of
from .models import Choice, OwnAnswer, SharedAnswer


@dataclass(frozen=True, slots=True)
class Voice:
    """Who answered, and the sentence they added."""

    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """One of the five answers in words, with everyone who gave it."""

    step: int
    words: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class LaidBeside:
    """One question: who answered what, how far that is apart, and what the table answers together."""

    question: Question
    anchors: tuple[Anchor, ...]
    unsure: tuple[Voice, ...]
    shared: SharedAnswer | None

    @property
    def apart(self) -> int:
        """How many steps lie between the lowest and the highest answer."""
        steps = [one.step for one in self.anchors if one.voices]
        return steps[-1] - steps[0] if steps else 0

    @property
    def answered(self) -> int:
        """How many gave an answer."""
        return sum(len(one.voices) for one in self.anchors)

    @property
    def agreed(self) -> int | None:
        """What everyone answered who did; none when they differ or nobody did."""
        steps = [one.step for one in self.anchors if one.voices]
        return steps[0] if len(steps) == 1 else None

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """The sentences that were added: who, what they answered, and why."""
        said = [(one.words, voice) for one in self.anchors for voice in one.voices]
        said += [("", voice) for voice in self.unsure]
        return [(voice.who, words, voice.why) for words, voice in said if voice.why]

    @property
    def shared_step(self) -> int | None:
        """What the table answers together."""
        return self.shared.answer if self.shared else None

    @property
    def shared_version(self) -> int:
        """The version of the table's answer that a page shows."""
        return self.shared.version if self.shared else 0

    @property
    def shared_words(self) -> str:
        """What the table answers together, in words."""
        return "" if self.shared_step is None else self.question.scale[self.shared_step]


def laid_beside(choice: Choice) -> list[LaidBeside]:
    """Return every question, those on which the table differs most first."""
    answers: dict[str, list[OwnAnswer]] = {}
    for one in OwnAnswer.objects.filter(choice=choice).select_related("seat__person", "seat__party"):
        answers.setdefault(one.criterion, []).append(one)
    shared = {one.criterion: one for one in choice.shared.all()}
    rows = [
        _laid_beside(question, answers.get(question.id, []), shared.get(question.id))
        for question in words_of(choice.methods).questions
    ]
    return sorted(rows, key=lambda row: -row.apart)


def _laid_beside(question: Question, answers: list[OwnAnswer], shared: SharedAnswer | None) -> LaidBeside:
    def voices(step: int | None) -> tuple[Voice, ...]:
        return tuple(Voice(seat_name(one.seat), one.why) for one in answers if one.answer == step)

    anchors = tuple(Anchor(step, words, voices(step)) for step, words in enumerate(question.scale))
    return LaidBeside(question, anchors, voices(None), shared)


def seat_name(seat: Seat) -> str:
    """Return who sits here, for whom; of a demo, the name of the seat."""
    if seat.person is None:
        return str(seat)
    return f"{seat.person.called} ({seat.party})" if seat.party else seat.person.called
