"""Trying another answer without keeping it: the address says which answers differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from gebiedstafel.ui.sent import number_of

from .methods import Question

Answers = Mapping[str, int]
LOWEST, HIGHEST = 0, 4


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with the answer that counts now, what the table said, and where one step leads."""

    question: Question
    now: int | None
    shared: int | None
    less: str
    more: str

    @property
    def words(self) -> str:
        """The answer that counts now, in words."""
        return "" if self.now is None else self.question.scale[self.now]

    @property
    def shared_words(self) -> str:
        """What the table answered together, in words."""
        return "" if self.shared is None else self.question.scale[self.shared]

    @property
    def is_tried(self) -> bool:
        """Whether this answer is another than the table's."""
        return self.now != self.shared


def tried(sent: Mapping[str, str], questions: Iterable[Question], shared: Answers) -> dict[str, int]:
    """Return the answers in an address that differ from those of the table; nonsense is left out."""
    asked = {question.id: number_of(sent.get(question.id, "")) for question in questions}
    return {
        name: answer
        for name, answer in asked.items()
        if answer is not None and answer <= HIGHEST and answer != shared.get(name)
    }


def trials(questions: Iterable[Question], shared: Answers, other: Answers) -> list[Trial]:
    """Return every question with its steps; without an answer one begins in the middle."""
    return [_trial(question, shared, other) for question in questions]


def _trial(question: Question, shared: Answers, other: Answers) -> Trial:
    table_says = shared.get(question.id)
    now = other.get(question.id, table_says)

    def leads_to(answer: int) -> str:
        if not LOWEST <= answer <= HIGHEST:
            return ""
        return "?" + urlencode({**other, question.id: answer})

    middle = (LOWEST + HIGHEST) // 2
    return Trial(
        question=question,
        now=now,
        shared=table_says,
        less=leads_to(middle if now is None else now - 1),
        more=leads_to(middle if now is None else now + 1),
    )
