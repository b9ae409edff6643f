"""One figure of an area through the years: lines that stop where the meaning or the border changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import AreaPicture, Earlier, Kind, Reading
from gebiedstafel.areas.words import figure_words
from gebiedstafel.exchange.definitions import definitions

WIDTH, HEIGHT, SIDE, FOOT = 640.0, 180.0, 60.0, 30.0
Point = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Series:
    """Points by year; each segment may be one line, and every break between them is told."""

    segments: tuple[tuple[Point, ...], ...]
    breaks: tuple[tuple[int, str], ...]

    @property
    def points(self) -> list[Point]:
        """All points, by year."""
        return [point for segment in self.segments for point in segment]


#: What an area was before, with its years.
Before = tuple[Earlier, Series]


def series(values: Mapping[int, float], *, breaks: Mapping[int, str]) -> Series:
    """Cut a figure's years into lines: at a break, named by the year after it, and where a year lacks."""
    years = sorted(values)
    told = [(year, words) for year, words in sorted(breaks.items()) if years and years[0] < year <= years[-1]]
    segments: list[list[Point]] = []
    for before, year in pairwise([None, *years]):
        if before is None or year != before + 1 or any(before < at <= year for at, _words in told):
            segments.append([])
        if year is not None:
            segments[-1].append((year, values[year]))
    return Series(tuple(tuple(segment) for segment in segments if segment), tuple(told))


def breaks_of(indicator: str, redrawn: Iterable[int]) -> dict[int, str]:
    """Return in which years the border, or the meaning of a figure, is not what it was the year before."""
    english = (get_language() or "nl").startswith("en")
    found = {year: _("De grens of de code van dit gebied is veranderd.") for year in redrawn}
    for one in definitions().breaks.get(indicator, ()):
        words = one.says_en if english else one.says
        found[one.year] = f"{found[one.year]} {words}" if one.year in found else words
    return found


def draw_series(held: Series, kind: Kind, name: str, before: Sequence[Before] = ()) -> SafeString:
    """Return a small drawing: a line per segment, a dot per year, a dashed stroke at each break.

    What the area was under another code is drawn apart, with open dots: it is not the same line.
    """
    points = [*held.points, *(point for _was, piece in before for point in piece.points)]
    # Of several in one year the highest first: its words stand above it, and no line runs there.
    points.sort(key=lambda point: (point[0], -point[1]))
    first, last = points[0][0], points[-1][0]
    low, high = min(value for _year, value in points), max(value for _year, value in points)
    span = (high - low) or abs(high) or 1.0

    def x(year: float) -> float:
        return SIDE + (year - first) / max(last - first, 1) * (WIDTH - 2 * SIDE)

    def y(value: float) -> float:
        return HEIGHT - FOOT - (value - low) / span * (HEIGHT - 2 * FOOT)

    ends = {was.until + 1 for was, piece in before if piece.points and first <= was.until < last}
    breaks = {
        *(year for year, _words in held.breaks),
        *(year for _was, piece in before for year, _words in piece.breaks),
        *ends,
    }
    strokes = format_html_join(
        "",
        '<line class="ser-break" x1="{0}" x2="{0}" y1="8" y2="{1}"/>',
        ((f"{x(year - 0.5):.1f}", f"{HEIGHT - FOOT + 8:.0f}") for year in sorted(breaks)),
    )
    earlier = format_html_join(
        "", '<g class="ser-was">{}</g>', ((_lines_and_dots(piece, x, y),) for _was, piece in before)
    )
    marks = [(x(points[0][0]), points[0]), (x(points[-1][0]), points[-1])]
    words = format_html_join(
        "",
        '<text x="{0}" y="{1}" text-anchor="middle">{2}</text>'
        '<text x="{0}" y="{3}" text-anchor="middle">{4}</text>',
        (
            (
                f"{at:.0f}",
                f"{HEIGHT - 4:.0f}",
                year,
                f"{y(value) - 10:.0f}",
                figure_words(Reading(value), kind),
            )
            for at, (year, value) in marks
        ),
    )
    title = _("%(figure)s in %(area)s, van %(first)d tot %(last)d") % {
        "figure": kind.name,
        "area": name,
        "first": first,
        "last": last,
    }
    return format_html(
        '<svg class="gt-series" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        f"{WIDTH:.0f}",
        f"{HEIGHT:.0f}",
        title,
        strokes,
        earlier,
        _lines_and_dots(held, x, y),
        words,
    )


def _lines_and_dots(held: Series, x: Callable[[float], float], y: Callable[[float], float]) -> SafeString:
    def path(segment: Sequence[Point]) -> str:
        return "M" + "L".join(f"{x(year):.1f} {y(value):.1f}" for year, value in segment)

    lines = format_html_join(
        "", '<path class="ser-line" d="{}"/>', ((path(one),) for one in held.segments if len(one) > 1)
    )
    dots = format_html_join(
        "",
        '<circle class="ser-dot" cx="{}" cy="{}" r="4"/>',
        ((f"{x(year):.1f}", f"{y(value):.1f}") for year, value in held.points),
    )
    return lines + dots


def series_page(picture: AreaPicture, kind: Kind | None) -> dict[str, object] | None:
    """Return a figure through the years as a drawing and as a table; nothing with fewer than two years."""
    if kind is None:
        return None
    held = series(picture.history.get(kind.code, {}), breaks=breaks_of(kind.code, picture.redrawn))
    before = [
        (one, series(one.values, breaks=breaks_of(kind.code, one.changed)))
        for one in picture.through_time.before
        if one.values
    ]
    if len(held.points) + sum(len(piece.points) for _was, piece in before) < 2:
        return None
    rows = [row for was, piece in before for row in _rows(piece, kind, was.name)] + _rows(held, kind)
    return {
        "drawing": draw_series(held, kind, picture.here.name, before),
        "rows": sorted(rows, key=lambda row: int(str(row["year"]))),
        "before": [was for was, _piece in before],
        "renamed": _renamed(kind.code),
    }


def _rows(held: Series, kind: Kind, was: str = "") -> list[dict[str, object]]:
    """Return a row per year, also of a year that lacks; `was` is the name the area then had."""
    by_year, told = dict(held.points), dict(held.breaks)
    years = range(min(by_year), max(by_year) + 1) if by_year else ()
    return [
        {
            "year": year,
            "value": figure_words(Reading(by_year[year]), kind) if year in by_year else "",
            "broken": told.get(year, ""),
            "was": was,
        }
        for year in years
    ]


def _renamed(indicator: str) -> str:
    """Say that a source renamed a figure, which changes nothing."""
    dutch, english = definitions().renamed.get(indicator, ("", ""))
    return english if (get_language() or "nl").startswith("en") else dutch
