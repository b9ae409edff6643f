"""The gate on what goes up: would what is told of a wider place prove that a small part of it is not empty?

Of what is left of each place an attacker may be told that it is less than k, or how much it is where it is
more, and how much of it was brought for the place itself. Then `told`, the exact number that would come from
below, is the sum of parts that each lie between 0 and their cap, and

    least(part) = told − Σ cap(other parts)

is the smallest that part can be: a linear programme in closed form, for the parts of one place form a tree.
A part of fewer than k that is at least 1 would be proven. What an insider knows to be the own records takes
as much from the cap of others as from what is told, so an insider proves no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Tree:
    """What went up from each place so far, for one theme in one quarter.

    `up` is how many left the place for the wider one, `direct` how many of those were not from a place within
    it, `emptied` the places from where everything that may be shown was shown when the quarter closed.
    """

    children: Mapping[str, tuple[str, ...]]
    k: int
    up: dict[str, int] = field(default_factory=dict)
    direct: dict[str, int] = field(default_factory=dict)
    emptied: set[str] = field(default_factory=set)

    def cap(self, place: str) -> int:
        """Return the most that an attacker must reckon with: less than k, or the truth where it is told."""
        up = self.up.get(place, 0)
        return up if place in self.emptied else max(self.k - 1, up)


def gives_away(told: int, place: str, tree: Tree) -> bool:
    """Whether `told` people or events from the parts of a place prove a part of fewer than k to be there."""
    parts = tree.children[place]
    caps = {part: tree.cap(part) for part in parts}
    for part in parts:
        least = told - (sum(caps.values()) - caps[part])
        if least < 1:
            continue
        if tree.up.get(part, 0) < tree.k:
            return True
        if gives_away(least - tree.direct.get(part, 0), part, tree):
            return True
    return False
