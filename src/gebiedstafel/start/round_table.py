"""The round table as a drawing: a seat for each party, dashed where a chair is empty."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gebiedstafel.means.who_left import chair_in_words
from gebiedstafel.tables.models import Party

Row = Mapping[str, Any]

MIDDLE = 170
RING = 142


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat in the drawing and in the list beside it."""

    name: str
    sits: bool
    words: str
    is_mine: bool
    x: str
    y: str

    @property
    def look(self) -> str:
        """Its class: mine, someone else's, or empty."""
        if not self.sits:
            return "ts-e"
        return "ts-me" if self.is_mine else "ts-s"


def chairs(parties: Sequence[Row], mine: Party | None) -> tuple[Chair, ...]:
    """Return the chairs round the table, spread evenly, the empty ones between the others."""
    placed = _spread([one for one in parties if sits(one)], [one for one in parties if not sits(one)])
    step = 2 * math.pi / max(len(placed), 1)
    return tuple(
        Chair(
            name=party["name"],
            sits=sits(party),
            words=chair_in_words(party),
            is_mine=mine is not None and party["id"] == mine.key,
            x=f"{MIDDLE + RING * math.sin(step * number):.1f}",
            y=f"{MIDDLE - RING * math.cos(step * number):.1f}",
        )
        for number, party in enumerate(placed)
    )


def sits(party: Row) -> bool:
    """Whether a party is at the table; a file that says nothing about it means yes."""
    return party.get("at_table") is not False


def _spread(sitting: list[Row], empty: list[Row]) -> list[Row]:
    """Put the empty chairs at even distances, as they would be felt at a real table."""
    placed = list(sitting)
    for number, party in enumerate(empty):
        placed.insert((number + 1) * (len(sitting) + len(empty)) // (len(empty) + 1), party)
    return placed
