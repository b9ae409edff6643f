"""The gate on what goes up: would what is told of a wider place prove that a small part of it is not empty?

Of what is left of each place an attacker may be told that it is less than k, or how much it is where it is
more. Then the exact number that would come from `below` is the sum of parts that each lie between 0 and their
cap, and

    least(part) = below − Σ cap(other parts)

is the smallest that part can be: a linear programme in closed form, for the parts of one place form a tree.
A part of fewer than k that is at least 1 would be proven. What an insider knows to be the own records takes
as much from the cap of others as from what is told, so of the others in a part an insider proves at least
least(part) − own. That is no more, but it may be about fewer: a part of k or more of which others brought
fewer than k is small to whoever brought the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: How many each reporter brought.
Brought = Mapping[str, int]


@dataclass
class Tree:
    """What went up from each place so far, for one theme in one quarter.

    `up` is what left the place for the wider one, `direct` what of it was not from a place within it, both by
    reporter, `emptied` the places where a batch of several was shown in this round, so that nothing is left.
    """

    children: Mapping[str, tuple[str, ...]]
    k: int
    emptied: set[str]
    up: dict[str, Brought] = field(default_factory=dict)
    direct: dict[str, Brought] = field(default_factory=dict)

    def cap(self, place: str) -> int:
        """Return the most that an attacker must reckon with: less than k, or the truth where it is told.

        Nor is it more than what its parts can have left, with what was brought for the place itself.
        """
        up, direct = total(self.up.get(place, {})), total(self.direct.get(place, {}))
        if place in self.emptied:
            return up
        most = max(self.k - 1, up)
        if not self.children[place]:
            return most
        own = max(self.k - 1, direct) if direct else 0
        return min(most, own + sum(self.cap(part) for part in self.children[place]))


def total(brought: Brought) -> int:
    """Return how many all reporters brought together."""
    return sum(brought.values())


def gives_away(whole: int, direct: Brought, place: str, tree: Tree) -> bool:
    """Whether the number of what comes from a place and from within it proves that a small part has some.

    `direct` is what was brought for the place itself. For a part within, the attacker is told how many of its
    number are of the part itself; for what is of the place itself, only the sum.
    """
    caps = {part: tree.cap(part) for part in tree.children[place]}
    if _is_proven(whole - sum(caps.values()), direct, tree.k):
        return True
    below = whole - min(total(direct), whole)
    for part in caps:
        least = below - (sum(caps.values()) - caps[part])
        if least < 1:
            continue
        if _is_proven(least, tree.up.get(part, {}), tree.k):
            return True
        if gives_away(least, tree.direct.get(part, {}), part, tree):
            return True
    return False


def _is_proven(least: int, brought: Brought, k: int) -> bool:
    """Whether it is told of fewer than k that there are some: to anyone, or of the others to a reporter."""
    whole = total(brought)
    if least >= 1 and whole < k:
        return True
    return any(whole - own < k and least - own >= 1 for own in brought.values())
