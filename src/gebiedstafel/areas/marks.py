"""Numbered marks on the map or the sketch of a table's area: what a list says by number, said by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gebiedstafel.areas.map_drawing import (
    LETTER,
    LINE,
    MARGIN,
    ON_PHONE,
    SKETCH_HEIGHT,
    WIDTH,
    largest_of,
    letters_for,
    middle_of,
    outline_of,
    sheet_around,
    tiles_of,
)
from gebiedstafel.areas.picture import Place
from gebiedstafel.areas.steps import Scale

#: On a phone the drawing is half as large: still a circle for a thumb, and not two under one.
RADIUS, STEP = 24.0, 56.0
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


@dataclass(frozen=True, slots=True)
class Ground:
    """What the places under the marks are painted with, and what each of them says, by code."""

    scale: Scale
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MarkedMap:
    """The map as SVG, and which places carry a letter on a phone, by code: their names stand in a list."""

    drawing: SafeString
    letters: Mapping[str, str]


def draw_marks(
    title: str,
    places: Sequence[Place],
    marks: Sequence[Mark],
    *,
    whole: str,
    ground: Ground | None = None,
) -> MarkedMap:
    """Return the map with its marks: real where all places have a shape, else a sketch.

    A mark at a place that is not drawn stands above, beside `whole`: it is of the whole area. With a
    ground each place is painted in its step, under a pattern that tells it in grey too.
    """
    codes = {place.code for place in places}
    above = [mark for mark in marks if mark.area not in codes]
    band = BAND if above else 0.0
    is_real = bool(places) and all(place.rings for place in places)
    height, outlines, rooms = _real(places) if is_real else _sketched(places)
    shapes = [_painted(code, outline, ground) for code, outline in outlines.items()]
    said = ground.said if ground else {}
    drawn = [_marks(room, [mark for mark in marks if mark.area == code]) for code, room in rooms.items()]
    letters = letters_for(code for code, room in rooms.items() if not _fits_phone(room))
    names = [_name(room, letters.get(code, ""), said.get(code, "")) for code, room in rooms.items()]
    over = _above(whole, above) if above else SafeString("")
    drawing = format_html(
        '<svg class="gt-map gt-marks{}" viewBox="0 0 {} {}" role="group" aria-labelledby="kt kd">'
        '<title id="kt">{}</title><desc id="kd">{}</desc>'
        '<rect class="map-bg" width="{}" height="{}" rx="6"/>{}'
        '<g transform="translate(0 {})">{}{}{}</g></svg>',
        " gt-marks--ground" if ground else "",
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
    return MarkedMap(drawing, letters)


def _joined(parts: Sequence[str]) -> SafeString:
    return format_html_join("", "{}", ((one,) for one in parts))


#: The outline of a place: the name of the element that draws it, and where.
Outline = tuple[str, SafeString]


def _painted(code: str, outline: Outline, ground: Ground | None) -> SafeString:
    """Return a place as it is painted: in one colour, or in that of its step with its pattern."""
    tag, where = outline
    if ground is None:
        return format_html('<{} class="map-b map-ctx" {}/>', tag, where)
    step = ground.scale.steps.get(code)
    if step is None:
        return format_html('<{} class="map-b" fill="url(#mh)" {}/>', tag, where)
    base = format_html('<{} class="map-b {}{}" {}/>', tag, ground.scale.hue, step, where)
    if step == 0:
        return base
    return base + format_html('<{} class="map-over" fill="url(#mp{})" {}/>', tag, step, where)


def _sketched(places: Sequence[Place]) -> tuple[float, dict[str, Outline], dict[str, Room]]:
    outlines, rooms = {}, {}
    for place, x, y, wide, high in tiles_of(places):
        rooms[place.code] = Room(place.name, x, y, wide, high)
        where = format_html(
            'x="{}" y="{}" width="{}" height="{}"', f"{x:.0f}", f"{y:.0f}", f"{wide:.0f}", f"{high:.0f}"
        )
        outlines[place.code] = ("rect", where)
    return SKETCH_HEIGHT + 2 * MARGIN, outlines, rooms


def _real(places: Sequence[Place]) -> tuple[float, dict[str, Outline], dict[str, Room]]:
    sheet = sheet_around(place.rings for place in places)
    outlines, rooms = {}, {}
    for place in places:
        rings = sheet.rings(place.rings)
        x, y = middle_of(largest_of(rings))
        wide = 3 * STEP
        rooms[place.code] = Room(
            place.name, x - wide / 2, y - HEAD - STEP / 2, wide, HEAD + 2 * STEP, is_centred=True
        )
        outlines[place.code] = ("path", format_html('fill-rule="evenodd" d="{}"', outline_of(rings)))
    return sheet.height, outlines, rooms


def _lines(room: Room) -> list[str]:
    """Return the name of a place, in two lines where it is narrow."""
    if len(room.name) * LETTER > room.wide - 20 and " " in room.name and not room.is_centred:
        first, _space, rest = room.name.partition(" ")
        return [first, rest]
    return [room.name]


def _fits_phone(room: Room) -> bool:
    lines = _lines(room)
    return len(lines) == 1 and len(lines[0]) * LETTER * ON_PHONE < room.wide


def _name(room: Room, letter: str = "", said: str = "") -> SafeString:
    """Return the name over the marks; a phone shows the letter of a place where its name does not fit.

    What a place says stands behind its name, where there is room for it.
    """
    lines = _lines(room)
    left, anchor = (room.left + room.wide / 2, "middle") if room.is_centred else (room.left + 8, "start")
    classes = "lab lab-wide" if letter else "lab"
    fits = len(lines) == 1 and not room.is_centred and (len(room.name) + len(said)) * LETTER < room.wide - 20
    behind = format_html(' <tspan class="lab-says" dx="8">{}</tspan>', said) if said and fits else ""
    texts = [(classes, room.top + LINE * (n + 1) + 4, line, behind) for n, line in enumerate(lines)]
    if letter:
        texts.append(("lab lab-phone", room.top + LINE + 8, letter, ""))
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}{}</text>',
        ((kind, f"{left:.0f}", f"{at:.0f}", anchor, line, more) for kind, at, line, more in texts),
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
        '<text{} x="{}" y="{}" text-anchor="middle" aria-hidden="true">{}</text></a>',
        mark.url,
        f"{words}: {mark.said}",
        f"{x + RADIUS:.0f}",
        f"{y + RADIUS:.0f}",
        f"{RADIUS:.0f}",
        SafeString(' class="is-long"') if len(words) > 2 else "",
        f"{x + RADIUS:.0f}",
        f"{y + RADIUS:.0f}",
        words,
    )


def _above(whole: str, marks: Sequence[Mark]) -> SafeString:
    room = Room(whole, MARGIN, 0, WIDTH - 2 * MARGIN, BAND)
    name = format_html('<g aria-hidden="true" class="map-names">{}</g>', _name(room))
    return _joined([name, _marks(room, marks)])
