"""What someone fills in about *Herkent u dit?*, read carefully: a whole page of answers at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .recognition_models import Says


@dataclass(frozen=True, slots=True)
class Row:
    """One thing asked about, with what was answered or typed, and the names of its boxes."""

    number: int
    words: str
    source: str
    says: str = ""
    sentence: str = ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The three answers."""
        return [(value, str(label)) for value, label in Says.choices]


def answers_in(sent: Mapping[str, str], numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return what was answered of each number; what nobody chose and nobody wrote at is left out."""
    found = {}
    for number in numbers:
        says, words = str(sent.get(f"zegt-{number}", "")), str(sent.get(f"zin-{number}", ""))[:1000]
        if says or words.strip():
            found[number] = (says, words)
    return found
