"""A set of rules that together forbid something, of which none can be left out: the deletion filter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

Rule = TypeVar("Rule")

WORTH_ASKING = 0.75
"""The part of the open rules that may be leaned on at most for it to be worth a question."""

LACKING = 12
"""So many rules are sought that lack beside those a yes leaned on."""


def irreducible(
    rules: Sequence[Rule],
    forbids: Callable[[Sequence[Rule]], bool],
    leaned: Callable[[], Collection[Rule] | None] = lambda: None,
) -> tuple[Rule, ...]:
    """The rules that are left when each that can be missed is left out; those in front rather stay.

    `forbids` says whether these rules alone still forbid it; all of them must, and with a rule less it
    may only stop doing so (Chinneck, Feasibility and Infeasibility in Optimization, 2008). Rules go out
    in chunks that double while nothing changes and halve when something does: about one question for
    each rule that stays, and few for those that go. `leaned` may name the rules that the last yes leaned
    on: when those, with a few that lack, forbid it, all others go out at once.
    """
    kept, end = _narrowed(list(rules), len(rules), forbids, leaned)
    size = max(end // 2, 1)
    while end > 0:
        size = min(size, end)
        without = kept[: end - size] + kept[end:]
        if forbids(without):
            kept, end = _narrowed(without, end - size, forbids, leaned)
            size *= 2
        elif size == 1:
            end -= 1
        else:
            size //= 2
    return tuple(kept)


def _narrowed(
    kept: list[Rule],
    end: int,
    forbids: Callable[[Sequence[Rule]], bool],
    leaned: Callable[[], Collection[Rule] | None],
) -> tuple[list[Rule], int]:
    """The rules after a yes: of those in front of `end` what it leaned on and the few that lack beside it."""
    while (likely := leaned()) is not None:
        front = [rule for rule in kept[:end] if rule in likely]
        if len(front) >= WORTH_ASKING * end:
            break
        fewer = _completed(front, kept[:end], kept[end:], forbids)
        if fewer is None or len(fewer) == end:
            break
        kept, end = [*fewer, *kept[end:]], len(fewer)
    return kept, end


def _completed(
    likely: list[Rule], rules: list[Rule], others: list[Rule], forbids: Callable[[Sequence[Rule]], bool]
) -> list[Rule] | None:
    """The likely rules with the few that lack; None where more than a few do.

    Each that lacks is found by halving: the first rules of the rest that are enough end in it
    (after Junker, QuickXplain, 2004).
    """
    inside, most = set(likely), len(rules)
    for _ in range(LACKING):
        if forbids([*(rule for rule in rules if rule in inside), *others]):
            return [rule for rule in rules if rule in inside]
        rest = [rule for rule in rules[:most] if rule not in inside]
        if not rest:
            return None  # a yes of before is a no now: by rounding alone, so the plain filter decides
        low, high = 1, len(rest)
        while low < high:
            middle = (low + high) // 2
            if forbids([*(r for r in rules if r in inside or r in rest[:middle]), *others]):
                high = middle
            else:
                low = middle + 1
        inside.add(rest[low - 1])
        most = rules.index(rest[low - 1])
    return None
