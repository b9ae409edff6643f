"""A paper ballot on one typed line: its number, then what was ticked.

`12 1e 2o 4p` names statements by number; `12 eo-p` goes down the sheet in its order, a dash for what is
empty. The letters are e (eens), o (oneens), p (pas), or a (agree) and d (disagree).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LETTERS = {"e": 1, "a": 1, "o": -1, "d": -1, "p": 0}
EMPTY = "-"
LONGEST_LINE = 8000
_MARKED = re.compile(r"([0-9]{1,4})([a-z])")
_DOWN = re.compile(rf"[{''.join(LETTERS)}{EMPTY}]+")
_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: the number of a ballot, its answers by statement, and every fault in it."""

    ballot: int | None
    answers: Mapping[int, int]
    faults: tuple[str, ...]


def read_line(typed: str, statements: Sequence[int]) -> Line:
    """Read a line; `statements` are the numbers on the sheet, in its order."""
    words = _words(typed)
    answers: dict[int, int] = {}
    faults: list[str] = []
    ballot = None
    if words and words[0].isascii() and words[0].isdecimal() and len(words[0]) < 9:
        ballot = int(words.pop(0))
    else:
        faults.append(_("Begin met het nummer dat rechtsboven op het biljet staat."))
    for word in words:
        if _MARKED.fullmatch(word):
            faults += _mark(word, statements, answers)
        elif _DOWN.fullmatch(word):
            faults += _down(word, statements, answers)
        else:
            faults.append(_("‘{word}’ begrijpen we niet. Schrijf bijvoorbeeld 3e.").format(word=word[:20]))
    if not answers and not faults:
        faults.append(_("Er is geen antwoord ingevuld. Een leeg biljet telt niet mee."))
    return Line(ballot, answers, tuple(faults[:_MOST_TOLD]))


def written_line(ballot: int, answers: Mapping[int, int]) -> str:
    """Return the line that says this."""
    letters = {1: "e", -1: "o", 0: "p"}
    return " ".join(
        [str(ballot), *(f"{number}{letters[value]}" for number, value in sorted(answers.items()))]
    )


def _words(typed: str) -> list[str]:
    plain = re.sub(r"[,;:.]", " ", typed[:LONGEST_LINE].casefold()).strip()
    # "3 e", "3e" and "3e4o" all say the same.
    joined = re.sub(r"(?<=\s)([0-9]{1,4})\s+(?=[a-z](?:\s|$))", r"\1", plain)
    return re.sub(r"(?<=[a-z])(?=[0-9])", " ", joined).split()


def _mark(word: str, statements: Sequence[int], answers: dict[int, int]) -> Iterator[str]:
    found = _MARKED.fullmatch(word)
    assert found is not None
    number, letter = int(found[1]), found[2]
    if letter not in LETTERS:
        yield _("‘{word}’ begrijpen we niet. Schrijf bijvoorbeeld 3e.").format(word=word)
    elif number not in statements:
        yield _("Stelling {number} staat niet op het biljet.").format(number=number)
    elif number in answers:
        yield _("Stelling {number} staat er twee keer.").format(number=number)
    else:
        answers[number] = LETTERS[letter]


def _down(word: str, statements: Sequence[int], answers: dict[int, int]) -> Iterator[str]:
    if len(word) != len(statements):
        yield ngettext(
            "‘{word}’ heeft {signs} tekens, maar op het biljet staat één stelling.",
            "‘{word}’ heeft {signs} tekens, maar op het biljet staan {count} stellingen.",
            len(statements),
        ).format(word=word[:20], signs=len(word), count=len(statements))
        return
    for number, letter in zip(statements, word, strict=True):
        if letter == EMPTY:
            continue
        if number in answers:
            yield _("Stelling {number} staat er twee keer.").format(number=number)
        answers[number] = LETTERS[letter]
