"""Games from textbooks, and games drawn at random."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import strategies as st

from gebiedstafel.engines.fairshare import Game, Measure, Saving


def estate(cents: int, claims: list[int]) -> np.ndarray:
    """The bankruptcy game of the Talmud: what is left when all others took what they claim."""
    return np.array(
        [
            max(0, cents - sum(claim for place, claim in enumerate(claims) if not number >> place & 1))
            for number in range(2 ** len(claims))
        ]
    )


def gloves() -> np.ndarray:
    """Two left gloves and one right one (the last): a pair is worth 1."""
    return np.array([int(number >> 2 & 1 and number & 3 > 0) for number in range(8)])


def airport(lengths: list[int]) -> np.ndarray:
    """What a group saves by one runway as long as its largest plane needs."""
    return np.array(
        [
            sum(own := [need for place, need in enumerate(lengths) if number >> place & 1])
            - max(own, default=0)
            for number in range(2 ** len(lengths))
        ]
    )


def a_game(seed: int, parties: int = 20, measures: int = 28, *, harm: bool = False) -> Game:
    """A plan as a table could have it: benefits below and above costs, works together, what waits."""
    dice = random.Random(seed)
    names = [f"p{number:02}" for number in range(parties)]
    rows, ids = [], [f"m{number:02}" for number in range(measures)]
    for number, name in enumerate(ids):
        cost = dice.randrange(10, 400) * 100_000
        gains = {
            party: int(cost * dice.uniform(0.1, 0.6))
            for party in dice.sample(names, min(parties, dice.randint(1, 7)))
        }
        if harm and dice.random() < 0.4:
            party = dice.choice(sorted(gains))
            gains[party] = -int(cost * dice.uniform(0.05, 0.2))
        needs = frozenset(dice.sample(names, dice.choice((0, 0, 1, min(2, parties)))))
        waits = frozenset(dice.sample(ids[:number], 1)) if number and dice.random() < 0.2 else frozenset()
        rows.append(Measure(name, cost, gains, needs, waits))
    together = [frozenset(dice.sample(ids, 2)) for _ in range(measures // 7)]
    return Game(
        tuple(names), tuple(rows), tuple(Saving(one, dice.randrange(1, 8) * 100_000) for one in together)
    )


@st.composite
def games(draw, *, harm: bool = False) -> Game:
    """Small games of all shapes, with little amounts so that ties and cents that are left occur."""
    parties = tuple("abcde"[: draw(st.integers(1, 5))])
    ids = [f"m{number}" for number in range(draw(st.integers(0, 5)))]
    rows = []
    for number, name in enumerate(ids):
        gains = draw(st.dictionaries(st.sampled_from(parties), st.integers(-20 if harm else 0, 60)))
        needs = draw(st.frozensets(st.sampled_from(parties), max_size=2))
        waits = draw(st.frozensets(st.sampled_from(ids[:number]), max_size=2)) if number else frozenset()
        rows.append(Measure(name, draw(st.integers(0, 100)), gains, needs, waits))
    savings = []
    if len(ids) > 1 and draw(st.booleans()):
        chosen = draw(st.frozensets(st.sampled_from(ids), min_size=2, max_size=3))
        least = min(row.cost_cents for row in rows if row.id in chosen)
        savings.append(Saving(chosen, draw(st.integers(0, least))))
    return Game(parties, tuple(rows), tuple(savings))
