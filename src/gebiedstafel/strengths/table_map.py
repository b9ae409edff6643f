"""The strengths of a table on its map: each by the number it has in the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gebiedstafel.areas.marks import Ground, Mark, draw_marks
from gebiedstafel.areas.picture import Place
from gebiedstafel.areas.shapes import shapes_of
from gebiedstafel.tables.models import AreaTable, Level, TableArea

from .page import Row


@dataclass(frozen=True, slots=True)
class StrengthMap:
    """The drawing, and whether it is a sketch: without shapes a tile follows the number of residents.

    `lettered` are the places that a phone shows by a letter: each with its code, that letter and its name.
    """

    drawing: SafeString
    is_sketch: bool
    lettered: Sequence[Mapping[str, str]] = ()


def draw_strengths(table: AreaTable, rows: Sequence[Row], ground: Ground | None = None) -> StrengthMap | None:
    """Return the map of a table's area with these strengths on it; nothing where there is nothing to draw.

    On a ground the areas are painted by what piles up in them, also where no strength is known.
    """
    areas = {area.key: area for area in table.areas.all()}
    here = areas.get(table.area)
    if here is None or not (rows or ground):
        return None
    parts = [one for one in areas.values() if one.parent == table.area and one.level != Level.STREET] or [
        here
    ]
    shapes = shapes_of([part.key for part in parts])
    places = [
        Place(part.key, part.name, part.level, residents=part.residents, rings=shapes.get(part.key, ()))
        for part in parts
    ]
    drawn = {part.key for part in parts}
    marks = [
        Mark(
            row.number, row.strength.name, f"#kracht-{row.number}", _drawn_at(row.strength.area, areas, drawn)
        )
        for row in rows
    ]
    title = _("Waar de krachten van {area} zijn") if rows else _("Wat zich stapelt in {area}")
    marked = draw_marks(
        title.format(area=here.name), places, marks, whole=_("Het hele gebied"), ground=ground
    )
    lettered = [
        {"code": one.code, "letter": marked.letters[one.code], "name": one.name}
        for one in places
        if one.code in marked.letters
    ]
    return StrengthMap(marked.drawing, is_sketch=not all(place.rings for place in places), lettered=lettered)


def _drawn_at(area: str, areas: dict[str, TableArea], drawn: set[str]) -> str:
    """Return the place on the map in which an area lies; nothing for what is of the whole."""
    seen: set[str] = set()
    while area not in drawn and area in areas and area not in seen:
        seen.add(area)
        area = areas[area].parent or ""
    return area if area in drawn else ""
