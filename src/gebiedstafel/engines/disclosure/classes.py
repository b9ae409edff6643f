"""Size classes: all that is ever shown of how much there is."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

SizeClass = Literal["5-9", "10-24", "25-49", "50+"]
CLASS_EDGES = (5, 10, 25, 50)
SIZE_CLASSES: tuple[SizeClass, ...] = ("5-9", "10-24", "25-49", "50+")

#: The one mark for nothing shown, whatever the reason: none, too few, or not yet.
NOTHING_SHOWN = "–"


def class_of(total: int) -> SizeClass | None:
    """Return the class of a number; None where nothing may be shown."""
    at = bisect_right(CLASS_EDGES, total)
    return SIZE_CLASSES[at - 1] if at else None


def lowest_in(size_class: SizeClass) -> int:
    """Return the smallest number of a class."""
    return CLASS_EDGES[SIZE_CLASSES.index(size_class)]


def highest_in(size_class: SizeClass) -> int | None:
    """Return the largest number of a class; None where it has no end."""
    at = SIZE_CLASSES.index(size_class) + 1
    return CLASS_EDGES[at] - 1 if at < len(CLASS_EDGES) else None


def most_texts(size_class: SizeClass) -> int:
    """Return how many texts may stand with a batch: the smallest number of its class.

    Each text is of one report, so nine texts with a batch of 5 to 9 would tell that it is nine.
    """
    return lowest_in(size_class)


def waiting_shown(count: int) -> str:
    """Return what may be told of how much waits in all: a class from ten up, or the mark for nothing shown.

    An exact number that rises by one would tell the day on which somebody reported.
    """
    found = class_of(count)
    return NOTHING_SHOWN if found is None or found == SIZE_CLASSES[0] else found
