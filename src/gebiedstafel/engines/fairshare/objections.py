"""Whether anybody would be better off apart: the core (Gillies, 1953), and who objects to a division.

A coalition S objects to gains x when v(S) > Σ x over S: what it can do alone is worth more to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .game import Game
from .linear import Program
from .worth import EXACT_PARTIES, Cents, members, pieces, sums, worth_table

EURO = 100


@dataclass(frozen=True, slots=True)
class Objection:
    """The group that would gain most by going without the others, and how many cents that is together."""

    parties: tuple[str, ...]
    without: tuple[str, ...]
    cents: int


def objection(game: Game, gains: Mapping[str, int], table: Cents | None = None) -> Objection | None:
    """Return who objects to these gains in cents, or None: then the division lies in the core.

    A gain in whole cents may miss a cent a party: only what is more counts as an objection. Up to 20
    parties every coalition is looked at; beyond, a programme seeks the one that objects most.
    """
    own = np.array([gains[party] for party in game.parties], dtype=np.int64)
    if len(game.parties) <= EXACT_PARTIES:
        table = worth_table(pieces(game), len(game.parties)) if table is None else table
        coalition, excess = largest_excess(table, own)
        group = members(coalition, game.parties)
    else:
        group, excess = _sought(game, gains)
    if excess < max(2, len(game.parties)):
        return None
    return Objection(group, tuple(party for party in game.parties if party not in group), excess)


def largest_excess(table: Cents, gains: Cents) -> tuple[int, int]:
    """Return the coalition with the largest v(S) − x(S), and that excess in cents.

    Of coalitions with the same excess, the one with the fewest parties, then the lowest number.
    """
    excess = table - sums(gains)
    most = int(excess.max())
    ties: list[int] = np.flatnonzero(excess == most).tolist()
    return min(ties, key=lambda coalition: (coalition.bit_count(), coalition)), most


def _sought(game: Game, gains: Mapping[str, int]) -> tuple[tuple[str, ...], int]:
    """Seek the coalition that objects most: who joins, what it does, and what each joiner has of that."""
    program = Program()
    joins = {party: program.column(0, 1, price=gains[party] / EURO, whole=True) for party in game.parties}
    does = {
        measure.id: program.column(0, 1, price=measure.cost_cents / EURO, whole=True)
        for measure in game.measures
    }
    for measure in game.measures:
        for party in sorted(measure.essential):
            program.row(0, [(joins[party], 1.0), (does[measure.id], -1.0)], 1)
        for other in sorted(measure.requires):
            program.row(0, [(does[other], 1.0), (does[measure.id], -1.0)], 1)
        for party, cents in sorted(measure.benefits.items()):
            both = program.column(0, 1, price=-cents / EURO)
            if cents >= 0:
                program.row(0, [(joins[party], 1.0), (both, -1.0)], 1)
                program.row(0, [(does[measure.id], 1.0), (both, -1.0)], 1)
            else:
                program.row(-1, [(both, 1.0), (joins[party], -1.0), (does[measure.id], -1.0)], 1)
    for saving in game.savings:
        _save(program, [does[name] for name in sorted(saving.measures)], saving.cents_per_extra / EURO)
    values = program.solve()
    group = tuple(party for party in game.parties if values[joins[party]] > 0.5)
    return group, _excess_of(game, gains, group, {name for name in does if values[does[name]] > 0.5})


def _save(program: Program, does: Sequence[int], extra: float) -> None:
    """Count extra × (number done − 1), where one is done at all."""
    some = program.column(0, 1, price=extra, whole=True)
    for column in does:
        program.row(0, [(some, 1.0), (column, -1.0)], 1)
        program.row(float("-inf"), [(column, 1.0), (some, -1.0)], 0)
    saved = program.column(0, len(does), price=-extra)
    program.row(0, [*((column, 1.0) for column in does), (saved, -1.0)], float("inf"))


def _excess_of(game: Game, gains: Mapping[str, int], group: Sequence[str], does: set[str]) -> int:
    worth = sum(
        measure.benefits.get(party, 0) for measure in game.measures if measure.id in does for party in group
    )
    worth -= sum(measure.cost_cents for measure in game.measures if measure.id in does)
    for saving in game.savings:
        worth += max(0, len(saving.measures & does) - 1) * saving.cents_per_extra
    return worth - sum(gains[party] for party in group)
