"""The page of figures per quarter: one quarter in lines with bars, the others a click away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.themes import theme_name, theme_order
from gebiedstafel.tables.models import AreaTable

from . import quarters
from .models import QuarterTable
from .published import range_words
from .quarter_files import cells_of, made_on

#: A number without an end is drawn so much further than it reaches at least.
BEYOND = 1.25


@dataclass(frozen=True, slots=True)
class Line:
    """A theme at a place: in words, and as shares of the longest bar of the page."""

    name: str
    words: str
    least: float
    most: float
    has_end: bool


@dataclass(frozen=True, slots=True)
class PlaceLines:
    """A place with what was shown of it and of what lies in it; `in_all` is of all themes together."""

    key: str
    name: str
    in_all: str
    lines: tuple[Line, ...]


def figures_page(table: AreaTable, circle: Circle, asked: str) -> dict[str, Any]:
    """Return what the page shows: the quarter that was asked for, else the newest."""
    rows = QuarterTable.objects.filter(table=table)
    names = list(rows.values_list("quarter", flat=True))
    chosen = asked if asked in names else next(iter(names), "")
    row = rows.filter(quarter=chosen).first()
    return {
        "quarters": [(name, quarters.words(name)) for name in names],
        "chosen": chosen,
        "chosen_words": quarters.words(chosen) if chosen else "",
        "row": row,
        "made_on": made_on(table, row) if row else None,
        "places": places_shown(row, circle) if row else (),
        "is_public": circle == Circle.OPENBAAR,
    }


def places_shown(row: QuarterTable, circle: Circle) -> tuple[PlaceLines, ...]:
    """Return the places with something shown, from wide to fine."""
    cells = cells_of(row, circle)
    # A sum over all themes would make every bar a dot, so it has none.
    longest = max((_reach(low, high) for _place, theme, low, high in cells if theme), default=1.0)
    found = []
    for key, name, _level, _wider in row.places:
        own = {theme: (low, high) for place, theme, low, high in cells if place == key}
        if own:
            themes = sorted((theme for theme in own if theme), key=lambda theme: (theme_order(theme), theme))
            lines = tuple(_line(theme, *own[theme], longest) for theme in themes)
            found.append(PlaceLines(key, name, range_words(*own[""]), lines))
    return tuple(found)


def _line(theme: str, low: int, high: int | None, longest: float) -> Line:
    return Line(
        name=theme_name(theme, get_language() or "nl"),
        words=range_words(low, high),
        least=low / longest,
        most=_reach(low, high) / longest,
        has_end=high is not None,
    )


def _reach(low: int, high: int | None) -> float:
    return low * BEYOND if high is None else float(high)
