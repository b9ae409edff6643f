"""One figure of an area through the years: lines that stop where the meaning or the border changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import AreaPicture, Kind, Reading
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


def draw_series(held: Series, kind: Kind, name: str) -> SafeString:
    """Return a small drawing: a line per segment, a dot per year, a dashed stroke at each break."""
    points = held.points
    first, last = points[0][0], points[-1][0]
    low, high = min(value for _year, value in points), max(value for _year, value in points)
    span = (high - low) or abs(high) or 1.0

    def x(year: float) -> float:
        return SIDE + (year - first) / max(last - first, 1) * (WIDTH - 2 * SIDE)

    def y(value: float) -> float:
        return HEIGHT - FOOT - (value - low) / span * (HEIGHT - 2 * FOOT)

    def path(segment: Sequence[Point]) -> str:
        return "M" + "L".join(f"{x(year):.1f} {y(value):.1f}" for year, value in segment)

    lines = format_html_join(
        "", '<path class="ser-line" d="{}"/>', ((path(one),) for one in held.segments if len(one) > 1)
    )
    dots = format_html_join(
        "",
        '<circle class="ser-dot" cx="{}" cy="{}" r="4"/>',
        ((f"{x(year):.1f}", f"{y(value):.1f}") for year, value in points),
    )
    strokes = format_html_join(
        "",
        '<line class="ser-break" x1="{0}" x2="{0}" y1="8" y2="{1}"/>',
        ((f"{x(year - 0.5):.1f}", f"{HEIGHT - FOOT + 8:.0f}") for year, _words in held.breaks),
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
        lines,
        dots,
        words,
    )


def series_page(picture: AreaPicture, kind: Kind | None) -> dict[str, object] | None:
    """Return a figure through the years as a drawing and as a table; nothing with fewer than two years."""
    if kind is None:
        return None
    held = series(picture.history.get(kind.code, {}), breaks=breaks_of(kind.code, picture.redrawn))
    if len(held.points) < 2:
        return None
    by_year, told = dict(held.points), dict(held.breaks)
    years = range(min(by_year), max(by_year) + 1)
    return {
        "drawing": draw_series(held, kind, picture.here.name),
        "rows": [
            {
                "year": year,
                "value": figure_words(Reading(by_year[year]), kind) if year in by_year else "",
                "broken": told.get(year, ""),
            }
            for year in years
        ],
        "renamed": _renamed(kind.code),
    }


def _renamed(indicator: str) -> str:
    """Say that a source renamed a figure, which changes nothing."""
    dutch, english = definitions().renamed.get(indicator, ("", ""))
    return english if (get_language() or "nl").startswith("en") else dutch
