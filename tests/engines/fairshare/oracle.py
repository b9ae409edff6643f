"""Slow, obvious answers beside the engine: every set of measures, every order, every row."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations, permutations

import numpy as np
from scipy.optimize import linprog

from gebiedstafel.engines.fairshare import Game


def subsets(things):
    things = list(things)
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def worth_of(game: Game, group: set[str]) -> int:
    """The best any set of measures gives this group, one set after the other."""
    best = 0
    for chosen in subsets(game.measures):
        names = {measure.id for measure in chosen}
        if any(not measure.requires <= names or not measure.essential <= group for measure in chosen):
            continue
        worth = sum(cents for m in chosen for party, cents in m.benefits.items() if party in group)
        worth -= sum(measure.cost_cents for measure in chosen)
        for saving in game.savings:
            worth += max(0, len(saving.measures & names) - 1) * saving.cents_per_extra
        best = max(best, worth)
    return best


def all_worths(game: Game) -> list[int]:
    size = len(game.parties)
    return [
        worth_of(game, {party for place, party in enumerate(game.parties) if number >> place & 1})
        for number in range(2**size)
    ]


def shapley_by_orders(values: list[int]) -> list[Fraction]:
    """What each party adds, averaged over every order of arrival."""
    size = len(values).bit_length() - 1
    gains = [Fraction(0)] * size
    orders = list(permutations(range(size)))
    for order in orders:
        there = 0
        for place in order:
            gains[place] += Fraction(int(values[there | 1 << place]) - int(values[there]), len(orders))
            there |= 1 << place
    return gains


def objections(values: list[int], gains: list[float]) -> list[float]:
    return [
        values[number] - sum(gain for place, gain in enumerate(gains) if number >> place & 1)
        for number in range(len(values))
    ]


def nucleolus_with_every_row(values: list[int]) -> list[float]:
    """All rows at once; a coalition is fixed when it cannot do better in any answer of the stage."""
    size = len(values).bit_length() - 1
    rows = np.array([[number >> place & 1 for place in range(size)] for number in range(2**size)], float)
    everyone = 2**size - 1
    fixed = {0: 0.0, everyone: float(values[everyone])}
    gains = np.zeros(size)
    while len(fixed) < 2**size:
        free = [number for number in range(2**size) if number not in fixed]
        upper = np.array([[*-rows[number], 1.0] for number in free])
        bound = np.array([-values[number] for number in free], float)
        equal = np.array([[*rows[number], 0.0] for number in fixed])
        level = np.array(list(fixed.values()))
        bounds = [(values[1 << place], None) for place in range(size)] + [(None, None)]
        found = linprog([0.0] * size + [-1.0], upper, bound, equal, level, bounds)
        assert found.status == 0, found.message
        gains, lead = found.x[:size], found.x[size]
        for number in free:
            better = linprog(
                [*-rows[number], 0.0], upper, bound, np.vstack([equal, [0.0] * size + [1.0]]),
                np.append(level, lead), bounds,
            )  # fmt: skip
            if better.status == 0 and -better.fun < values[number] + lead + 1e-6:
                fixed[number] = values[number] + lead
    return list(gains)
