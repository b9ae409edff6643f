"""Whom we miss: how many people took part per neighbourhood and route, and how to reach the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Level, TableArea
from gebiedstafel.ui.templatetags.numbers import number

from .rounds import Route
from .told import Response, Told

#: One neighbourhood is missed when its part is below this part of the response of the whole area.
MISSED = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Place:
    """How many residents of one neighbourhood took part."""

    name: str
    people: str
    residents: str
    one_in: str
    share: float


@dataclass(frozen=True, slots=True)
class Way:
    """How many people came in by one route."""

    name: str
    people: str
    share: float


@dataclass(frozen=True, slots=True)
class Missing:
    """Whom we miss, per neighbourhood and route, and one suggestion to reach them."""

    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    conclusion: str
    suggestion: str


def missing_voices(told: Told, areas: Sequence[TableArea]) -> Missing:
    """Return whom we miss; a neighbourhood from which nobody came stands there too."""
    came = {one.key: one for one in told.areas}
    buurten = [area for area in areas if area.level == Level.NEIGHBOURHOOD]
    rated = {area.key: _rate(came.get(area.key), area) for area in buurten}
    most = max((rate for rate in rated.values() if rate), default=Fraction(1))
    places = tuple(_place(came.get(area.key), area, rated[area.key], most) for area in buurten)
    people = sum(one.people or 0 for one in told.routes) or 1
    ways = tuple(
        Way(str(Route(one.key).label), _counted(one), float(Fraction(one.people or 0, people)))
        for one in told.routes
    )
    missed = _most_missed(buurten, rated)
    return Missing(places, ways, _conclusion(missed, rated), _suggestion(missed, told))


def _rate(response: Response | None, area: TableArea) -> Fraction | None:
    if not area.residents or (response is not None and response.people is None):
        return None
    return Fraction(response.people or 0 if response else 0, area.residents)


def _place(response: Response | None, area: TableArea, rate: Fraction | None, most: Fraction) -> Place:
    return Place(
        name=area.name,
        people=_counted(response) if response else _("niemand"),
        residents=number(area.residents) if area.residents else "",
        one_in=_("1 op de {n}").format(n=number(round(1 / rate))) if rate else "",
        share=float(rate / most) if rate and most else 0.0,
    )


def _counted(response: Response) -> str:
    return _("minder dan tien") if response.people is None else number(response.people)


def _most_missed(areas: Iterable[TableArea], rated: Mapping[str, Fraction | None]) -> TableArea | None:
    """Return the neighbourhood with most people that stays well behind the area as a whole."""
    known = [area for area in areas if rated[area.key] is not None]
    residents = sum(area.residents or 0 for area in known)
    if not residents:
        return None
    whole = sum((rated[area.key] or 0) * (area.residents or 0) for area in known) / residents
    behind = [area for area in known if (rated[area.key] or 0) < MISSED * whole]
    return max(
        behind, key=lambda area: (whole - (rated[area.key] or 0)) * (area.residents or 0), default=None
    )


def _conclusion(missed: TableArea | None, rated: Mapping[str, Fraction | None]) -> str:
    if missed is None:
        return _("Uit elke buurt kwam naar verhouding ongeveer evenveel.")
    rate = rated[missed.key]
    if not rate:
        return _("Uit {place} hoorden we nog niemand.").format(place=missed.name)
    return _("Uit {place} hoorden we naar verhouding het minst: 1 op de {n} bewoners.").format(
        place=missed.name, n=number(round(1 / rate))
    )


def _suggestion(missed: TableArea | None, told: Told) -> str:
    """Return one thing to do: the route that brought least there, said as a deed."""
    used = {one.key for one in told.routes}
    if missed is None:
        return _("Vraag wie al stemde om één buur mee te nemen die dit soort dingen overslaat.")
    if Route.PAPER not in used:
        return _(
            "Leg in {place} papieren stembiljetten neer waar mensen toch komen, en haal ze na een week op."
        ).format(place=missed.name)
    if Route.HALL not in used:
        return _("Houd in {place} een avond waar mensen samen stemmen.").format(place=missed.name)
    return _(
        "Ga in {place} met papieren stembiljetten langs de deur, samen met iemand die daar gekend wordt."
    ).format(place=missed.name)
