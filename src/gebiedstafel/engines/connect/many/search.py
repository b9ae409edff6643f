"""The rounds of a search over many tables: prices, shares, sweeps.

A round asks every table one question and merges the answers by table id, so that it does not matter
where, or in which order, they were worked out.

* *price*: each table plans at prices of the shared money. Σ of the tables' bounds, and what the shared
  money is worth at those prices, is what no plan of all can exceed (Lagrange).
* *share*: each table plans within a share of the shared money of its own. Together that is a plan.
* *sweep*: tables are asked in chains, each with what those before it leave. Which of all the answers so
  far go together best, the master picks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from math import inf
from typing import NoReturn

from ..problem import Problem
from .columns import Chain, Column, Question, Reply, Side, reply, reply_in_turn
from .executor import Answer, Executor, Task
from .master import SharedMoney
from .stand import Key, ManyProgress, Stand
from .tables import ManyTables, shared_flows
from .together import Together

FOLLOWS = {"begin": "share", "share": "price", "price": "sweep", "priced": "price", "sweep": "price"}
"""Which round follows which; `priced` is a round of prices after which the bound may well fall further."""
WELL = 0.002
"""The share by which the bound fell when it is worth asking prices again at once."""
SMOOTH = 0.5
"""How much of the next prices are those of the best bound; the rest comes from the master."""
FEW = 400
"""Up to so many yes-or-no choices all tables are solved as one."""
WHOLE_NODES = 5_000
NODES = 40
ROUGH = 0.05
"""The gap for a table in which so few nodes found nothing."""
PICK_GAP, PICK_NODES = 5e-4, 1
CHAIN = 8
"""How many tables are asked one after another in a sweep."""
AHEAD = (0.2, 0.7)
"""Which share of its price shared money costs in a sweep, by turns: a table leaves what others need more."""

Tell = Callable[[ManyProgress], bool]


class Stopped(Exception):
    """A person or a clock ended the search in the middle of a round; what was known before it stands."""


class CannotPlan(Exception):
    """Tables for which no plan exists, whatever the others do."""

    def __init__(self, tables: tuple[str, ...]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


class Search:
    """Many tables with their shared money; `advance` does one round."""

    def __init__(self, many: ManyTables, executor: Executor, *, table_gap: float, few: int = FEW) -> None:
        self.tables: tuple[Problem, ...] = many.in_order()
        self.shared = shared_flows(many)
        self.money = SharedMoney(self.shared, self.tables[0], len(self.tables))
        self.ids = {
            table.id: frozenset(s.flow.id for s in self.shared if table.id in s.tables)
            for table in self.tables
        }
        self.budget = {
            (f.id, year): float(f.budget.get(year, 0))
            for f in self.money.held.flows
            for year in self.tables[0].years
        }
        self.whole_budget: dict[Key, float] = {
            (s.name, year): float(s.flow.budget.get(year, 0))
            for s in self.shared
            for year in table_years(many)
        }
        self.executor = executor
        self.table_gap = table_gap
        self.few = few

    def advance(self, stand: Stand, tell: Tell) -> Stand:
        """The stand after one more round."""
        if not stand.done:
            return replace(self._begin(stand), rounds=1, done="begin")
        kind = FOLLOWS[stand.done]
        steps = {"price": self._price, "share": self._share, "sweep": self._sweep}
        after = steps[kind](stand, tell)
        if kind == "price" and after.bound < (1 - WELL) * stand.bound:
            kind = "priced"
        return replace(after, rounds=stand.rounds + 1, done=kind)

    def _begin(self, stand: Stand) -> Stand:
        """First prices and shares from all tables at once with choices in parts; a few are solved so."""
        sides = {table.id: Side(table, self.ids[table.id]) for table in self.tables}
        together = Together(sides, self.money)
        if sum(int(side.arrays.integer.sum()) for side in sides.values()) <= self.few:
            outcome, columns = together.whole(gap=self.table_gap / 2, nodes=WHOLE_NODES)
            if outcome.infeasible:
                self._explain()
            if columns:
                return self._with(
                    replace(stand, bound=outcome.bound),
                    {t: Reply(column, inf) for t, column in columns.items()},
                    taken=True,
                )
        relaxed = together.relaxed()
        return replace(stand, prices=relaxed.prices, centre=relaxed.prices, shares=relaxed.shares)

    def _explain(self) -> NoReturn:
        """Name the tables that have no plan even with all shared money for themselves."""
        alone = [reply(Question(table, self.ids[table.id], nodes=1)) for table in self.tables]
        raise CannotPlan(tuple(t.id for t, r in zip(self.tables, alone, strict=True) if r.infeasible))

    def _price(self, stand: Stand, tell: Tell) -> Stand:
        questions = [
            Question(
                problem=table,
                shared=self.ids[table.id],
                prices=self.money.by_table(stand.prices, table.id),
                gap=self.table_gap,
                start=self._latest(stand, table.id),
            )
            for table in self.tables
        ]
        replies = self._ask(questions, stand, tell)
        lost = tuple(t for t, r in replies.items() if r.infeasible)
        if lost:
            raise CannotPlan(lost)
        bound = sum(r.bound for r in replies.values()) + self.money.worth_at(stand.prices)
        stand = self._with(stand, replies)
        if bound < stand.bound:
            stand = replace(stand, bound=bound, centre=stand.prices)
        return self._mixed(stand)

    def _mixed(self, stand: Stand) -> Stand:
        """The next prices, and shares as the master mixes the columns."""
        mix = self.money.mix(stand.columns)
        prices = {
            key: SMOOTH * stand.centre.get(key, 0.0) + (1 - SMOOTH) * price
            for key, price in mix.prices.items()
        }
        shares: dict[str, dict[Key, float]] = {}
        for t, weights in mix.weights.items():
            shares[t] = {}
            for weight, column in zip(weights, stand.columns[t], strict=True):
                for key, cents in column.use if weight > 0 else ():
                    shares[t][key] = shares[t].get(key, 0.0) + weight * cents
        return self._picked(replace(stand, prices=prices, shares=shares))

    def _share(self, stand: Stand, tell: Tell) -> Stand:
        questions = [
            Question(
                problem=table,
                shared=self.ids[table.id],
                others=self._all_but(table.id, stand.shares.get(table.id, {})),
                gap=self.table_gap,
                nodes=NODES,
                start=self._latest(stand, table.id),
            )
            for table in self.tables
        ]
        replies = self._ask(questions, stand, tell)
        again = [
            replace(question, gap=ROUGH, nodes=None)
            for question in questions
            if replies[question.problem.id].column is None and not replies[question.problem.id].infeasible
        ]
        replies |= self._ask(again, stand, tell)
        fits = all(r.column is not None for r in replies.values())
        return self._picked(self._with(stand, replies, taken=fits))

    def _sweep(self, stand: Stand, tell: Tell) -> Stand:
        if not stand.taken:
            return self._share(stand, tell)
        chains = self._chains(stand)
        found: dict[str, Reply] = {}
        for number, replies in self._answers(reply_in_turn, chains):
            tables = (question.problem.id for question in chains[number].questions)
            found |= dict(zip(tables, replies, strict=True))
            if tell(self._progress(stand, len(found))):
                raise Stopped
        return self._picked(self._with(stand, dict(sorted(found.items()))))

    def _chains(self, stand: Stand) -> list[Chain]:
        """The tables in chains, other ones each time; what is left is divided equally over the chains."""
        number = -(-len(self.tables) // CHAIN)
        turn = stand.rounds % number
        step = max(len(self.tables) // number, 1) if turn else number
        order = sorted(range(len(self.tables)), key=lambda n: ((n * (turn + 1)) % step, n))
        members = [order[k::number] for k in range(number)]
        uses = {t.id: dict(stand.best(t.id).use) for t in self.tables}
        total = self._spent({t: stand.best(t) for t in uses})
        return [self._chain(stand, group, uses, total, number) for group in members]

    def _chain(
        self,
        stand: Stand,
        group: list[int],
        uses: Mapping[str, Mapping[Key, float]],
        total: Mapping[Key, float],
        chains: int,
    ) -> Chain:
        ahead = AHEAD[stand.rounds % len(AHEAD)]
        prices = {key: ahead * price for key, price in stand.centre.items()}
        tables = [self.tables[n] for n in group]
        own = self._spent({t.id: stand.best(t.id) for t in tables})
        others = {
            key: self.budget[key] - own.get(key, 0.0) - (self.budget[key] - total.get(key, 0.0)) / chains
            for key in self.budget
        }
        return Chain(
            questions=tuple(
                Question(
                    problem=table,
                    shared=self.ids[table.id],
                    prices=self.money.by_table(prices, table.id),
                    gap=self.table_gap,
                    nodes=NODES,
                    start=stand.best(table.id).chosen,
                )
                for table in tables
            ),
            names=tuple({s.flow.id: s.name for s in self.shared if t.id in s.tables} for t in tables),
            others=others,
            uses=tuple(uses[t.id] for t in tables),
        )

    def _all_but(self, table: str, share: Mapping[Key, float]) -> dict[Key, float]:
        """What others may spend when this table has only its share: cents per (flow of the table, year)."""
        return {
            (s.flow.id, year): self.whole_budget[s.name, year]
            - max(share.get((s.flow.id, year), 0.0) - self.money.spare[s.name], 0.0)
            for s in self.shared
            if table in s.tables
            for year in self.tables[0].years
        }

    @staticmethod
    def _latest(stand: Stand, table: str) -> tuple[int, ...] | None:
        known = stand.columns.get(table)
        if not known:
            return None
        return stand.best(table).chosen if stand.taken else known[-1].chosen

    def _ask(self, questions: list[Question], stand: Stand, tell: Tell) -> dict[str, Reply]:
        """Every table's answer, by its id; stops in between when told so."""
        found: dict[str, Reply] = {}
        for number, answer in self._answers(reply, questions):
            found[questions[number].problem.id] = answer
            if tell(self._progress(stand, len(found))):
                raise Stopped
        return dict(sorted(found.items()))

    def _answers(self, work: Callable[[Task], Answer], tasks: list[Task]) -> Iterator[tuple[int, Answer]]:
        """Answers as they come; what is still to come is dropped when nobody listens any more."""
        with closing(self.executor.each(work, tasks)) as answers:
            yield from answers

    def _progress(self, stand: Stand, answered: int) -> ManyProgress:
        value = stand.value if stand.taken else None
        return ManyProgress(stand.rounds, answered, len(self.tables), value, stand.bound, stand.gap)

    def _with(self, stand: Stand, replies: Mapping[str, Reply], *, taken: bool = False) -> Stand:
        """The stand with these columns added; `taken` when together they are a plan."""
        columns = {t: list(stand.columns.get(t, ())) for t in replies}
        place: dict[str, int] = {}
        for t, answer in replies.items():
            if answer.column is None:
                continue
            if answer.column not in columns[t]:
                columns[t].append(answer.column)
            place[t] = columns[t].index(answer.column)
        stand = replace(stand, columns={t: tuple(each) for t, each in columns.items()})
        return self._better(stand, place) if taken else stand

    def _picked(self, stand: Stand) -> Stand:
        """The stand with the best columns that fit together, if they beat the plan there was."""
        if not all(stand.columns.get(table.id) for table in self.tables):
            return stand
        found = self.money.pick(stand.columns, gap=PICK_GAP, nodes=PICK_NODES, start=stand.taken)
        return stand if found is None else self._better(stand, found)

    def _better(self, stand: Stand, place: Mapping[str, int]) -> Stand:
        chosen = {t: stand.columns[t][n] for t, n in place.items()}
        value = self.value(chosen)
        return replace(stand, taken=dict(place), value=value) if value > stand.value else stand

    def value(self, chosen: Mapping[str, Column]) -> float:
        """What columns that fit together are worth, with what lapses of the shared money."""
        return sum(column.worth for column in chosen.values()) - self.money.lapse(self._spent(chosen))

    def _spent(self, chosen: Mapping[str, Column]) -> dict[Key, float]:
        """Cents of each (shared flow, year) that these columns spend together."""
        spent: dict[Key, float] = {}
        for t, column in sorted(chosen.items()):
            for (flow, year), cents in column.use:
                key = (self.money.name[t, flow], year)
                spent[key] = spent.get(key, 0.0) + cents
        return spent


def table_years(many: ManyTables) -> tuple[int, ...]:
    """The years of all tables: `check_many` sees to it that they are the same."""
    return many.in_order()[0].years
