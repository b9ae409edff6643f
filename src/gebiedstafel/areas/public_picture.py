"""The picture of an area from the public reference data."""

import json
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.areas.models import Area, Comparison, Figure, Indicator
from gebiedstafel.areas.picture import AreaPicture, Kind, Place, Reading
from gebiedstafel.areas.stacking import stacks_of
from gebiedstafel.areas.words import level_plural, urbanity_words
from gebiedstafel.engines.stacking.places import Ladder

# From this share of the places on, a year counts as filled.
ENOUGH = 0.4
WITHIN = {"rijk": ("gemeente",), "gemeente": ("wijk", "buurt"), "wijk": ("buurt",)}
Ladders = dict[tuple[int, int, str, int], Ladder]


def find_area(code: str, year: int | None = None) -> Area | None:
    """Return an area in a year, or in its newest."""
    areas = Area.objects.filter(code=code.upper()).select_related("stacking")
    areas = areas.filter(year=year) if year else areas.order_by("-year")
    return areas.first()


def kind_of(indicator: Indicator) -> Kind:
    """Return a figure as a page names it, in the language of the page."""
    english = (get_language() or "nl").startswith("en")
    return Kind(
        code=indicator.code,
        name=indicator.name_en if english and indicator.name_en else indicator.name,
        unit=indicator.unit,
        direction=indicator.direction,
        domain=indicator.domain,
        core=indicator.core,
        note=indicator.note,
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
    found = list(codes.filter(year=area.year, level__in=wanted).select_related("boundary", "stacking"))
    levels = [one for one in wanted if any(part.level == one for part in found)]
    chosen = level if level in levels else next(iter(levels), None)
    return [part for part in found if part.level == chosen], levels


def _ladders(areas: Sequence[Area], figures: Iterable[Figure]) -> Ladders:
    """Return how comparable areas stand on these figures."""
    figures = list(figures)
    rows = Comparison.objects.filter(
        level__in={area.level for area in areas},
        urbanity__in={area.urbanity or 0 for area in areas},
        year__in={figure.year for figure in figures},
        indicator__in={figure.indicator_id for figure in figures},
    )
    return {(row.indicator_id, row.year, row.level, row.urbanity): row.ladder for row in rows}


def _reading(area: Area, figure: Figure, direction: int, ladders: Ladders) -> Reading:
    ladder = ladders.get((figure.indicator_id, figure.year, area.level, area.urbanity or 0))
    place, others = None, 0
    if ladder and figure.value is not None:
        place, others = ladder.place(figure.value, direction=direction), ladder.others(figure.value)
    return Reading(figure.value, figure.missing, figure.year, figure.source.told, place, others)


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


def _place(area: Area, readings: dict[str, Reading], *, drawn: bool = False) -> Place:
    boundary = getattr(area, "boundary", None) if drawn else None
    return Place(
        code=area.code,
        name=area.name,
        level=area.level,
        url=reverse("areas:area", args=[area.code]),
        residents=area.residents,
        urbanity=area.urbanity,
        rings=json.loads(boundary.rings) if boundary else (),
        readings=readings,
    )


def _compared(area: Area) -> str:
    """Say with which areas this one is compared."""
    if area.urbanity is None:
        return _("alle %(areas)s waarvan de stedelijkheid niet bekend is") % {
            "areas": level_plural(area.level)
        }
    return _("%(areas)s in Nederland die ook %(urbanity)s zijn") % {
        "areas": level_plural(area.level),
        "urbanity": urbanity_words(area.urbanity),
    }


def _parents(area: Area) -> list[Area]:
    """Return the areas this one lies in, the widest first."""
    codes = {area.parent_code, area.municipality_code} - {"", area.code}
    widest_first = {"rijk": 0, "gemeente": 1, "wijk": 2}
    found = Area.objects.filter(code__in=codes, year=area.year)
    return sorted(found, key=lambda one: widest_first.get(one.level, 3))


def public_picture(area: Area, *, chosen: str, level: str | None = None) -> AreaPicture:
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
    ladders = _ladders([area, *parts], [*own, *theirs])
    by_area = {figure.area.code: figure for figure in theirs}
    readings: dict[str, Reading] = {}
    for figure in own:
        one = figure.indicator
        readings.setdefault(one.code, _reading(area, figure, one.direction, ladders))
    return AreaPicture(
        here=_place(area, readings),
        kinds=list(kinds.values()),
        parts=[
            _place(
                part,
                {code: _reading(part, by_area[part.code], kinds[code].direction, ladders)}
                if part.code in by_area
                else {},
                drawn=True,
            )
            for part in parts
        ],
        path=[_place(parent, {}) for parent in _parents(area)],
        compared=_compared(area),
        compared_parts=_("%(areas)s in Nederland die even stedelijk zijn")
        % {"areas": level_plural(parts[0].level if parts else area.level)},
        levels=levels,
        history=history,
        redrawn=sorted({figure.year for figure in own if figure.area.is_redrawn}),
        stacks=stacks_of(
            [area, *parts],
            level=parts[0].level if parts else area.level,
            compared=_compared(parts[0] if parts else area),
        ),
    )


def chosen_code(kinds: Iterable[Kind], wanted: str) -> str:
    """Return the figure that was asked for, else the first that says better or worse."""
    kinds = list(kinds)
    if any(kind.code == wanted for kind in kinds):
        return wanted
    ranked = [kind for kind in kinds if kind.direction]
    return next((kind.code for kind in [*ranked, *kinds]), "")
