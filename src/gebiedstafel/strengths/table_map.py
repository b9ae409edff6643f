"""The strengths of a table on its map: each by the number it has in the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gebiedstafel.areas.marks import Mark, draw_marks
from gebiedstafel.areas.picture import Place
from gebiedstafel.areas.shapes import shapes_of
from gebiedstafel.tables.models import AreaTable, Level, TableArea

from .page import Row


@dataclass(frozen=True, slots=True)
class StrengthMap:
    """The drawing, and whether it is a sketch: without shapes a tile follows the number of residents."""

    drawing: SafeString
    is_sketch: bool


def draw_strengths(table: AreaTable, rows: Sequence[Row]) -> StrengthMap | None:
    """Return the map of a table's area with these strengths on it; nothing where there is nothing to draw."""
    areas = {area.key: area for area in table.areas.all()}
    here = areas.get(table.area)
    if not rows or here is None:
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
    title = _("Waar de krachten van {area} zijn").format(area=here.name)
    drawing = draw_marks(title, places, marks, whole=_("Het hele gebied"))
    return StrengthMap(drawing, is_sketch=not all(place.rings for place in places))


def _drawn_at(area: str, areas: dict[str, TableArea], drawn: set[str]) -> str:
    """Return the place on the map in which an area lies; nothing for what is of the whole."""
    seen: set[str] = set()
    while area not in drawn and area in areas and area not in seen:
        seen.add(area)
        area = areas[area].parent or ""
    return area if area in drawn else ""
