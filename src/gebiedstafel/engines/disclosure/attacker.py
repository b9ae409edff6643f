"""The attacker: who puts everything that was told together and computes what each small count can be.

For each true count of 1 to 4 the smallest and the largest value that fit all that was told, by linear
programming, rounded inwards to whole numbers. A count is *exact* when they are the same, *proven small* when
both lie in 1 to 4, and *narrow* when they are less than 4 apart.

Not in it: who knows the people, what a free text says, and that counts of different themes may go together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from .linear import EPSILON, INFINITY, Attack, Facts, Form

SMALLEST, LARGEST = 1, 4
#: What could be anything from 0 to 4 is a range of this width.
WIDE_ENOUGH = 4


@dataclass(frozen=True)
class Target:
    """A sum of unknown numbers that nobody should come to know, and what it truly is."""

    name: str
    form: Form
    truth: int


@dataclass(frozen=True)
class Finding:
    """What an attacker can say of the targets: how many, and which of them are found out in what way."""

    asked: int
    exact: tuple[str, ...]
    proven_small: tuple[str, ...]
    narrow: tuple[str, ...]

    def share(self, found: tuple[str, ...]) -> float:
        """Return how many of the targets that is, as a percentage."""
        return 100 * len(found) / self.asked if self.asked else 0.0


class UntrueBounds(ValueError):
    """Bounds that leave the truth out: the facts were written down wrongly, and no finding holds."""


def is_small(count: int) -> bool:
    """Whether a count is one that nobody should come to know."""
    return SMALLEST <= count <= LARGEST


def bounds(attack: Attack, form: Form) -> tuple[float, float]:
    """Return the smallest and largest whole number that a sum can be."""
    low, high = attack.bounds(form)
    return (
        low if low == -INFINITY else ceil(low - EPSILON),
        high if high == INFINITY else floor(high + EPSILON),
    )


def attack(facts: Facts, targets: Iterable[Target]) -> Finding:
    """Return what can be said of the targets; raise `UntrueBounds` when a truth is left out."""
    search = Attack(facts)
    asked = 0
    exact, small, narrow = [], [], []
    for target in targets:
        low, high = bounds(search, target.form)
        if not low <= target.truth <= high:
            raise UntrueBounds(f"{target.name} is {target.truth}, not from {low} to {high}")
        asked += 1
        if low == high:
            exact.append(target.name)
        if low >= SMALLEST and high <= LARGEST:
            small.append(target.name)
        if high - low < WIDE_ENOUGH:
            narrow.append(target.name)
    return Finding(asked, tuple(exact), tuple(small), tuple(narrow))


def found_out(facts: Facts, targets: Iterable[Target]) -> tuple[str, ...]:
    """Return the targets that are exact, proven small or narrow; quicker than `attack`.

    A target for which witnesses were seen that lie far enough apart, or above and at zero, needs no search.
    """
    search = Attack(facts)
    found = []
    for target in targets:
        low, high = search.seen(target.form)
        if high - low >= WIDE_ENOUGH - EPSILON and (low < SMALLEST - EPSILON or high > LARGEST + EPSILON):
            continue
        least, most = bounds(search, target.form)
        if most - least < WIDE_ENOUGH or (least >= SMALLEST and most <= LARGEST):
            found.append(target.name)
    return tuple(found)
