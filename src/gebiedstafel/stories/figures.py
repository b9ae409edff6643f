"""What of a table's own figures can be asked about: each figure of each part of its area, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, FigureValue


@dataclass(frozen=True, slots=True)
class Askable:
    """One thing of the picture that people can be asked about.

    `subject` names it as elsewhere; `area` is a key of the table and `place` its name; `words` say it in a
    line, `source` where it comes from and of which year.
    """

    subject: str
    area: str
    place: str
    words: str
    source: str


def askable_figures(table: AreaTable) -> list[Askable]:
    """Return each figure of each part of the table's area in words: in Dutch, as people are asked."""
    with translation.override("nl"):
        return list(_figures(table))


def _figures(table: AreaTable) -> Iterator[Askable]:
    places = {area.key: area.name for area in table.areas.all() if table.area in (area.key, area.parent)}
    cells = FigureValue.objects.filter(figure__table=table, area__in=places, value__isnull=False)
    for cell in cells.select_related("figure").order_by("area", "figure__position"):
        figure = cell.figure
        unit = figure.unit or ""
        exact = round(cell.value or 0, 1)
        value = number_format(int(exact) if exact == int(exact) else exact, force_grouping=True)
        told = f"{value}%" if unit == "%" else f"{value} {unit}".strip()
        year = str(figure.year) if figure.year else ""
        yield Askable(
            subject=f"figure/{figure.key}/{cell.area}",
            area=cell.area,
            place=places[cell.area],
            words=_("{place}. {figure}: {value}.").format(
                place=places[cell.area], figure=figure.name, value=told
            ),
            source=", ".join(filter(None, (figure.source_text or "", year))),
        )
