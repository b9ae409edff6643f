"""First prices and shares from groups of tables, each with its part of the shared money.

All tables in one linear programme take ever longer per table. The prices of shared money in a group are
nearly those of all, so groups of at most one size are asked apart and their prices averaged. What the groups
have adds up to what there is, so their shares fit together too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..problem import Problem
from .columns import Side
from .master import SharedMoney
from .stand import Key
from .tables import SharedFlow
from .together import Relaxed, Together

MOST = 30
"""At most so many tables in a group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the tables, with the part of the shared money that is theirs by their number."""

    tables: tuple[Problem, ...]
    shared: tuple[SharedFlow, ...]


def groups(tables: Sequence[Problem], shared: Sequence[SharedFlow], most: int = MOST) -> list[Group]:
    """The tables in as few groups of about one size as can be, as cards are dealt."""
    number = -(-len(tables) // most)
    dealt = [tuple(tables[first::number]) for first in range(number)]
    return [Group(members, _parts(members, shared)) for members in dealt]


def _parts(members: Sequence[Problem], shared: Sequence[SharedFlow]) -> tuple[SharedFlow, ...]:
    """The shared flows of these tables; each holds as much as they would have if all had the same."""
    ids = {table.id for table in members}
    found = []
    for s in shared:
        theirs = tuple(t for t in s.tables if t in ids)
        budget = {year: cents * len(theirs) // len(s.tables) for year, cents in s.flow.budget.items()}
        if theirs:
            found.append(replace(s, flow=replace(s.flow, budget=budget), tables=theirs))
    return tuple(found)


def relaxed(group: Group) -> Relaxed:
    """Prices and shares of one group, in any process."""
    sides = {
        table.id: Side(table, frozenset(s.flow.id for s in group.shared if table.id in s.tables))
        for table in group.tables
    }
    return Together(sides, SharedMoney(group.shared, group.tables[0], len(group.tables))).relaxed()


def merged(asked: Sequence[Group], found: Mapping[int, Relaxed]) -> Relaxed:
    """The shares of all tables, and per (shared flow, year) the mean price over the tables that share it."""
    total: dict[Key, float] = {}
    tables: dict[Key, int] = {}
    for number, group in enumerate(asked):
        count = {s.name: len(s.tables) for s in group.shared}
        for key, price in found[number].prices.items():
            total[key] = total.get(key, 0.0) + price * count[key[0]]
            tables[key] = tables.get(key, 0) + count[key[0]]
    return Relaxed(
        prices={key: total[key] / tables[key] for key in sorted(total)},
        shares={t: share for _, part in sorted(found.items()) for t, share in part.shares.items()},
    )
