"""From fractions of cents to whole cents that add up (largest remainder)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

#: What a number may lie from a whole one and still be meant as it.
NEAR = Fraction(1, 10**6)


def whole_cents(amounts: Sequence[float | Fraction], total: int) -> list[int]:
    """Round to whole cents that sum to `total`; who has the largest remainder gets the cent that is left.

    Ties go to who comes first. An amount that is whole already stays as it is while others can give way.
    """
    exact = [_settled(Fraction(amount)) for amount in amounts]
    down = [floor(amount) for amount in exact]
    left = total - sum(down)
    order = sorted(range(len(exact)), key=lambda place: (down[place] - exact[place], place))
    step = 1 if left >= 0 else -1
    if left < 0:
        order.reverse()
    for turn in range(abs(left)):
        down[order[turn % len(order)]] += step
    return down


def _settled(amount: Fraction) -> Fraction:
    near = Fraction(round(amount))
    return near if abs(amount - near) <= NEAR else amount
