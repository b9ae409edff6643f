"""What the benefits do not cover, and whose benefits bear the cost of what.

A plan is made for a neighbourhood, not for profit: many of its measures cost more than the parties gain
in euros. That part is *carried*: paid for the challenge itself, and no part of what is shared out. It is
the least for which doing everything is best for all parties together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .game import Game
from .linear import Floats, NoSolution, Program, Term

EURO = 100
#: Of two ways that carry as little, the measure that comes last in the alphabet carries.
LATER = 1e-4


@dataclass(frozen=True, slots=True)
class Borne:
    """What the benefits of each measure bear, in cents: its own cost, less savings, plus requirements."""

    by_measure: Mapping[str, float]


def carried_cents(game: Game) -> dict[str, int]:
    """Return per measure the cents that benefits do not cover, as little as can be; none where they do.

    A measure others require is paid out of their benefits too. The programme is a flow through a
    network, so its answer is in whole cents.
    """
    ledger = _Ledger(game)
    count = max(1, len(game.measures))
    order = {measure.id: 1 + LATER * (count - n) / count for n, measure in enumerate(game.measures)}
    values = ledger.solve({ledger.carried[name]: price for name, price in order.items()})
    cents = {name: round(float(values[column]) * EURO) for name, column in ledger.carried.items()}
    return {name: amount for name, amount in cents.items() if amount > 0}


def without_carried(game: Game, carried: Mapping[str, int]) -> Game:
    """Return the game in which each measure costs only what the benefits have to cover."""
    measures = tuple(
        replace(measure, cost_cents=measure.cost_cents - carried.get(measure.id, 0))
        for measure in game.measures
    )
    return replace(game, measures=measures)


def borne_by_benefits(game: Game) -> Borne:
    """Return what the benefits of each measure bear, passing on as little as can be.

    Savings are spread as evenly as the costs allow. Nothing may be left to carry.
    """
    ledger = _Ledger(game, nothing_carried=True)
    prices = dict.fromkeys(ledger.passed, 1.0)
    for column, even in ledger.saved:
        apart = ledger.program.column()
        ledger.program.row(-even, [(column, -1.0), (apart, 1.0)], float("inf"))
        ledger.program.row(even, [(column, 1.0), (apart, 1.0)], float("inf"))
        prices[apart] = 2.0
    values = ledger.solve(prices)
    return Borne(
        {
            name: (sum(factor * values[column] for column, factor in terms) + constant) * EURO
            for name, (constant, terms) in ledger.bears.items()
        }
    )


class _Ledger:
    """Per measure: cost − carried − passed on + taken over − saved, from nothing to its benefits."""

    def __init__(self, game: Game, *, nothing_carried: bool = False) -> None:
        self.program = Program()
        self.carried: dict[str, int] = {}
        self.passed: list[int] = []
        self.saved: list[tuple[int, float]] = []
        terms: dict[str, list[Term]] = {measure.id: [] for measure in game.measures}
        for measure in game.measures:
            most = 0.0 if nothing_carried else measure.cost_cents / EURO
            self.carried[measure.id] = self.program.column(0.0, most)
            terms[measure.id].append((self.carried[measure.id], -1.0))
            for needed in sorted(measure.requires):
                column = self.program.column()
                self.passed.append(column)
                terms[measure.id].append((column, 1.0))
                terms[needed].append((column, -1.0))
        for saving in game.savings:
            self._spread(sorted(saving.measures), saving.cents_per_extra / EURO, terms)
        self.bears = {measure.id: (measure.cost_cents / EURO, terms[measure.id]) for measure in game.measures}
        for measure in game.measures:
            constant, own = self.bears[measure.id]
            self.program.row(-constant, own, measure.benefit_cents / EURO - constant)

    def _spread(self, names: list[str], extra: float, terms: dict[str, list[Term]]) -> None:
        columns = [self.program.column(0.0, extra) for _ in names]
        total = extra * (len(names) - 1)
        self.program.row(total, [(column, 1.0) for column in columns], total)
        for name, column in zip(names, columns, strict=True):
            terms[name].append((column, -1.0))
            self.saved.append((column, total / len(names)))

    def solve(self, prices: Mapping[int, float]) -> Floats:
        """Return the cheapest values at these prices."""
        self.program.prices([prices.get(column, 0.0) for column in range(self.program.columns)])
        return self.program.solve()


__all__ = ["Borne", "NoSolution", "borne_by_benefits", "carried_cents", "without_carried"]
