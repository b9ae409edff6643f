"""One table's side: its best plan at given prices of shared money, or with what others leave of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil, inf, isfinite

import numpy as np

from ..formulation import formulate
from ..highs import FIRST, PROVING, USUAL, Outcome, Settings, fix_whole, run
from ..loosening import loosened
from ..model import Arrays, Floats, Model
from ..possible import Possible, possibilities
from ..problem import MoneyFlow, Problem

PRICED_CENTS = 10_000_000
"""Prices of shared money are points per €100,000."""

NEAR = 1e-3
"""Cents: how near a whole cent is whole."""

Prices = Mapping[tuple[str, int], float]
Cents = Mapping[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class Question:
    """What a table is asked: prices per (flow, year), and what others spend in cents per (flow, year).

    `shared` are the flows it shares. `gap` and `nodes` say how far to search, `start` is where to begin.
    `proving` tells that where to begin is good: fewer ways to find a first plan are tried.
    What is found is paid anew at each of the prices in `mixes`, with the same choices.
    """

    problem: Problem
    shared: frozenset[str]
    prices: Prices = field(default_factory=dict)
    others: Cents = field(default_factory=dict)
    gap: float = 0.005
    nodes: int | None = None
    start: tuple[int, ...] | None = None
    proving: bool = False
    mixes: tuple[Prices, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A plan of one table in outline: its worth, its use of shared money, its yes-or-no choices.

    `worth` is the table's objective without what lapses of shared flows; `use` holds cents per (flow,
    year); `chosen` the numbers of the whole columns at one, in the table's model.
    """

    worth: float
    use: tuple[tuple[tuple[str, int], float], ...]
    chosen: tuple[int, ...]

    def spent(self, flow: str, year: int) -> float:
        """Cents of a shared flow in a year."""
        return dict(self.use).get((flow, year), 0.0)

    def worth_at(self, prices: Prices) -> float:
        """Its worth less what its use of shared money costs at these prices."""
        return self.worth - sum(prices.get(key, 0.0) * cents for key, cents in self.use) / PRICED_CENTS


@dataclass(frozen=True, slots=True)
class Reply:
    """What a table answers: its best column, and what no plan of it can exceed at these prices.

    `mixes` have the choices of that column, and pay them with other shares of the shared money.
    """

    column: Column | None
    bound: float
    infeasible: bool = False
    mixes: tuple[Column, ...] = ()


class Side:
    """The model of one table, in which prices and what others spend can be filled in.

    With `lapse` money of shared flows that is left counts as lost, as if no other table could spend it.
    """

    def __init__(self, problem: Problem, shared: frozenset[str], *, lapse: bool = False) -> None:
        self.able: Possible = possibilities(problem)
        self.model: Model = formulate(self.able, frozenset() if lapse else shared)
        self.arrays: Arrays = self.model.arrays()
        self.flows = [f for f in self.able.flows if f.id in shared]
        self.pays: dict[tuple[str, int], list[int]] = {}
        for c, name in enumerate(self.model.names):
            if name[0] == "pay" and name[1] in shared:
                self.pays.setdefault((name[1], name[4]), []).append(c)

    def reply(self, asked: Question) -> Reply:
        """Search, and tell what was found."""
        arrays = loosened(self.model, self.within(self.priced(asked.prices), _whole(asked.others)))
        start = None if asked.start is None else self.point(asked.start)
        settings = PROVING if asked.proving and start is not None else FIRST
        outcome = searched(arrays, gap=asked.gap, nodes=asked.nodes, start=start, settings=settings)
        if outcome.values is None:
            return Reply(None, outcome.bound, outcome.infeasible)
        column = self.column(outcome.values)
        return Reply(column, outcome.bound, mixes=self._mixes(column, asked.mixes))

    def _mixes(self, column: Column, prices: tuple[Prices, ...]) -> tuple[Column, ...]:
        """The same choices paid at other prices: some milliseconds each, where a search takes a hundred."""
        point = np.nan_to_num(self.point(column.chosen))
        found: list[Column] = []
        for each in prices:
            values = run(fix_whole(loosened(self.model, self.priced(each)), point)).values
            mix = None if values is None else replace(self.column(values), chosen=column.chosen)
            if mix is not None and mix != column and mix not in found:
                found.append(mix)
        return tuple(found)

    def priced(self, prices: Prices) -> Arrays:
        """The arrays in which each payment from shared money costs its price."""
        cost = self.arrays.cost.copy()
        for key, price in prices.items():
            cost[self.pays.get(key, [])] -= price / PRICED_CENTS / self.model.cent
        return replace(self.arrays, cost=cost)

    def within(self, arrays: Arrays, others: Cents) -> Arrays:
        """The arrays in which others spend of the shared flows too, or leave more than there is."""
        if not others:
            return arrays
        lower, upper = self._rows(others)
        return replace(arrays, row_lower=lower, row_upper=upper)

    def leave(self, others: Cents) -> Model:
        """The model itself with the budgets of shared flows as others leave them."""
        lower, upper = self._rows(others)
        self.model.row_lower, self.model.row_upper = lower.tolist(), upper.tolist()
        return self.model

    def _rows(self, others: Cents) -> tuple[Floats, Floats]:
        """Lower and upper sides of all rows."""
        lower, upper = self.arrays.row_lower.copy(), self.arrays.row_upper.copy()
        by_id = {f.id: f for f in self.flows}
        for r, name in enumerate(self.model.row_names):
            f = by_id.get(name[1]) if name[0] in ("budget", "reserve") else None
            if f is None:
                continue
            now = self.model.cash(others.get((f.id, name[2]), 0))
            if name[0] == "reserve":
                upper[r] -= float(f.carry_forward) * now
            elif f.carry_backward or 0 < f.carry_forward < 1:
                lower[r] += now
            elif f.carry_forward == 1:
                upper[r] = self.model.cash(self._left_from(f, name[2], others))
            else:
                upper[r] -= now
        return lower, upper

    def _left_from(self, f: MoneyFlow, first: int, others: Cents) -> float:
        """The most a table may have spent by a year: what is spent then is gone in all later years too."""
        left, least = 0.0, inf
        for year in self.able.problem.years:
            left += f.budget.get(year, 0) - others.get((f.id, year), 0)
            if year >= first:
                least = min(least, left)
        return least

    def column(self, values: Floats) -> Column:
        """The outline of a point."""
        use = {key: float(values[columns].sum()) / self.model.cent for key, columns in self.pays.items()}
        whole = np.flatnonzero(self.arrays.integer)
        return Column(
            worth=float(self.arrays.cost @ values) + self.arrays.offset,
            use=tuple((key, cents) for key, cents in sorted(use.items()) if cents > 1e-3),
            chosen=tuple(int(c) for c in whole[values[whole] > 0.5]),
        )

    def point(self, chosen: tuple[int, ...]) -> Floats:
        """The yes-or-no choices as a point to begin from; NaN for the rest."""
        values = np.full(len(self.arrays.cost), np.nan)
        values[np.flatnonzero(self.arrays.integer)] = 0.0
        values[list(chosen)] = 1.0
        return values


def searched(
    arrays: Arrays,
    *,
    gap: float,
    nodes: int | None = None,
    start: Floats | None = None,
    settings: Settings = USUAL,
) -> Outcome:
    """Search, and once more without presolve where it says that nothing is possible.

    Presolve takes money that fits exactly for too little: of the 342 tables of a country one then had no
    plan, and so none of them had. Where the search began at a plan it hands that over, without a bound.
    """
    outcome = run(arrays, gap=gap, nodes=nodes, start=start, settings=settings)
    if not outcome.infeasible and isfinite(outcome.bound):
        return outcome
    return run(arrays, gap=gap, nodes=nodes, start=start, settings=settings, presolve=False)


def _whole(others: Cents) -> dict[tuple[str, int], int]:
    """What others spend in whole cents, never less: presolve calls parts of a cent impossible."""
    return {key: ceil(cents - NEAR) for key, cents in others.items()}


def reply(asked: Question) -> Reply:
    """Ask one table, in any process: the answer depends on the question alone."""
    return Side(asked.problem, asked.shared).reply(asked)


@dataclass(frozen=True, slots=True)
class Chain:
    """Tables that are asked one after another, each with what those before it left.

    `names` says per table what all call its shared flows; `others` are cents per (shared flow, year) that
    tables outside this chain spend or keep, `uses` what each table in it spends now.
    """

    questions: tuple[Question, ...]
    names: tuple[Mapping[str, str], ...]
    others: Cents
    uses: tuple[Cents, ...]


def reply_in_turn(chain: Chain) -> tuple[Reply, ...]:
    """Ask the tables of a chain in turn; a table that finds nothing keeps what it spends."""
    spent = dict(chain.others)
    for names, use in zip(chain.names, chain.uses, strict=True):
        _add(spent, names, use, 1)
    replies = []
    for question, names, use in zip(chain.questions, chain.names, chain.uses, strict=True):
        _add(spent, names, use, -1)
        others = {
            (flow, year): spent.get((name, year), 0.0)
            for flow, name in names.items()
            for year in question.problem.years
        }
        answer = reply(replace(question, others=others))
        _add(spent, names, dict(answer.column.use) if answer.column else use, 1)
        replies.append(answer)
    return tuple(replies)


def _add(spent: dict[tuple[str, int], float], names: Mapping[str, str], use: Cents, sign: int) -> None:
    for (flow, year), cents in use.items():
        spent[names[flow], year] = spent.get((names[flow], year), 0.0) + sign * cents
