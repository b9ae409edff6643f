"""The areas of a table as residents choose them, and what lies near what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from gebiedstafel.tables.models import AreaTable, Level, TableArea

#: What a resident may choose: nobody lives in a municipality alone.
CHOSEN_FROM = (Level.STREET, Level.NEIGHBOURHOOD, Level.DISTRICT)


class Nearness(IntEnum):
    """How near something is to whoever looks."""

    HERE = 0
    AROUND = 1
    ELSEWHERE = 2


@dataclass(frozen=True)
class Places:
    """All areas of one table by key, and the one the table is about."""

    whole: str
    areas: dict[str, TableArea]

    def name(self, key: str) -> str:
        """Return what an area is called; nothing where the table does not know it."""
        area = self.areas.get(key)
        return area.name if area else ""

    def line(self, key: str) -> tuple[str, ...]:
        """Return an area and all it lies in, the smallest first."""
        found: list[str] = []
        while key in self.areas and key not in found:
            found.append(key)
            key = self.areas[key].parent or ""
        return tuple(found)

    def nearness(self, thing: str, here: str) -> Nearness:
        """Say how near a thing in one area is to who lives in another; a thing without place is around."""
        if here in self.line(thing):
            return Nearness.HERE
        if thing not in self.areas or thing in self.line(here) or thing == self.whole:
            return Nearness.AROUND
        return Nearness.ELSEWHERE

    def choices(self) -> list[tuple[TableArea, list[TableArea]]]:
        """Return the neighbourhoods with their streets, as one chooses; streets without one come last."""
        chosen = [area for area in self.areas.values() if area.level in CHOSEN_FROM]
        streets = [area for area in chosen if area.level == Level.STREET]
        others = [area for area in chosen if area.level != Level.STREET]
        others.sort(key=lambda area: area.level == Level.DISTRICT)
        listed = {one.key for one in others}
        found = [(one, [street for street in streets if street.parent == one.key]) for one in others]
        return [*found, *((street, []) for street in streets if street.parent not in listed)]


def places_of(table: AreaTable) -> Places:
    """Return the areas of a table, read once."""
    return Places(table.area, {area.key: area for area in table.areas.all()})
