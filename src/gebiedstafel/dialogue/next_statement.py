"""Which statement comes next: drawn by chance, with a published weight for each.

A statement that many judge, and that many agree with, comes by more often; a new one starts with nine
times its weight and loses that as votes come in, and one draw in five gives every statement the same
chance. So each new statement gets its turn, however popular others are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

EVEN_SHARE = 0.2
NEWCOMER = 8
FADES_AFTER = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """How often a statement was judged so far, by everyone together."""

    number: int
    agree: int = 0
    disagree: int = 0
    passed: int = 0


def weight(heard: Heard) -> float:
    """Return how much a statement weighs in the draw."""
    judged = heard.agree + heard.disagree + heard.passed
    clear = 1 - (heard.passed + 1) / (judged + 2)
    liked = (heard.agree + 1) / (judged + 2)
    new = 1 + NEWCOMER * 2 ** (-judged / FADES_AFTER)
    return float((clear * liked * new) ** 2)


def chances(statements: Sequence[Heard]) -> list[float]:
    """Return the chance of each statement to be the next one; together they are one."""
    weights = [weight(one) for one in statements]
    total = sum(weights)
    even = 1 / len(statements) if statements else 0.0
    if not total:
        return [even for _ in statements]
    return [(1 - EVEN_SHARE) * one / total + EVEN_SHARE * even for one in weights]


def draw(statements: Sequence[Heard], chance: Random, count: int = 1) -> list[int]:
    """Return the numbers of the next statements, each drawn from those that were left."""
    left = list(statements)
    drawn: list[int] = []
    while left and len(drawn) < count:
        place = chance.choices(range(len(left)), weights=chances(left))[0]
        drawn.append(left.pop(place).number)
    return drawn
