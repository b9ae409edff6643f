"""What is told of votes: the shapes that pages, screens and sheets are made from, and nothing finer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

AGREE, DISAGREE, PASS = "agree", "disagree", "pass"
#: How a bar is drawn where almost everyone voted alike and the counts stay untold.
ALMOST_DRAWN = Fraction(95, 100)


@dataclass(frozen=True, slots=True)
class Cell:
    """How one group voted on one statement: counts, or only that almost everyone voted alike."""

    cast: int
    agree: int | None = None
    disagree: int | None = None
    passed: int | None = None
    almost_all: str = ""

    def share(self, side: str) -> Fraction:
        """Return the share on one side, as it may be drawn."""
        if self.almost_all:
            return ALMOST_DRAWN if side == self.almost_all else (1 - ALMOST_DRAWN) / 2
        votes = {AGREE: self.agree, DISAGREE: self.disagree, PASS: self.passed}[side]
        return Fraction(votes or 0, self.cast)


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement that marks a group, and the side that the group is on."""

    statement: int
    side: str


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """A group of ten people or more; `stability` says how often its people stay together."""

    id: str
    size: int
    stability: float | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What groups share and where they differ; statements are told by their number in the round.

    `bounds` is between which whole percents the weakest group lies on the side that is shared; it is
    missing where almost everyone of that group voted alike.
    """

    groups: tuple[ToldGroup, ...] = ()
    cells: Mapping[int, Mapping[str, Cell]] = field(default_factory=dict)
    agree: tuple[int, ...] = ()
    disagree: tuple[int, ...] = ()
    differing: tuple[int, ...] = ()
    uncertain: tuple[int, ...] = ()
    bounds: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def apart(self, statement: int) -> Fraction:
        """Return how far the groups lie apart on a statement, from 0 to 1, as far as that is told."""
        shares = [cell.share(AGREE) for cell in self.cells.get(statement, {}).values()]
        return max(shares) - min(shares) if shares else Fraction(0)


@dataclass(frozen=True, slots=True)
class Point:
    """Where someone stands on the map, on a square of a thousand: a sign without a name."""

    x: int
    y: int
    group: str = ""
    between: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """How many people of one place, or by one route, took part; None where it is fewer than ten."""

    key: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that is told of one round at one moment."""

    voters: int
    residents: int
    institutions: int
    statements: int
    found: Compared
    given: Compared | None = None
    no_groups: str = ""
    small_group: bool = False
    points: tuple[Point, ...] = ()
    stability: float | None = None
    areas: tuple[Response, ...] = ()
    routes: tuple[Response, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return it as values that can be kept in a row."""
        return asdict(self)


def told_from(document: Mapping[str, Any]) -> Told:
    """Return what a row has kept."""
    given = document["given"]
    return Told(
        **{
            **document,
            "found": _compared(document["found"]),
            "given": None if given is None else _compared(given),
            "points": tuple(Point(**one) for one in document["points"]),
            "areas": tuple(Response(**one) for one in document["areas"]),
            "routes": tuple(Response(**one) for one in document["routes"]),
        }
    )


def _compared(document: Mapping[str, Any]) -> Compared:
    return Compared(
        groups=tuple(
            ToldGroup(**{**one, "marks": tuple(Mark(**mark) for mark in one["marks"])})
            for one in document["groups"]
        ),
        cells={
            int(number): {group: Cell(**cell) for group, cell in cells.items()}
            for number, cells in document["cells"].items()
        },
        agree=tuple(document["agree"]),
        disagree=tuple(document["disagree"]),
        differing=tuple(document["differing"]),
        uncertain=tuple(document["uncertain"]),
        bounds={int(number): (low, high) for number, (low, high) in document["bounds"].items()},
    )
