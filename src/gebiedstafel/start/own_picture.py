"""The picture of a table's area from the areas and figures in its own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import AreaPicture
from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.areas.table_areas import stacks_among, table_picture
from gebiedstafel.exchange.demo import demo_comparable
from gebiedstafel.tables.models import AreaTable


def picture_of(table: AreaTable) -> AreaPicture | None:
    """Return the picture; nothing where the table brought no area or no figures of its own."""
    picture = table_picture(_areas(table), _figures(table), table.area)
    return replace(picture, stacks=_stacks(table, picture)) if picture is not None and picture.kinds else None


def _stacks(table: AreaTable, picture: AreaPicture) -> Stacks | None:
    """Return what piles up in the parts of the area, where there are comparable areas to tell."""
    if table.is_demo:
        compared = _("honderd verzonnen buurten die even stedelijk zijn: ook dit hoort bij het voorbeeld")
        return stacks_among(picture, demo_comparable(), compared)
    return None


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
