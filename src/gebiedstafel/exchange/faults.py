"""Faults of a file that came in: where, what and what would help, in Dutch and in English."""

from __future__ import annotations

from dataclasses import dataclass


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

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence_en for fault in faults))
        self.faults = faults


class BadTable(BadFile):
    """A table file with faults."""


class BadPlan(BadFile):
    """A plan file with faults."""
