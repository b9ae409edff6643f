"""What people can be asked about: each figure of each part of a table's area, and what others give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.utils import translation
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, FigureValue


@dataclass(frozen=True, slots=True)
class Askable:
    """One thing of the picture that people can be asked about; residents read it too, so anyone may.

    `subject` names it as elsewhere; `area` is a key of the table; `heading` is under what it is offered;
    `words` say it in a line, `source` where it comes from and of when.
    """

    subject: str
    area: str
    heading: str
    words: str
    source: str


def askable_things(table: AreaTable) -> list[Askable]:
    """Return all that people can be asked about in words: in Dutch, as they are asked."""
    with translation.override("nl"):
        return [*_figures(table), *_given(table)]


def _given(table: AreaTable) -> Iterable[Askable]:
    """Return what apps beside this one let be asked, told through a setting."""
    name = getattr(settings, "RECOGNITION_ASKABLE", "")
    if not name:
        return ()
    tell = cast(Callable[[AreaTable], Iterable[Askable]], import_string(name))
    return tell(table)


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
            heading=places[cell.area],
            words=_("{place}. {figure}: {value}.").format(
                place=places[cell.area], figure=figure.name, value=told
            ),
            source=", ".join(filter(None, (figure.source_text or "", year))),
        )
