"""The map of opinions as it is drawn: a sign for each person, a soft shape for each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from .told import Point, Told

WIDTH, HEIGHT, EDGE, TOP = 760, 520, 40, 64
#: A shape reaches so many times the usual distance from its middle, and is never a thread.
REACH, THINNEST = 2.0, 36.0
#: Each group has a sign of its own, for who does not see the hue.
SIGNS = ("circle", "diamond", "triangle", "square", "pentagon")
SHAPES = {
    "circle": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
    "diamond": "M0-6.8L6.8 0L0 6.8L-6.8 0z",
    "triangle": "M0-6.6L6.4 5L-6.4 5z",
    "square": "M-5-5H5V5H-5z",
    "pentagon": "M0-6.4L6.1-2L3.8 5.2H-3.8L-6.1-2z",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One person on the map."""

    css: str
    x: int
    y: int
    path: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A group on the map: its middle and reach, and where its name stands."""

    id: str
    css: str
    x: int
    y: int
    rx: int
    ry: int
    name_y: int


@dataclass(frozen=True, slots=True)
class OpinionDrawing:
    """The whole map, in the order of drawing: shapes below, people above."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    signs: tuple[Sign, ...]


def css_of(group: str) -> str:
    """Return the dress of a group, by its letter: five hues, each with its own sign."""
    return f"g{chr(ord('A') + _number(group))}"


def sign_of(group: str) -> str:
    """Return the outline of a group's sign."""
    return SHAPES[SIGNS[_number(group)]]


def _number(group: str) -> int:
    return (ord(group[:1] or "A") - ord("A")) % len(SIGNS)


def opinion_drawing(told: Told) -> OpinionDrawing:
    """Return the map of everyone in a group that is told."""
    places = _fitted(told.points)
    groups = sorted({point.group for point in told.points})
    return OpinionDrawing(
        WIDTH,
        HEIGHT,
        tuple(_shape(group, [xy for xy, one in places if one.group == group]) for group in groups),
        tuple(_sign(xy, point) for xy, point in places),
    )


def _fitted(points: Sequence[Point]) -> list[tuple[tuple[float, float], Point]]:
    """Return the people within the edges of the drawing; left and right stay left and right."""
    if not points:
        return []
    left, right = min(one.x for one in points), max(one.x for one in points)
    low, high = min(one.y for one in points), max(one.y for one in points)
    wide, tall = max(1, right - left), max(1, high - low)
    across, down = WIDTH - 2 * EDGE, HEIGHT - EDGE - TOP
    return [
        ((EDGE + across * (one.x - left) / wide, TOP + down * (one.y - low) / tall), one) for one in points
    ]


def _shape(group: str, places: Sequence[tuple[float, float]]) -> Shape:
    x, rx = _middle([place[0] for place in places])
    y, ry = _middle([place[1] for place in places])
    return Shape(group, css_of(group), round(x), round(y), round(rx), round(ry), max(22, round(y - ry) - 12))


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """Return the middle of some places on one axis, and how far the shape reaches from it."""
    middle = sum(values) / len(values)
    spread = sqrt(sum((one - middle) ** 2 for one in values) / len(values))
    return middle, max(THINNEST, REACH * spread)


def _sign(place: tuple[float, float], point: Point) -> Sign:
    css = "gM" if point.between else css_of(point.group)
    return Sign(css, round(place[0]), round(place[1]), sign_of(point.group))
