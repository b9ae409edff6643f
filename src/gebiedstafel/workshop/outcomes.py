"""What the table chose, in words: the ways of working, why, and the answers it rested on."""

from __future__ import annotations

from dataclasses import dataclass

from .methods import Question, Way, words_of
from .models import Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """One outcome with the ways of working of its own version, and each question with its answer."""

    outcome: Outcome
    ways: tuple[Way, ...]
    answers: tuple[tuple[Question, str], ...]

    @property
    def names(self) -> str:
        """The ways of working that were chosen."""
        return "; ".join(one.name for one in self.ways)


def told(outcome: Outcome) -> Told:
    """Return an outcome in words."""
    words = words_of(outcome.choice.methods)
    return Told(
        outcome=outcome,
        ways=tuple(words.ways[name] for name in outcome.chosen),
        answers=tuple(
            (question, question.scale[outcome.answers[question.id]])
            if question.id in outcome.answers
            else (question, "")
            for question in words.questions
        ),
    )
