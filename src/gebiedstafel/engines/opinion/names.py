"""Groups keep their names as votes come in: each takes the name most of its members had, all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, permutations

import numpy as np

from .camps import Labels
from .votes import Id

_MOST_NAMES = 7


def named(people: Sequence[Id], labels: Labels, previous: Mapping[Id, str]) -> tuple[tuple[str, ...], Labels]:
    """Return the names in order, and the labels numbered in that order.

    Names are given so that as many people as possible keep theirs. A group without a past gets the first
    letter that was not in use, the largest group first.
    """
    sizes = np.bincount(labels[labels >= 0]).tolist()
    there = [g for g, size in enumerate(sizes) if size]
    groups = sorted(there, key=lambda g: (-sizes[g], int((labels == g).argmax())))
    kept = _kept(groups, _overlap(people, labels, previous))
    free = _letters(set(previous.values()))
    names = {g: kept.get(g) or next(free) for g in groups}
    order = sorted(groups, key=lambda g: (len(names[g]), names[g]))
    numbered = np.full_like(labels, -1)
    for number, g in enumerate(order):
        numbered[labels == g] = number
    return tuple(names[g] for g in order), numbered


def _overlap(people: Sequence[Id], labels: Labels, previous: Mapping[Id, str]) -> Counter[tuple[int, str]]:
    """How many people of each group had each name."""
    if not previous:
        return Counter()
    pairs = ((int(g), previous.get(who)) for who, g in zip(people, labels, strict=True) if g >= 0)
    return Counter((g, name) for g, name in pairs if name)


def _kept(groups: Sequence[int], overlap: Counter[tuple[int, str]]) -> dict[int, str]:
    """The names that groups keep, so that the most people keep theirs; of equals the first in order."""
    by_name: Counter[str] = Counter()
    for (_, name), people in overlap.items():
        by_name[name] += people
    names = sorted(by_name, key=lambda name: (-by_name[name], name))[:_MOST_NAMES]
    best, most = {}, 0
    for tried in permutations([*sorted(names), *[""] * len(groups)], len(groups)):
        people = sum(overlap[g, name] for g, name in zip(groups, tried, strict=True))
        if people > most:
            best, most = dict(zip(groups, tried, strict=True)), people
    return {g: name for g, name in best.items() if overlap[g, name]}


def _letters(taken: set[str]) -> Iterator[str]:
    for number in count():
        name = chr(ord("A") + number % 26) * (1 + number // 26)
        if name not in taken:
            yield name
