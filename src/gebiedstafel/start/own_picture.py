"""The picture of a table's area from the areas and figures in its own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import AreaPicture
from gebiedstafel.areas.reference_stacks import reference_stacks
from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.areas.table_areas import stacks_among, table_picture
from gebiedstafel.exchange.among import Among, chosen_among
from gebiedstafel.exchange.demo import demo_comparable
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.remembered import made_once

#: So many of the made-up buurten beside the demo lie in its own municipality.
IN_VLIETSTEDE = 26
#: With whom the demo may be compared.
OFFERED = (Among.URBAN, Among.MUNICIPALITY)


def picture_of(table: AreaTable, asked: str = "") -> AreaPicture | None:
    """Return the picture; nothing where the table brought no area or no figures of its own.

    `asked` names with which areas what piles up is compared.
    """
    picture = table_picture(_areas(table), _figures(table), table.area)
    if picture is None or not picture.kinds:
        return None
    stacks = (
        _demo_stacks(table, picture, asked)
        if table.is_demo
        else reference_stacks([part.code for part in picture.parts], asked)
    )
    return replace(picture, stacks=stacks)


def _demo_stacks(table: AreaTable, picture: AreaPicture, asked: str) -> Stacks:
    """Return what piles up in the demo, among made-up buurten: a country for it is not made up."""
    among = chosen_among(asked, OFFERED)
    stacks = made_once(table, f"stacks/{among}", lambda: _among_made_up(picture, among))
    return replace(stacks, offered=OFFERED)


def _among_made_up(picture: AreaPicture, among: Among) -> Stacks:
    comparable = demo_comparable()
    if among is Among.MUNICIPALITY:
        compared = _("de andere buurten van Vlietstede, die ook verzonnen zijn")
        return stacks_among(picture, comparable[:IN_VLIETSTEDE], compared, among)
    compared = _("honderd verzonnen buurten die even stedelijk zijn: ook dit hoort bij het voorbeeld")
    return stacks_among(picture, comparable, compared, among)


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
