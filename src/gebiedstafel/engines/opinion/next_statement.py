"""Which statement someone is shown next: a draw by a published rule.

Symbols: S the votes on a statement so far, P those who passed, divisive how far groups lie apart on it (0 to
1; 0 while nothing is known).

    new    = 2^(−S / 5)                                   1 without votes, half as much every five votes
    clear  = max(1 − (P + 1) / (S + 2), 1/10)             few people pass on it
    weight = (1 + 8 · new) · clear · (1 + divisive)
    chance = weight / sum of the weights of what this person has not voted on yet

A statement nobody voted on weighs 4.5 and no statement weighs more than 9 or less than 1/10: of n statements
left, every one has a chance of at least 1 / (90 n), and a new one is drawn well before those with many votes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import accumulate

from .votes import Id, canonical

NEWCOMER, HALVES_EVERY = 8.0, 5.0
LEAST_CLEAR = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """How a statement stands: its votes so far, and how far groups lie apart on it."""

    id: Id
    agree: int = 0
    disagree: int = 0
    passed: int = 0
    divisive: float = 0.0


def weight(standing: Standing) -> float:
    """How much a statement weighs in the draw."""
    cast = standing.agree + standing.disagree + standing.passed
    new = 2 ** (-cast / HALVES_EVERY)
    clear = max(1 - (standing.passed + 1) / (cast + 2), LEAST_CLEAR)
    return (1 + NEWCOMER * new) * clear * (1 + standing.divisive)


def chances(standings: Iterable[Standing], voted_on: Collection[Id] = ()) -> dict[Id, float]:
    """The chance of each statement that this person has not voted on, in canonical order."""
    weights = {one.id: weight(one) for one in standings if one.id not in voted_on}
    total = sum(weights[one] for one in canonical(weights))
    return {one: weights[one] / total for one in canonical(weights)}


def next_statement(standings: Iterable[Standing], voted_on: Collection[Id] = (), *, luck: float) -> Id | None:
    """Draw the next statement; `luck` is a fresh random number from 0 to below 1. None when all are done."""
    if not 0 <= luck < 1:
        raise ValueError("luck is a number from 0 to below 1")
    found = chances(standings, voted_on)
    for one, reached in zip(found, accumulate(found.values()), strict=True):
        if luck < reached:
            return one
    # Rounding may leave the last sum a hair below 1.
    return next(reversed(found), None)
