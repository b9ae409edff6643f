"""How sure a rate or a share is that rests on few people.

A count n among people N, per `per` (1,000 or 100): rate = per · n / N.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .problem import Flags, Floats

FEWEST_PEOPLE = 50
FEWEST_EXPECTED = 10
#: Of a hundred such intervals, ninety hold what the rate would be in the long run.
NINETY = 1.6448536269514722
MOST_YEARS = 3
#: Where more areas than this share would rest on too few in one year, all take years together.
MOST_SMALL = 0.2


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something occurred among how many people, in one year or in several together."""

    count: float
    people: float


def pooled(years: Iterable[Counted]) -> Counted:
    """Return several years taken together: counts and people added, so that the rate is one per year."""
    held = tuple(years)
    if not 0 < len(held) <= MOST_YEARS:
        raise ValueError(f"pool one to {MOST_YEARS} years; more hides what changed")
    return Counted(sum(one.count for one in held), sum(one.people for one in held))


def is_small(people: Floats, expected: Floats) -> Flags:
    """Tell where a figure rests on too few: under 50 people, or under 10 cases expected."""
    return np.asarray((people < FEWEST_PEOPLE) | (expected < FEWEST_EXPECTED))


def one_year_is_few(rates: Floats, people: Floats, *, per: float = 1000) -> bool:
    """Tell whether one year says too little: more than one in five areas rest on too few people or cases."""
    return bool(rates.size and is_small(people, np.median(rates) * people / per).mean() > MOST_SMALL)


def rate_bounds(
    rate: Floats, people: Floats, *, per: float = 1000, rounded_to: float = 0
) -> tuple[Floats, Floats]:
    """Return between which rates the truth may lie (90 %), after Byar; a rounded count is half a step off.

    Byar: n·(1 − 1/9n − z/3√n)³ and (n+1)·(1 − 1/9(n+1) + z/3√(n+1))³.
    """
    count = rate * people / per
    few, many = np.maximum(count - rounded_to / 2, 0), count + rounded_to / 2
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        low = np.where(few > 0.1, few * (1 - 1 / (9 * few) - NINETY / (3 * np.sqrt(few))) ** 3, 0)
        more = many + 1
        high = more * (1 - 1 / (9 * more) + NINETY / (3 * np.sqrt(more))) ** 3
        low, high = np.maximum(low, 0) * per / people, high * per / people
    return np.minimum(low, rate), np.maximum(high, rate)


def share_bounds(share: Floats, people: Floats, *, per: float = 100) -> tuple[Floats, Floats]:
    """Return between which shares the truth may lie (90 %), after Wilson."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p, z2 = share / per, NINETY**2
        middle = (p + z2 / (2 * people)) / (1 + z2 / people)
        half = NINETY / (1 + z2 / people) * np.sqrt(p * (1 - p) / people + z2 / (4 * people**2))
    return np.minimum((middle - half) * per, share), np.maximum((middle + half) * per, share)
