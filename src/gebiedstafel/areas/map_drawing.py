"""A map drawn on the server: each area one shape, painted in its step, a link with its name and figure."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from string import ascii_uppercase

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import Place, Rings
from gebiedstafel.areas.steps import Scale

WIDTH, TALLEST, MARGIN = 680.0, 560.0, 14.0
LETTER, LINE = 8.6, 20.0
#: On a phone the letters are so much larger against the drawing.
ON_PHONE = 1.55

Point = tuple[float, float]
Drawn = list[list[Point]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """From longitude and latitude to a place on the paper, north up and no side stretched."""

    west: float
    north: float
    narrow: float
    scale: float
    left: float
    top: float
    height: float

    def point(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies on the paper."""
        x = (longitude - self.west) * self.narrow * self.scale + self.left
        return x, (self.north - latitude) * self.scale + self.top

    def rings(self, rings: Rings) -> Drawn:
        """Return rings on the paper."""
        return [[self.point(x, y) for x, y in ring] for ring in rings]


def sheet_around(shapes: Iterable[Rings]) -> Sheet:
    """Return the sheet on which all these shapes fit."""
    points = [point for rings in shapes for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    # A degree of longitude is shorter than one of latitude; one factor serves a municipality well.
    narrow = cos(radians((south + north) / 2))
    wide, high = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / high)
    height = high * scale + 2 * MARGIN
    return Sheet(west, north, narrow, scale, (WIDTH - wide * scale) / 2, MARGIN, height)


def outline_of(rings: Drawn) -> str:
    """Return rings as the outline of one shape."""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z" for ring in rings)


def _size(ring: Sequence[Point]) -> float:
    """Return twice the surface within a ring, with its sign."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def largest_of(rings: Drawn) -> list[Point]:
    """Return the largest of some rings: where a name or a mark stands."""
    return max(rings, key=lambda ring: abs(_size(ring)))


def middle_of(ring: Sequence[Point]) -> Point:
    """Return the point on which a ring would balance."""
    twice = _size(ring)
    if abs(twice) < 1e-9:
        return ring[0]
    pairs = list(itertools.pairwise(ring))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * twice)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * twice)
    return x, y


def _room(ring: Sequence[Point], at: Point) -> float:
    """Return how wide a ring is at this height around this point; nothing when the point lies outside."""
    crossings = []
    for a, b in itertools.pairwise(ring):
        if (a[1] > at[1]) != (b[1] > at[1]):
            crossings.append(a[0] + (at[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
    left = max((x for x in crossings if x <= at[0]), default=None)
    right = min((x for x in crossings if x > at[0]), default=None)
    if left is None or right is None or sum(x <= at[0] for x in crossings) % 2 == 0:
        return 0.0
    return 2 * min(at[0] - left, right - at[0])


def _label(name: str, rings: Drawn, *, dark: bool) -> SafeString:
    """Return the name on a shape where it fits, and nothing where it does not."""
    largest = largest_of(rings)
    x, y = middle_of(largest)
    room = min(_room(largest, (x, y - LINE / 2)), _room(largest, (x, y + LINE / 2)))
    if room < len(name) * LETTER:
        return SafeString("")
    # On a phone the letters are half as large again; a name that no longer fits there is left to the table.
    classes = (
        ["lab"] + (["lab-wide"] if room < len(name) * LETTER * ON_PHONE else []) + (["inv"] if dark else [])
    )
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        " ".join(classes),
        f"{x:.0f}",
        f"{y + 6:.0f}",
        name,
    )


def _shape(place: Place, rings: Drawn, step: int | None, hue: str, said: str, url: str) -> SafeString:
    painted = (
        mark_safe('class="map-b" fill="url(#mh)"')
        if step is None
        else format_html('class="map-b {}{}"', hue, step)
    )
    return format_html(
        '<a href="{}"><title>{}: {}</title><path {} fill-rule="evenodd" d="{}"/></a>',
        url,
        place.name,
        said,
        painted,
        outline_of(rings),
    )


def draw_map(
    title: str,
    places: Sequence[Place],
    scale: Scale,
    said: Callable[[Place], str],
    *,
    query: str,
    here: str = "",
) -> SafeString:
    """Return the map of these places as SVG; empty when none has a shape."""
    drawn = [place for place in places if place.rings]
    if not drawn:
        return SafeString("")
    sheet = sheet_around(place.rings for place in drawn)
    shapes = [(place, sheet.rings(place.rings)) for place in drawn]
    steps = scale.steps
    links = format_html_join(
        "",
        "{}",
        ((_shape(p, r, steps.get(p.code), scale.hue, said(p), f"{p.url}{query}"),) for p, r in shapes),
    )
    edges = format_html_join(
        "", '<path class="map-here" d="{}"/>', ((outline_of(r),) for p, r in shapes if p.code == here)
    )
    names = format_html_join("", "{}", ((_label(p.name, r, dark=steps.get(p.code) == 3),) for p, r in shapes))
    return _drawing(title, sheet.height, links, edges, names)


def _drawing(title: str, height: float, links: str, edges: str, names: str) -> SafeString:
    return format_html(
        '<svg class="gt-map" viewBox="0 0 {} {}" role="group" aria-labelledby="mt md">'
        '<title id="mt">{}</title><desc id="md">{}</desc>'
        '<rect class="map-bg" width="{}" height="{}" rx="6"/>{}{}'
        '<g aria-hidden="true" class="map-names">{}</g></svg>',
        f"{WIDTH:.0f}",
        f"{height:.0f}",
        title,
        _("Elk vlak is een koppeling. Dezelfde cijfers staan in de tabel."),
        f"{WIDTH:.0f}",
        f"{height:.0f}",
        links,
        edges,
        names,
    )


def draw_sketch(
    title: str, places: Sequence[Place], scale: Scale, said: Callable[[Place], str]
) -> SafeString:
    """Return a sketch for areas without shapes: a tile for each, as large as its number of residents."""
    tiles = tiles_of(places)
    letters = letters_of_sketch(places)
    links, names = [], []
    for place, x, y, wide, high in tiles:
        step = scale.steps.get(place.code)
        corners: Drawn = [[(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]]
        links.append(_shape(place, corners, step, scale.hue, said(place), place.url))
        names.append(
            _tile_name(
                place.name, said(place), x + wide / 2, y + high / 2, wide,
                dark=step == 3, letter=letters.get(place.code, ""),
            )
        )  # fmt: skip
    drawn, said_on_them = (format_html_join("", "{}", ((one,) for one in many)) for many in (links, names))
    return _drawing(title, SKETCH_HEIGHT + 2 * MARGIN, drawn, "", said_on_them)


SKETCH_HEIGHT = 380.0
GAP = 8.0


def tiles_of(places: Sequence[Place]) -> list[tuple[Place, float, float, float, float]]:
    """Return each place with its tile: rows of equal total, so that surface follows residents."""
    sizes = {place.code: float(max(place.residents or 0, 150)) for place in places}
    rows = max(1, round(sqrt(len(places) / 1.6)))
    lines: list[list[Place]] = [[] for _line in range(rows)]
    # The largest first, each to the row that has least: the same places always give the same sketch.
    for place in sorted(places, key=lambda one: (-sizes[one.code], one.code)):
        min(lines, key=lambda line: sum(sizes[one.code] for one in line)).append(place)
    whole = sum(sizes.values())
    tiles, top = [], MARGIN
    for line in (line for line in lines if line):
        total = sum(sizes[one.code] for one in line)
        high = (SKETCH_HEIGHT + GAP) * total / whole - GAP
        left = MARGIN
        for place in sorted(line, key=lambda one: one.code):
            wide = (WIDTH - 2 * MARGIN + GAP) * sizes[place.code] / total - GAP
            tiles.append((place, left, top, wide, high))
            left += wide + GAP
        top += high + GAP
    return tiles


def letters_for(codes: Iterable[str]) -> dict[str, str]:
    """Return a letter for each place whose name does not fit on a phone: A, B … Z, and then AA, AB …"""
    rows = (itertools.product(ascii_uppercase, repeat=length) for length in itertools.count(1))
    letters = itertools.chain.from_iterable(rows)
    return {code: "".join(letter) for code, letter in zip(codes, letters, strict=False)}


def letters_of_sketch(places: Sequence[Place]) -> dict[str, str]:
    """Return which tiles of a sketch carry a letter on a phone, by code: their names stand in a list."""
    return letters_for(
        place.code for place, _x, _y, wide, _high in tiles_of(places) if not _fits_phone(place.name, wide)
    )


def _lines_of(name: str, wide: float) -> list[str]:
    """Return a name as it stands on a tile: over two lines where it is narrow."""
    words = name.split() if len(name) * LETTER > wide and " " in name else [name]
    return [words[0], " ".join(words[1:])] if len(words) > 1 else words


def _fits_phone(name: str, wide: float) -> bool:
    return max(len(line) for line in _lines_of(name, wide)) * LETTER * ON_PHONE <= wide


def _tile_name(
    name: str, said: str, x: float, y: float, wide: float, *, dark: bool, letter: str
) -> SafeString:
    """Return a tile's name and what it says beneath; a phone shows its letter where the name does not fit."""
    lines = _lines_of(name, wide)
    tone = " inv" if dark else ""
    narrow = " lab-wide" if letter else ""
    texts = [
        (f"lab lab-h{narrow}{tone}", y + LINE * (n - (len(lines) - 1) / 2), line)
        for n, line in enumerate(lines)
    ]
    if letter:
        texts.append((f"lab lab-h lab-phone{tone}", y + LINE / 2, letter))
    if len(said) * LETTER * 0.85 <= wide:
        texts.append((f"lab2{tone}", y + LINE * ((len(lines) + 1) / 2), said))
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((classes, f"{x:.0f}", f"{at:.0f}", line) for classes, at, line in texts),
    )
