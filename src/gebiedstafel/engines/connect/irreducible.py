"""A set of rules that together forbid something, of which none can be left out: the deletion filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Rule = TypeVar("Rule")


def irreducible(rules: Sequence[Rule], forbids: Callable[[Sequence[Rule]], bool]) -> tuple[Rule, ...]:
    """The rules that are left when each that can be missed is left out; those in front rather stay.

    `forbids` says whether these rules alone still forbid it; all of them must, and with a rule less it
    may only stop doing so (Chinneck, Feasibility and Infeasibility in Optimization, 2008). Rules go out
    in chunks that double while nothing changes and halve when something does: about one question for
    each rule that stays, and few for those that go.
    """
    kept = list(rules)
    end, size = len(kept), max(len(kept) // 2, 1)
    while end > 0:
        size = min(size, end)
        without = kept[: end - size] + kept[end:]
        if forbids(without):
            kept, end = without, end - size
            size *= 2
        elif size == 1:
            end -= 1
        else:
            size //= 2
    return tuple(kept)
