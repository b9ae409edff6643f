"""The gate on what goes up: would what is told of a wider place prove that a small part of it is not empty?

Of what is left of each place an attacker may be told that it is less than k, or how much it is where it is
more. Then the exact number that would come from `below` is the sum of parts that each lie between 0 and their
cap, and

    least(part) = below − Σ cap(other parts)

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
    it, `emptied` the places where a batch of several was shown in this round, so that nothing is left.
    """

    children: Mapping[str, tuple[str, ...]]
    k: int
    emptied: set[str]
    up: dict[str, int] = field(default_factory=dict)
    direct: dict[str, int] = field(default_factory=dict)

    def cap(self, place: str) -> int:
        """Return the most that an attacker must reckon with: less than k, or the truth where it is told."""
        up = self.up.get(place, 0)
        return up if place in self.emptied else max(self.k - 1, up)


def gives_away(below: int, direct: int, place: str, tree: Tree) -> bool:
    """Whether a number proves a small part of it, so many `below` a place and so many of the place itself.

    For a part below the attacker is told how many are of the place itself; for those, only the sum.
    """
    parts = tree.children[place]
    caps = {part: tree.cap(part) for part in parts}
    if direct < tree.k and below + direct - sum(caps.values()) >= 1:
        return True
    for part in parts:
        least = below - (sum(caps.values()) - caps[part])
        if least < 1:
            continue
        of_part = min(tree.direct.get(part, 0), least)
        if tree.up.get(part, 0) < tree.k or gives_away(least - of_part, of_part, part, tree):
            return True
    return False
