"""The picture of a table's area from the areas and figures in its own file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gebiedstafel.areas.picture import AreaPicture
from gebiedstafel.areas.table_areas import table_picture
from gebiedstafel.tables.models import AreaTable


def picture_of(table: AreaTable) -> AreaPicture | None:
    """Return the picture; nothing where the table brought no area or no figures of its own."""
    picture = table_picture(_areas(table), _figures(table), table.area)
    return picture if picture is not None and picture.kinds else None


def _areas(table: AreaTable) -> list[Mapping[str, Any]]:
    """Return the table's areas as its exchange document has them."""
    rows = table.areas.values("key", "name", "level", "parent", "residents", "character")
    return [{**row, "id": row["key"]} for row in rows]


def _figures(table: AreaTable) -> list[Mapping[str, Any]]:
    """Return the table's figures as its exchange document has them."""
    return [
        {
            "id": figure.key,
            "name": figure.name,
            "unit": figure.unit,
            "year": figure.year,
            "direction": figure.direction,
            "note": figure.note,
            "source": {"text": figure.source_text or ""},
            "values": {cell.area: cell.value for cell in figure.cells.all()},
        }
        for figure in table.figures.prefetch_related("cells")
    ]
