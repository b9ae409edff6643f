"""Who knows what of a theme: parties and what they are, never the name of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gebiedstafel.exchange.circles import DEFAULT, may_see
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.viewers import viewer_of

from .published import SeenBatch


@dataclass(frozen=True, slots=True)
class Knows:
    """A party that knows of a theme, and how the table can tell."""

    name: str
    reported: bool


def who_knows(seat: Seat, batches: Iterable[SeenBatch]) -> Mapping[str, tuple[Knows, ...]]:
    """Return for each theme the parties that know of it, as this seat may see.

    A party names its own themes; who alone reported enough to be named knows too.
    """
    viewer, default = viewer_of(seat), seat.table.circles_default or DEFAULT
    found: dict[str, dict[str, Knows]] = {}
    for party in seat.table.parties.filter(left_on=None):
        entry = {"id": party.key, "circles": party.circles}
        if party.themes and may_see(viewer, entry, "parties", "themes", default):
            for theme in party.themes:
                found.setdefault(theme, {})[party.name] = Knows(party.name, False)
    for batch in batches:
        if batch.alone:
            found.setdefault(batch.theme, {})[batch.alone] = Knows(batch.alone, True)
    return {theme: tuple(sorted(known.values(), key=lambda one: one.name)) for theme, known in found.items()}
