"""Faults of a file that came in: where, what and what would help, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file. `path` names the place, each sentence also says what would help."""

    path: str
    sentence_nl: str
    sentence_en: str

    def sentence(self, language: str = "nl") -> str:
        """The sentence in the reader's language, Dutch unless asked otherwise."""
        return self.sentence_en if language == "en" else self.sentence_nl


class BadFile(ValueError):
    """A file that cannot be used as it is, with all its faults at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.sentence_en for fault in faults))
        self.faults = tuple(faults)

    def sentences(self, language: str = "nl") -> list[str]:
        """Return a sentence per fault: the first twenty, and how many more there are."""
        said = [fault.sentence(language) for fault in self.faults[:MOST_SHOWN]]
        more = len(self.faults) - MOST_SHOWN
        if more > 0:
            said.append(f"and {more} more" if language == "en" else f"en nog {more}")
        return said


class BadTable(BadFile):
    """A table file with faults."""


class BadPlan(BadFile):
    """A plan file with faults."""
