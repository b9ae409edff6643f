"""Tables of counts: every place and working area × every theme × every quarter, with all totals.

For counts that have no live view; what was shown live is told by `quarterly.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .linear import INFINITY, Facts
from .problem import LEVELS, Geography, InvalidDisclosure
from .quarterly import scopes

#: Stands for all themes, or for the whole year.
ALL = ""


class Cell(NamedTuple):
    """One number of a table; `ALL` where it is over all themes, or over all quarters."""

    place: str
    theme: str
    quarter: str


@dataclass(frozen=True)
class Table:
    """What the table is about: counts per buurt, theme and quarter, and the areas that are told.

    `counts` holds the cells that are not 0. `areas` are working areas, each a set of buurten.
    """

    geography: Geography
    themes: tuple[str, ...]
    quarters: tuple[str, ...]
    counts: Mapping[Cell, int]
    areas: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        buurten = {place for place, level in self.geography.level.items() if level == LEVELS[0]}
        for cell, count in self.counts.items():
            if (
                cell.place not in buurten
                or cell.theme not in self.themes
                or cell.quarter not in self.quarters
            ):
                raise InvalidDisclosure(f"a count is of a buurt, a theme and a quarter of the table: {cell}")
            if type(count) is not int or count < 0:
                raise InvalidDisclosure(f"a count is a whole number from 0: {cell} is {count!r}")
        if strange := sorted({place for within in self.areas.values() for place in within} - buurten):
            raise InvalidDisclosure(f"a working area is a set of buurten: {strange}")

    @cached_property
    def leaves(self) -> dict[str, tuple[str, ...]]:
        """The buurten within each place and working area, in order."""
        return {
            name: tuple(sorted(one for one in within if self.geography.level[one] == LEVELS[0]))
            for name, within in sorted(scopes(self.geography, self.areas).items())
        }

    @cached_property
    def parts(self) -> dict[Cell, tuple[Cell, ...]]:
        """Every cell of the table, and the cells of one buurt, theme and quarter that it adds up."""
        return {
            Cell(place, theme, quarter): tuple(
                Cell(one, t, q)
                for one in within
                for t in (self.themes if theme == ALL else (theme,))
                for q in (self.quarters if quarter == ALL else (quarter,))
            )
            for place, within in self.leaves.items()
            for theme in (*self.themes, ALL)
            for quarter in (*self.quarters, ALL)
        }

    @cached_property
    def totals(self) -> dict[Cell, int]:
        """The true number of every cell."""
        found: defaultdict[Cell, int] = defaultdict(int)
        for cell, parts in self.parts.items():
            found[cell] = sum(self.counts.get(part, 0) for part in parts)
        return dict(found)

    def sums(self) -> list[tuple[Cell, tuple[Cell, ...]]]:
        """Return every total with the cells it directly adds up: of places within it, themes, or quarters."""
        found = []
        for place in self.leaves:
            below = self.areas.get(place) or self.geography.children.get(place, ())
            for theme in (*self.themes, ALL):
                for quarter in (*self.quarters, ALL):
                    cell = Cell(place, theme, quarter)
                    if below:
                        found.append((cell, tuple(Cell(one, theme, quarter) for one in sorted(below))))
                    if theme == ALL:
                        found.append((cell, tuple(Cell(place, one, quarter) for one in self.themes)))
                    if quarter == ALL:
                        found.append((cell, tuple(Cell(place, theme, one) for one in self.quarters)))
        return found


def told_table(
    table: Table, told: Mapping[Cell, tuple[float, float]]
) -> tuple[Facts, dict[Cell, dict[int, float]]]:
    """Return what a table tells as linear facts: bounds per cell, and that totals add up."""
    facts = Facts()
    column = {}
    for cell in table.parts:
        low, high = told.get(cell, (0.0, INFINITY))
        column[cell] = facts.unknown(low, high)
    for cell, parts in table.sums():
        facts.holds({column[cell]: -1.0} | {column[part]: 1.0 for part in parts}, 0, 0)
    return facts, {cell: {at: 1.0} for cell, at in column.items()}


def hidden_below_five(table: Table) -> dict[Cell, tuple[float, float]]:
    """Return what the usual way tells: exact numbers, and "<5" for 1 to 4. It does not hide them."""
    return {
        cell: (1.0, 4.0) if 1 <= count <= 4 else (float(count), float(count))
        for cell, count in table.totals.items()
    }
