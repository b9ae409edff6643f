"""The page of a werkplaats over months: trios with the picture of their wijk, and what they tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from gebiedstafel.areas.models import Area, Figure
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.meetings.models import Meeting
from gebiedstafel.tables.models import AreaTable

from .formats_shipped import Format
from .learning_models import PeerReview, TableNote, Trying
from .sitting_models import Guest, Sitting, Trio, Workshop
from .sittings import format_in

#: So many figures stand beside a case; the rest is on the page of the area.
BESIDE_A_CASE = 4


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """One open figure of a wijk."""

    name: str
    value: float
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class ShownTrio:
    """A trio with its wijk, what the figures say there, and what it tried."""

    trio: Trio
    area: Area | None
    figures: tuple[CaseFigure, ...]
    tryings: tuple[ShownTrying, ...]

    @property
    def area_url(self) -> str:
        """The page of the wijk, with all its figures."""
        return reverse("areas:area", args=[self.area.code]) if self.area else ""


@dataclass(frozen=True, slots=True)
class ShownTrying:
    """What was tried, with who read along, also at other tables, and whether it is on the agenda."""

    trying: Trying
    reviews: tuple[PeerReview, ...]
    notes: tuple[TableNote, ...]
    on_agenda: bool


@dataclass(frozen=True, slots=True)
class ShownSitting:
    """A gathering with its format and how many cards it has."""

    sitting: Sitting
    format: Format
    cards: int


def trios_of(workshop: Workshop, tryings: Sequence[ShownTrying]) -> list[ShownTrio]:
    """Return the trios with everything beside them, in a fixed number of queries."""
    trios = list(workshop.trios.all())
    areas = _areas(trio.area for trio in trios if trio.area)
    figures = _figures(areas.values())
    return [
        ShownTrio(
            trio=trio,
            area=areas.get(trio.area),
            figures=figures.get(trio.area, ()),
            tryings=tuple(one for one in tryings if one.trying.trio_id == trio.pk),
        )
        for trio in trios
    ]


def tryings_of(workshop: Workshop) -> list[ShownTrying]:
    """Return everything that was tried in a werkplaats, with its readers."""
    return _shown(workshop.table_id, Trying.objects.filter(sitting__workshop=workshop))


def loose_tryings(table: AreaTable) -> list[ShownTrying]:
    """Return what was tried after a gathering that belongs to no werkplaats."""
    return _shown(table.pk, Trying.objects.filter(sitting__table=table, sitting__workshop=None))


def tryings_after(sitting: Sitting) -> list[ShownTrying]:
    """Return what was said in one gathering to try."""
    return _shown(sitting.table_id, Trying.objects.filter(sitting=sitting))


def _shown(table_id: str, rows: QuerySet[Trying]) -> list[ShownTrying]:
    tryings = list(
        rows.select_related("trio", "sitting").prefetch_related("reviews__trio", "table_notes__table")
    )
    asked = AgendaQuestion.objects.filter(table=table_id, subject__in=[one.subject for one in tryings])
    there = set(asked.values_list("subject", flat=True))
    return [
        ShownTrying(one, tuple(one.reviews.all()), tuple(one.table_notes.all()), one.subject in there)
        for one in tryings
    ]


def tryings_for(guest: Guest) -> dict[str, Any]:
    """Return what a guest's own trio tries, and what the next trio tries, for whom they read along."""
    workshop = guest.sitting.workshop
    if workshop is None or guest.trio is None:
        return {"own": [], "other": [], "reads": None}
    trios = list(workshop.trios.all())
    place = [trio.pk for trio in trios].index(guest.trio.pk)
    reads = trios[(place + 1) % len(trios)]
    shown = tryings_of(workshop)
    return {
        "own": [one for one in shown if one.trying.trio_id == guest.trio_id],
        "other": [one for one in shown if one.trying.trio_id == reads.pk] if reads != guest.trio else [],
        "reads": reads,
    }


def sittings_of(workshop: Workshop) -> list[ShownSitting]:
    """Return the gatherings in their order."""
    rows = workshop.sittings.annotate(lying=Count("cards", filter=Q(cards__gone_at=None)))
    return [ShownSitting(one, format_in(one), one.lying) for one in rows]


def wijken_of(table: AreaTable) -> list[Area]:
    """Return the wijken of the table's municipality among the open figures, the newest year of each."""
    if table.municipality_id is None:
        return []
    rows = Area.objects.filter(level=Area.Level.WIJK, municipality_code=table.municipality_id)
    newest = {area.code: area for area in rows.order_by("year")}
    return sorted(newest.values(), key=lambda area: area.name)


def next_meeting(table: AreaTable, today: date) -> Meeting | None:
    """Return the meeting whose agenda the steps come on."""
    rows = Meeting.objects.filter(table=table, gone_at=None, ended_at=None, held_on__gte=today)
    return rows.order_by("held_on", "begins_at").first()


def _areas(codes: Iterable[str]) -> dict[str, Area]:
    rows = Area.objects.filter(code__in=set(codes)).order_by("year")
    return {area.code: area for area in rows}


def _figures(areas: Iterable[Area]) -> Mapping[str, tuple[CaseFigure, ...]]:
    rows = (
        Figure.objects.filter(area__in=list(areas), indicator__core=True, value__isnull=False)
        .select_related("indicator", "area")
        .order_by("indicator__place", "-year")
    )
    found: dict[str, dict[str, CaseFigure]] = {}
    for row in rows:
        assert row.value is not None
        of_area = found.setdefault(row.area.code, {})
        figure = CaseFigure(row.indicator.name, row.value, row.indicator.unit, row.year)
        of_area.setdefault(row.indicator.code, figure)
    return {code: tuple(list(of_area.values())[:BESIDE_A_CASE]) for code, of_area in found.items()}
