"""Which answers decide: the fewest without which something that fits less would fit as well.

Found by leaving answers out, so the explanation is the test of itself: nothing is called decisive that
was not taken away first. A question that is left out counts in nothing, as if nobody had answered it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from .problem import Answers, MethodTable
from .weighing import fit_of

#: More answers than this together say no more than “all of it”.
MOST_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Deciding:
    """Answers without which `rivals`, which fit less now, fit as well as this way of working or better."""

    criteria: tuple[str, ...]
    rivals: tuple[str, ...]


def deciding(table: MethodTable, answers: Answers, method: str) -> tuple[Deciding, ...]:
    """Return every smallest set of answers that decides for this way of working.

    All sets have the same size, in the order of the questions. Nothing is returned when nothing fits
    less, or when leaving out any three answers lets nothing come level.
    """
    table.check(answers)
    own = table.method(method)
    fit = fit_of(own, answers)
    if fit is None:
        return ()
    behind = [one for one in table.methods if (other := fit_of(one, answers)) is not None and other < fit]
    asked = [name for name in table.criteria if name in answers]
    for size in range(1, min(MOST_TOGETHER, len(asked) - 1) + 1):
        found = []
        for left_out in combinations(asked, size):
            rest = {name: answer for name, answer in answers.items() if name not in left_out}
            without = fit_of(own, rest)
            rivals = tuple(
                one.id
                for one in behind
                if (other := fit_of(one, rest)) is not None and (without is None or other >= without)
            )
            if rivals:
                found.append(Deciding(left_out, rivals))
        if found:
            return tuple(found)
    return ()
