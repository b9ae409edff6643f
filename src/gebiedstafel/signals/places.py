"""Where a signal may lie: the buurten, wijken and gemeente of a table; a street is lifted to its buurt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gebiedstafel.engines.disclosure import Geography
from gebiedstafel.tables.models import AreaTable, Level

WITHIN = (Level.NEIGHBOURHOOD, Level.DISTRICT, Level.MUNICIPALITY)


@dataclass(frozen=True)
class Places:
    """The places of a table with their names, and how they lie in one another."""

    names: Mapping[str, str]
    geography: Geography
    parents: Mapping[str, str]
    own: str

    def lifted(self, area: str) -> str:
        """Return the finest place that this lies in and where a signal may be; else the table's own area."""
        seen: set[str] = set()
        while area and area not in self.geography.level and area not in seen:
            seen.add(area)
            area = self.parents.get(area, "")
        return area if area in self.geography.level else self.own

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The places one can choose: the table's own area first, then what is finer."""
        ranks = {level: rank for rank, level in enumerate(WITHIN)}
        top = ranks[Level(self.geography.level[self.own])]
        finer = [key for key, level in self.geography.level.items() if ranks[Level(level)] < top]
        return [(key, self.names[key]) for key in [*finer, self.own]]


def places_of(table: AreaTable) -> Places:
    """Return the places of a table as it has them now."""
    rows = list(table.areas.all())
    level = {row.key: str(row.level) for row in rows if row.level in WITHIN}
    names = {row.key: row.name for row in rows}
    parents = {row.key: row.parent for row in rows if row.parent}
    own = table.area
    if own not in level:
        level[own], names[own] = str(Level.DISTRICT), names.get(own, table.name)
    return Places(names, Geography(_around(level, parents), level), parents, own)


def _around(level: Mapping[str, str], parents: Mapping[str, str]) -> dict[str, str]:
    """Return for each place the nearest wider one it lies in, whatever lies between."""
    ranks = {str(one): rank for rank, one in enumerate(WITHIN)}
    found = {}
    for place in level:
        above, seen = parents.get(place), {place}
        while above and above not in seen:
            seen.add(above)
            if above in level and ranks[level[above]] > ranks[level[place]]:
                found[place] = above
                break
            above = parents.get(above)
    return found
