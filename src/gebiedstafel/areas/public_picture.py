"""The picture of an area from the public reference data."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.areas.earlier import through_time
from gebiedstafel.areas.models import Area, Comparison, Figure, Indicator
from gebiedstafel.areas.picture import AreaPicture, Kind, Place, Reading
from gebiedstafel.areas.stacking import stacks_of
from gebiedstafel.areas.words import level_plural, urbanity_words
from gebiedstafel.engines.stacking.places import Ladder, ladder_of
from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.indicators import known_indicators

# From this share of the places on, a year counts as filled.
ENOUGH = 0.4
WITHIN = {"rijk": ("gemeente",), "gemeente": ("wijk", "buurt"), "wijk": ("buurt",)}
# By key of the figure, year, level and what areas that are compared have in common.
Ladders = dict[tuple[int, int, str, str], Ladder]


def find_area(code: str, year: int | None = None) -> Area | None:
    """Return an area in a year, or in its newest."""
    areas = Area.objects.filter(code=code.upper()).select_related("boundary")
    areas = areas.filter(year=year) if year else areas.order_by("-year")
    return areas.first()


def kind_of(indicator: Indicator) -> Kind:
    """Return a figure as a page names it, in the language of the page."""
    english = (get_language() or "nl").startswith("en")
    known = known_indicators().get(indicator.code)
    return Kind(
        code=indicator.code,
        name=indicator.name_en if english and indicator.name_en else indicator.name,
        unit=indicator.unit,
        direction=indicator.direction,
        domain=indicator.domain,
        core=indicator.core,
        note=known.note_en if english and known else indicator.note,
        rounded_in=known.rounded_in if known else (),
    )


def _around(area: Area, level: str | None) -> tuple[list[Area], list[str]]:
    """Return the areas within, or beside a buurt; and the levels to choose from."""
    if area.level == "buurt":
        codes: QuerySet[Area] = Area.objects.filter(parent_code=area.parent_code)
        wanted: tuple[str, ...] = ("buurt",)
    elif area.level == "gemeente":
        codes, wanted = Area.objects.filter(municipality_code=area.code), WITHIN["gemeente"]
    else:
        codes, wanted = Area.objects.filter(parent_code=area.code), WITHIN.get(area.level, ())
    found = list(codes.filter(year=area.year, level__in=wanted).select_related("boundary"))
    levels = [one for one in wanted if any(part.level == one for part in found)]
    chosen = level if level in levels else next(iter(levels), None)
    return [part for part in found if part.level == chosen], levels


def _key(area: Area, among: Among) -> str:
    return among.at(area.level).key(area.urbanity, area.municipality_code)


def _ladders(areas: Sequence[Area], figures: Iterable[Figure], among: Among) -> Ladders:
    """Return how the areas that these are compared with stand on these figures."""
    figures = list(figures)
    wanted = {
        "year__in": {figure.year for figure in figures},
        "indicator__in": {figure.indicator_id for figure in figures},
    }
    near = [area for area in areas if among.at(area.level) is Among.MUNICIPALITY]
    found = _near(near, wanted)
    wide = {area.level for area in areas} - {area.level for area in near}
    if wide:
        every = Comparison.EVERY_URBANITY
        keys = [every] if among is Among.COUNTRY else {area.urbanity or 0 for area in areas}
        for row in Comparison.objects.filter(level__in=wide, urbanity__in=keys, **wanted):
            key = Among.COUNTRY.key(None, "") if row.urbanity == every else str(row.urbanity)
            found[row.indicator_id, row.year, row.level, key] = row.ladder
    return found


def _near(areas: Sequence[Area], wanted: Mapping[str, Any]) -> Ladders:
    """Return the ladders within the municipality of these areas: few enough to make when asked."""
    if not areas:
        return {}
    rows = Figure.objects.filter(
        area__municipality_code__in={area.municipality_code for area in areas},
        area__level__in={area.level for area in areas},
        indicator__in=wanted["indicator__in"],
        year__in=wanted["year__in"],
        value__isnull=False,
    ).values_list("indicator", "year", "area__level", "area__municipality_code", "value")
    values: dict[tuple[int, int, str, str], list[float | None]] = {}
    for indicator, year, level, municipality, value in rows:
        values.setdefault((indicator, year, level, municipality), []).append(value)
    return {key: ladder_of(held) for key, held in values.items()}


def _reading(area: Area, figure: Figure, direction: int, ladders: Ladders, among: Among) -> Reading:
    among = among.at(area.level)
    ladder = ladders.get((figure.indicator_id, figure.year, area.level, _key(area, among)))
    place, others = None, 0
    if ladder and figure.value is not None:
        place = ladder.place(figure.value, direction=direction, fewest=among.fewest)
        others = ladder.others(figure.value)
    return Reading(
        figure.value, figure.missing, figure.year, figure.source.told, place, others, since=figure.since
    )


def _newest_told(area: Area) -> list[Figure]:
    """Return the figures of an area up to its year, the newest with a value first: new years are empty."""
    figures = Figure.objects.filter(area__code=area.code, year__lte=area.year)
    found = figures.select_related("indicator", "source", "area").order_by("indicator__place", "-year")
    return sorted(found, key=lambda one: (one.indicator.place, one.value is None))


def _of_one_year(figures: list[Figure], places: int) -> list[Figure]:
    """Return the figures of the newest year that enough places have: years are not mixed on one map."""
    told: dict[int, int] = {}
    for figure in figures:
        told[figure.year] = told.get(figure.year, 0) + (figure.value is not None)
    filled = [year for year, count in told.items() if count >= ENOUGH * places]
    year = max(filled) if filled else max(told, key=lambda one: (told[one], one), default=None)
    return [figure for figure in figures if figure.year == year]


def _place(area: Area, readings: dict[str, Reading], among: Among, *, drawn: bool = False) -> Place:
    boundary = getattr(area, "boundary", None) if drawn else None
    return Place(
        code=area.code,
        name=area.name,
        level=area.level,
        url=reverse("areas:area", args=[area.code]),
        residents=area.residents,
        urbanity=area.urbanity,
        among=among.at(area.level),
        rings=json.loads(boundary.rings) if boundary else (),
        readings=readings,
    )


def compared_with(area: Area, among: Among) -> str:
    """Say with which areas this one is compared."""
    among, areas = among.at(area.level), level_plural(area.level)
    if among is Among.COUNTRY:
        return _("alle %(areas)s in Nederland waarvan we cijfers hebben") % {"areas": areas}
    if among is Among.MUNICIPALITY:
        return _("de andere %(areas)s in de eigen gemeente") % {"areas": areas}
    if area.urbanity is None:
        return _("alle %(areas)s waarvan de stedelijkheid niet bekend is") % {"areas": areas}
    return _("%(areas)s in Nederland die ook %(urbanity)s zijn") % {
        "areas": areas,
        "urbanity": urbanity_words(area.urbanity),
    }


def _compared_parts(level: str, among: Among) -> str:
    """Say with which areas each of the areas on the map is compared."""
    areas = level_plural(level)
    if among.at(level) is Among.URBAN:
        return _("%(areas)s in Nederland die even stedelijk zijn") % {"areas": areas}
    return compared_with(Area(level=level), among)


def _parents(area: Area) -> list[Area]:
    """Return the areas this one lies in, the widest first."""
    codes = {area.parent_code, area.municipality_code} - {"", area.code}
    widest_first = {"rijk": 0, "gemeente": 1, "wijk": 2}
    found = Area.objects.filter(code__in=codes, year=area.year)
    return sorted(found, key=lambda one: widest_first.get(one.level, 3))


def public_picture(
    area: Area, *, chosen: str, level: str | None = None, among: Among = Among.URBAN
) -> AreaPicture:
    """Return the picture of an area with, for the areas around, the chosen figure."""
    parts, levels = _around(area, level)
    own = _newest_told(area)
    history: dict[str, dict[int, float]] = {}
    for figure in own:
        if figure.value is not None:
            history.setdefault(figure.indicator.code, {})[figure.year] = figure.value
    kinds = {figure.indicator.code: kind_of(figure.indicator) for figure in own}
    codes = [part.code for part in parts]
    around = Figure.objects.filter(area__code__in=codes, year__lte=area.year).select_related("source", "area")
    if not kinds:
        present = Indicator.objects.filter(pk__in=around.values("indicator"))
        kinds = {indicator.code: kind_of(indicator) for indicator in present}
    code = chosen_code(kinds.values(), chosen)
    theirs = _of_one_year(list(around.filter(indicator__code=code)), len(parts))
    ladders = _ladders([area, *parts], [*own, *theirs], among)
    past = through_time(area, code)
    part_level = parts[0].level if parts else area.level
    by_area = {figure.area.code: figure for figure in theirs}
    readings: dict[str, Reading] = {}
    for figure in own:
        one = figure.indicator
        readings.setdefault(one.code, _reading(area, figure, one.direction, ladders, among))
    return AreaPicture(
        here=_place(area, readings, among, drawn=True),
        kinds=list(kinds.values()),
        parts=[
            _place(
                part,
                {code: _reading(part, by_area[part.code], kinds[code].direction, ladders, among)}
                if part.code in by_area
                else {},
                among,
                drawn=True,
            )
            for part in parts
        ],
        path=[_place(parent, {}, among) for parent in _parents(area)],
        compared=compared_with(area, among),
        compared_parts=_compared_parts(part_level, among),
        levels=levels,
        history=history,
        redrawn=sorted({one.year for one in own if one.area.is_changed} | set(past.changed)),
        through_time=past,
        stacks=stacks_of(
            [area, *parts],
            among=among,
            level=part_level,
            compared={one.code: compared_with(one, among) for one in (area, *parts)},
        ),
    )


def chosen_code(kinds: Iterable[Kind], wanted: str) -> str:
    """Return the figure that was asked for, else the first that says better or worse."""
    kinds = list(kinds)
    if any(kind.code == wanted for kind in kinds):
        return wanted
    ranked = [kind for kind in kinds if kind.direction]
    return next((kind.code for kind in [*ranked, *kinds]), "")
