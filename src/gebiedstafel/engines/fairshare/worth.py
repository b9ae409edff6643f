"""What every coalition could bring about by itself: v(S) for all 2ⁿ coalitions, exactly and at once.

v(S) is the most that the measures S can do alone are worth to S: Σ benefits of S − costs + savings over
the best set of measures that is closed under what they require and needs nobody outside S. Measures
that hang together by requirements or savings form a piece; v is the sum over the pieces, and a piece
only depends on the parties in it. Coalitions are numbers: bit i is party i of the game.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .game import Game, InvalidGame, Measure, Saving

Cents = NDArray[np.int64]

#: Up to here every coalition is looked at.
EXACT_PARTIES = 20
MOST_OPTIONS = 20_000
MOST_WORK = 2**31


@dataclass(frozen=True)
class Option:
    """One set of measures a coalition can do: what it is worth to each party of the piece, and needs.

    `benefits` is cents per party (in the order of the piece), `rest` savings less costs in cents,
    `needs` the places of the parties it cannot do without.
    """

    benefits: Cents
    rest: int
    needs: tuple[int, ...]


@dataclass(frozen=True)
class Piece:
    """Measures that hang together: its parties by their place in the game, and what can be done."""

    parties: tuple[int, ...]
    options: tuple[Option, ...]

    def table(self) -> Cents:
        """Return the worth of each coalition of these parties, in cents; shape (2ʳ,)."""
        size = 2 ** len(self.parties)
        coalitions = np.arange(size)
        best = np.zeros(size, dtype=np.int64)
        for option in self.options:
            needed = sum(1 << place for place in option.needs)
            worth = sums(option.benefits) + option.rest
            if needed:
                worth[coalitions & needed != needed] = 0
            np.maximum(best, worth, out=best)
        return best


Number = TypeVar("Number", np.int64, np.float64)


def sums(amounts: NDArray[Number]) -> NDArray[Number]:
    """Return the sum over each coalition of one amount a party; shape (2ⁿ,) from (n,)."""
    totals: NDArray[Number] = np.zeros(2 ** len(amounts), dtype=amounts.dtype)
    for place, amount in enumerate(amounts):
        size = 1 << place
        np.add(totals[:size], amount, out=totals[size : 2 * size])
    return totals


def pieces(game: Game) -> tuple[Piece, ...]:
    """Return the measures that hang together, piece by piece, with what can be done of each."""
    found = []
    for group in _hanging_together(game):
        measures = [measure for measure in game.measures if measure.id in group]
        savings = [saving for saving in game.savings if saving.measures <= group]
        found.append(_piece(game, measures, savings))
    return tuple(found)


def worth_table(parts: tuple[Piece, ...], parties: int) -> Cents:
    """Return v(S) in cents of all coalitions of `parties` parties, at most 20; shape (2ⁿ,).

    The lower half of the parties are the columns and the upper half the rows of one matrix: a piece is
    spread over the columns first, and then whole rows are added.
    """
    low = parties // 2
    whole = np.zeros((2 ** (parties - low), 2**low), dtype=np.int64)
    row = np.empty_like(whole)
    for part in parts:
        below = [place for place in part.parties if place < low]
        above = [place - low for place in part.parties if place >= low]
        own = part.table().reshape(2 ** len(above), 2 ** len(below))
        spread = own[:, _gathered(below, low)]
        np.take(spread, _gathered(above, parties - low), axis=0, out=row)
        whole += row
    return whole.reshape(-1)


def members(coalition: int, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return who is in a coalition."""
    return tuple(compress(parties, (coalition >> place & 1 for place in range(len(parties)))))


def _gathered(places: list[int], width: int) -> NDArray[np.int64]:
    """For each number of `width` bits, the number made of its bits at these places."""
    numbers = np.arange(2**width)
    return sum(
        ((numbers >> place & 1) << bit for bit, place in enumerate(places)), np.zeros(2**width, np.int64)
    )


def _hanging_together(game: Game) -> list[frozenset[str]]:
    group = {measure.id: {measure.id} for measure in game.measures}
    links = [{measure.id, *measure.requires} for measure in game.measures]
    links += [set(saving.measures) for saving in game.savings]
    for link in links:
        joined = set().union(*(group[name] for name in link))
        for name in joined:
            group[name] = joined
    return sorted({frozenset(one) for one in group.values()}, key=sorted)


def _piece(game: Game, measures: list[Measure], savings: list[Saving]) -> Piece:
    place = game.place
    named = {party for m in measures for party in (*m.benefits, *m.essential)}
    parties = tuple(sorted(place[party] for party in named))
    within = {game.parties[number]: n for n, number in enumerate(parties)}
    options = []
    for chosen in _closed_sets(measures):
        options.append(_option(chosen, savings, within))
        if len(options) > MOST_OPTIONS or len(options) << min(len(parties), EXACT_PARTIES) > MOST_WORK:
            names = ", ".join(measure.id for measure in measures)
            raise InvalidGame(
                [f"Too many measures hang together ({names}): leave out savings that hardly matter."]
            )
    return Piece(parties, tuple(options))


def _option(chosen: list[Measure], savings: list[Saving], within: dict[str, int]) -> Option:
    benefits = np.zeros(len(within), dtype=np.int64)
    for measure in chosen:
        for party, cents in measure.benefits.items():
            benefits[within[party]] += cents
    names = {measure.id for measure in chosen}
    saved = sum(max(0, len(saving.measures & names) - 1) * saving.cents_per_extra for saving in savings)
    needed = {within[party] for measure in chosen for party in measure.essential}
    cost = sum(measure.cost_cents for measure in chosen)
    return Option(benefits, saved - cost, tuple(sorted(needed)))


def _closed_sets(measures: list[Measure]) -> Iterator[list[Measure]]:
    """Every set of measures that holds all that its members require, but for the empty one."""
    ordered = _requirements_first(measures)

    def choose(place: int, names: frozenset[str]) -> Iterator[frozenset[str]]:
        if place == len(ordered):
            if names:
                yield names
            return
        measure = ordered[place]
        if measure.requires <= names:
            yield from choose(place + 1, names | {measure.id})
        yield from choose(place + 1, names)

    for names in choose(0, frozenset()):
        yield [measure for measure in measures if measure.id in names]


def _requirements_first(measures: list[Measure]) -> list[Measure]:
    left = list(measures)
    done: set[str] = set()
    ordered: list[Measure] = []
    while left:
        ready = [measure for measure in left if measure.requires <= done]
        ordered += ready
        done |= {measure.id for measure in ready}
        left = [measure for measure in left if measure.id not in done]
    return ordered
