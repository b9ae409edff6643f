"""The round table as a drawing: a seat for each party, dashed where a chair is empty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gebiedstafel.tables.models import Party

MIDDLE = 170
RING = 142


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat in the drawing and in the list beside it."""

    name: str
    sits: bool
    is_mine: bool
    x: str
    y: str

    @property
    def look(self) -> str:
        """Its class: mine, someone else's, or empty."""
        if not self.sits:
            return "ts-e"
        return "ts-me" if self.is_mine else "ts-s"


def chairs(parties: Sequence[Party], mine: Party | None) -> tuple[Chair, ...]:
    """Return the chairs round the table, spread evenly, the empty ones between the others."""
    placed = _spread([one for one in parties if one.sits], [one for one in parties if not one.sits])
    step = 2 * math.pi / max(len(placed), 1)
    return tuple(
        Chair(
            name=party.name,
            sits=party.sits,
            is_mine=mine is not None and party.pk == mine.pk,
            x=f"{MIDDLE + RING * math.sin(step * number):.1f}",
            y=f"{MIDDLE - RING * math.cos(step * number):.1f}",
        )
        for number, party in enumerate(placed)
    )


def _spread(sitting: list[Party], empty: list[Party]) -> list[Party]:
    """Put the empty chairs at even distances, as they would be felt at a real table."""
    placed = list(sitting)
    for number, party in enumerate(empty):
        placed.insert((number + 1) * (len(sitting) + len(empty)) // (len(empty) + 1), party)
    return placed
