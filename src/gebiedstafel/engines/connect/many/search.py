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

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from math import ceil, inf
from random import Random
from typing import NoReturn

from ..problem import Problem
from .columns import Chain, Column, Prices, Question, Reply, Side, reply, reply_in_turn
from .executor import Answer, Executor, Task
from .master import SharedMoney
from .parted import groups, merged, relaxed
from .stand import Key, ManyProgress, Stand
from .tables import ManyTables, shared_flows
from .together import Relaxed, Together

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
"""The gap for tables that plan within a share: their plans only begin the search, and prove nothing."""
PICK_GAP, PICK_NODES = 5e-4, 1
CHAIN = 8
"""How many tables are asked one after another in a sweep."""
AHEAD = (0.2, 0.7)
"""Which share of its price shared money costs in a sweep, by turns: a table leaves what others need more."""
MIXES = 4
"""So many times each plan that is found is paid anew, at prices that favour other flows."""
FAVOUR = (0.8, 1.25)

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
            return replace(self._begin(stand, tell), rounds=1, done="begin")
        kind = FOLLOWS[stand.done]
        steps = {"price": self._price, "share": self._share, "sweep": self._sweep}
        after = steps[kind](stand, tell)
        if kind == "price" and after.bound < (1 - WELL) * stand.bound:
            kind = "priced"
        return replace(after, rounds=stand.rounds + 1, done=kind)

    def _begin(self, stand: Stand, tell: Tell) -> Stand:
        """A few tables are solved as one; else first prices and shares from choices in parts."""
        sides = self._few()
        if sides:
            together = Together(sides, self.money)
            outcome, columns = together.whole(gap=self.table_gap / 2, nodes=WHOLE_NODES)
            if outcome.infeasible:
                self._explain()
            if columns:
                replies = {t: Reply(column, inf) for t, column in columns.items()}
                return self._with(replace(stand, bound=outcome.bound), replies, taken=True)
        first = self._relaxed(stand, tell)
        return replace(stand, prices=first.prices, centre=first.prices, shares=first.shares)

    def _relaxed(self, stand: Stand, tell: Tell) -> Relaxed:
        asked = groups(self.tables, self.shared)
        found: dict[int, Relaxed] = {}

        def go_on() -> None:
            self._go_on(stand, sum(len(asked[n].tables) for n in found), tell)

        for number, answer in self._answers(relaxed, asked, go_on):
            found[number] = answer
            go_on()
        return merged(asked, found)

    def _few(self) -> dict[str, Side]:
        """The sides of all tables; none as soon as they have more than a few choices."""
        sides, choices = {}, 0
        for table in self.tables:
            side = sides[table.id] = Side(table, self.ids[table.id])
            choices += int(side.arrays.integer.sum())
            if choices > self.few:
                return {}
        return sides

    def _explain(self) -> NoReturn:
        """Name the tables that have no plan even with all shared money for themselves."""
        alone = [reply(Question(table, self.ids[table.id], nodes=1)) for table in self.tables]
        raise CannotPlan(tuple(t.id for t, r in zip(self.tables, alone, strict=True) if r.infeasible))

    def _price(self, stand: Stand, tell: Tell) -> Stand:
        replies = self._ask([self._priced(stand, table) for table in self.tables], stand, tell)
        lost = tuple(t for t, r in replies.items() if r.infeasible)
        if lost:
            raise CannotPlan(lost)
        bound = sum(r.bound for r in replies.values()) + self.money.worth_at(stand.prices)
        stand = self._with(stand, replies)
        if bound < stand.bound:
            stand = replace(stand, bound=bound, centre=stand.prices)
        return self._mixed(stand)

    def _priced(self, stand: Stand, table: Problem) -> Question:
        """A table at the next prices, beginning at what it has that is worth most there."""
        prices = self.money.by_table(stand.prices, table.id)
        known = stand.columns.get(table.id)
        return Question(
            problem=table,
            shared=self.ids[table.id],
            prices=prices,
            gap=self.table_gap,
            start=max(known, key=lambda column: column.worth_at(prices)).chosen if known else None,
            proving=True,
            mixes=self._mixes(stand, table.id),
        )

    def _mixes(self, stand: Stand, table: str) -> tuple[Prices, ...]:
        """Prices that favour some flows over others, other ones each round, under the table's names."""
        dice = Random(stand.rounds)
        favours = [{s.name: dice.choice(FAVOUR) for s in self.shared} for _ in range(MIXES)]
        return tuple(
            self.money.by_table({key: price * favour[key[0]] for key, price in stand.centre.items()}, table)
            for favour in favours
        )

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
                gap=max(self.table_gap, ROUGH),
                nodes=NODES,
                start=self._latest(stand, table.id),
                mixes=self._mixes(stand, table.id),
            )
            for table in self.tables
        ]
        replies = self._ask(questions, stand, tell)
        again = [
            replace(question, nodes=None)
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

        def go_on() -> None:
            self._go_on(stand, len(found), tell)

        for number, replies in self._answers(reply_in_turn, chains, go_on):
            tables = (question.problem.id for question in chains[number].questions)
            found |= dict(zip(tables, replies, strict=True))
            go_on()
        return self._picked(self._moved(self._with(stand, dict(sorted(found.items()))), found, chains))

    def _moved(self, stand: Stand, found: Mapping[str, Reply], chains: Sequence[Chain]) -> Stand:
        """The stand after the chains that bring more: each fits beside what the others have now.

        The master seldom sees by itself which columns belong together where money is short everywhere.
        """
        place, value = dict(stand.taken), stand.value
        for chain in chains:
            asked = [question.problem.id for question in chain.questions]
            news = {t: column for t in asked if (column := found[t].column) is not None}
            tried = place | {t: stand.columns[t].index(column) for t, column in news.items()}
            chosen = {t: stand.columns[t][n] for t, n in tried.items()}
            spent = {key: ceil(cents) for key, cents in self._spent(chosen).items()}
            worth = self.value(chosen)
            if worth > value and self.money.fits(spent):
                place, value = tried, worth
        return self._better(stand, place)

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
                    mixes=self._mixes(stand, table.id),
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

        def go_on() -> None:
            self._go_on(stand, len(found), tell)

        for number, answer in self._answers(reply, questions, go_on):
            found[questions[number].problem.id] = answer
            go_on()
        return dict(sorted(found.items()))

    def _answers(
        self, work: Callable[[Task], Answer], tasks: list[Task], go_on: Callable[[], None]
    ) -> Iterator[tuple[int, Answer]]:
        """Answers as they come; what is still to come is dropped when nobody listens any more."""
        with closing(self.executor.each(work, tasks, go_on)) as answers:
            yield from answers

    def _go_on(self, stand: Stand, answered: int, tell: Tell) -> None:
        """Tell how many tables have answered. Raises `Stopped` when told to stop."""
        value = stand.value if stand.taken else None
        if tell(ManyProgress(stand.rounds, answered, len(self.tables), value, stand.bound, stand.gap)):
            raise Stopped

    def _with(self, stand: Stand, replies: Mapping[str, Reply], *, taken: bool = False) -> Stand:
        """The stand with these columns added; `taken` when together they are a plan."""
        columns = {t: list(stand.columns.get(t, ())) for t in replies}
        place: dict[str, int] = {}
        for t, answer in replies.items():
            if answer.column is None:
                continue
            columns[t] += [c for c in (answer.column, *answer.mixes) if c not in columns[t]]
            place[t] = columns[t].index(answer.column)
        stand = replace(stand, columns={t: tuple(each) for t, each in columns.items()})
        return self._better(stand, place) if taken else stand

    def _picked(self, stand: Stand) -> Stand:
        """The stand with the best columns that fit together, if they beat the plan there was.

        First of what searches found alone: among all the ways to pay it a short search finds nothing where
        money is of many kinds and tables are few.
        """
        if not all(stand.columns.get(table.id) for table in self.tables):
            return stand
        everything = {t: list(range(len(columns))) for t, columns in stand.columns.items()}
        for numbers in ({t: self._searched(stand, t) for t in everything}, everything):
            columns = {t: [stand.columns[t][n] for n in each] for t, each in numbers.items()}
            start = {t: numbers[t].index(n) for t, n in stand.taken.items()}
            found = self.money.pick(columns, gap=PICK_GAP, nodes=PICK_NODES, start=start)
            if found is not None:
                stand = self._better(stand, {t: numbers[t][n] for t, n in found.items()})
        return stand

    @staticmethod
    def _searched(stand: Stand, table: str) -> list[int]:
        """What searches found, and what is taken: other ways to pay a column follow it."""
        columns, taken = stand.columns[table], stand.taken.get(table)
        return [n for n, c in enumerate(columns) if n in (0, taken) or c.chosen != columns[n - 1].chosen]

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
