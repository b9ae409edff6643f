"""Numbered marks on the map or the sketch of a table's area: what a list says by number, said by place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gebiedstafel.areas.map_drawing import (
    LETTER,
    LINE,
    MARGIN,
    SKETCH_HEIGHT,
    WIDTH,
    largest_of,
    middle_of,
    outline_of,
    sheet_around,
    tiles_of,
)
from gebiedstafel.areas.picture import Place

#: On a phone the drawing is half as large: still a circle for a thumb, and not two under one.
RADIUS, STEP = 21.0, 52.0
HEAD = 36.0
BAND = STEP + 34.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at a place, what it stands for, and where that is told."""

    number: int
    said: str
    url: str
    area: str


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the paper for the marks of one place: its name on top, and how wide and high it is."""

    name: str
    left: float
    top: float
    wide: float
    high: float
    is_centred: bool = False


def draw_marks(title: str, places: Sequence[Place], marks: Sequence[Mark], *, whole: str) -> SafeString:
    """Return the map with its marks as SVG: real where all places have a shape, else a sketch.

    A mark at a place that is not drawn stands above, beside `whole`: it is of the whole area.
    """
    codes = {place.code for place in places}
    above = [mark for mark in marks if mark.area not in codes]
    band = BAND if above else 0.0
    is_real = bool(places) and all(place.rings for place in places)
    height, shapes, rooms = _real(places) if is_real else _sketched(places)
    drawn = [_marks(room, [mark for mark in marks if mark.area == code]) for code, room in rooms.items()]
    names = [_name(room) for room in rooms.values()]
    over = _above(whole, above) if above else SafeString("")
    return format_html(
        '<svg class="gt-map gt-marks" viewBox="0 0 {} {}" role="group" aria-labelledby="kt kd">'
        '<title id="kt">{}</title><desc id="kd">{}</desc>'
        '<rect class="map-bg" width="{}" height="{}" rx="6"/>{}'
        '<g transform="translate(0 {})">{}{}{}</g></svg>',
        f"{WIDTH:.0f}",
        f"{height + band:.0f}",
        title,
        _("Elk nummer staat ook in de lijst."),
        f"{WIDTH:.0f}",
        f"{height + band:.0f}",
        over,
        f"{band:.0f}",
        _joined(shapes),
        format_html('<g aria-hidden="true" class="map-names">{}</g>', _joined(names)),
        _joined(drawn),
    )


def _joined(parts: Sequence[str]) -> SafeString:
    return format_html_join("", "{}", ((one,) for one in parts))


def _sketched(places: Sequence[Place]) -> tuple[float, list[SafeString], dict[str, Room]]:
    shapes, rooms = [], {}
    for place, x, y, wide, high in tiles_of(places):
        rooms[place.code] = Room(place.name, x, y, wide, high)
        shapes.append(
            format_html(
                '<rect class="map-b map-ctx" x="{}" y="{}" width="{}" height="{}"/>',
                f"{x:.0f}", f"{y:.0f}", f"{wide:.0f}", f"{high:.0f}",
            )
        )  # fmt: skip
    return SKETCH_HEIGHT + 2 * MARGIN, shapes, rooms


def _real(places: Sequence[Place]) -> tuple[float, list[SafeString], dict[str, Room]]:
    sheet = sheet_around(place.rings for place in places)
    shapes, rooms = [], {}
    for place in places:
        rings = sheet.rings(place.rings)
        x, y = middle_of(largest_of(rings))
        wide = 3 * STEP
        rooms[place.code] = Room(
            place.name, x - wide / 2, y - HEAD - STEP / 2, wide, HEAD + 2 * STEP, is_centred=True
        )
        shapes.append(
            format_html('<path class="map-b map-ctx" fill-rule="evenodd" d="{}"/>', outline_of(rings))
        )
    return sheet.height, shapes, rooms


def _name(room: Room) -> SafeString:
    """Return the name over the marks: in two lines where it is narrow, and on a phone where it fits."""
    needs = len(room.name) * LETTER
    lines = [room.name]
    if needs > room.wide - 20 and " " in room.name and not room.is_centred:
        first, _space, rest = room.name.partition(" ")
        lines = [first, rest]
    longest = max(len(line) for line in lines) * LETTER
    left, anchor = (room.left + room.wide / 2, "middle") if room.is_centred else (room.left + 8, "start")
    classes = "lab" if longest * 1.55 < room.wide and len(lines) == 1 else "lab lab-wide"
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (classes, f"{left:.0f}", f"{room.top + LINE * (n + 1) + 4:.0f}", anchor, line)
            for n, line in enumerate(lines)
        ),
    )


def _marks(room: Room, marks: Sequence[Mark]) -> SafeString:
    """Return the marks of one place in rows; where they do not all fit, the last says how many more."""
    columns = max(1, int((room.wide - 2) // STEP))
    left = room.left + 8 + (STEP * (columns - min(columns, len(marks))) / 2 if room.is_centred else 0)
    rows = max(1, int((room.high - HEAD) // STEP))
    fits = columns * rows
    shown = marks if len(marks) <= fits else marks[: fits - 1]
    drawn = [
        _mark(mark, str(mark.number), left + STEP * (n % columns), room.top + HEAD + STEP * (n // columns))
        for n, mark in enumerate(shown)
    ]
    if len(shown) < len(marks):
        first, n = marks[len(shown)], len(shown)
        more = f"+{len(marks) - len(shown)}"
        drawn.append(_mark(first, more, left + STEP * (n % columns), room.top + HEAD + STEP * (n // columns)))
    return _joined(drawn)


def _mark(mark: Mark, words: str, x: float, y: float) -> SafeString:
    return format_html(
        '<a class="map-mark" href="{}" aria-label="{}"><circle cx="{}" cy="{}" r="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle" aria-hidden="true">{}</text></a>',
        mark.url,
        f"{words}: {mark.said}",
        f"{x + RADIUS:.0f}",
        f"{y + RADIUS:.0f}",
        f"{RADIUS:.0f}",
        f"{x + RADIUS:.0f}",
        f"{y + RADIUS + 8:.0f}",
        words,
    )


def _above(whole: str, marks: Sequence[Mark]) -> SafeString:
    room = Room(whole, MARGIN, 0, WIDTH - 2 * MARGIN, BAND)
    name = format_html('<g aria-hidden="true" class="map-names">{}</g>', _name(room))
    return _joined([name, _marks(room, marks)])
