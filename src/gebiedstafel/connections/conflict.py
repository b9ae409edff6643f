"""When the table's choices cannot go together: which they are, why, and what would help."""

from __future__ import annotations

from dataclasses import dataclass

from .forced_choices import ForcedChoice, forced_choices
from .reading import Reading


@dataclass(frozen=True, slots=True)
class Conflict:
    """The choices that clash and a sentence for each reason."""

    clashing: tuple[ForcedChoice, ...]
    sentences: tuple[str, ...]


def conflict(reading: Reading) -> Conflict:
    """Return the clash of an infeasible answer, by the choices it was asked with."""
    named = set(reading.plan.get("conflict", ()))
    choices = forced_choices(reading, reading.table.get("choices", {}))
    clashing = tuple(choice for choice in choices if choice.id in named)
    return Conflict(
        clashing or choices, tuple(dict.fromkeys(reading.said(reason) for reason in reading.clashes))
    )
