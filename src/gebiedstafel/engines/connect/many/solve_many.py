"""From many tables to a plan for each, with a bound on what no plans together can exceed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from ..answer import PROVEN, SelfCheckFailed, relative_gap
from ..appraisal import left_over
from ..plan import Infeasible, InvalidProblem, Plan, PlannedMeasure, Severity, Status
from ..problem import Problem
from ..solver import solve
from .check_many import check_many
from .executor import Executor, InTurn
from .finish import (
    Doubt,
    Outline,
    Part,
    by_spreadsheet,
    explained,
    in_cents,
    spent,
    unexplained,
    whole_share,
)
from .result import ManyPlans, NoPlans, SharedUse
from .search import FEW, CannotPlan, Search, Stopped
from .stand import Key, ManyProgress, Stand
from .tables import ManyTables
from .verify_many import verify_many

Measures = tuple[PlannedMeasure, ...]
Use = Mapping[Key, int]
ROUNDS = 16
MORE = (1000, 100, 30, 10, 3)
"""Cents of each shared flow and year that a table which misses a cent may have beside its share."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How far to search: to this proven gap, in so many rounds, each table to `table_gap`.

    Up to `few` yes-or-no choices all tables are solved as one.
    """

    gap: float = 0.02
    rounds: int = ROUNDS
    table_gap: float = 0.005
    few: int = FEW


def solve_many(
    many: ManyTables,
    *,
    effort: Effort = Effort(),
    executor: Executor | None = None,
    tell: Callable[[ManyProgress], bool] | None = None,
    stand: Stand | None = None,
    keep: Callable[[Stand], None] | None = None,
    reasons: bool = True,
) -> ManyPlans | NoPlans:
    """Plans for all tables within `effort.gap` of what no plans can exceed, if its rounds reach that far.

    The answer depends on the tables and the effort alone: not on their order, nor on the executor. `tell`
    hears of progress and ends the search by returning true; the best plans so far are then the answer, and
    where there are none yet, those of a spreadsheet with an equal part of the shared money for each table.
    `keep` is handed every round's stand, and a search begun from such a `stand` ends as it would have.
    Without `reasons` the plans do not say why measures were left out, which is quicker.
    Raises `InvalidProblem` with every error of the tables.
    """
    errors = tuple(issue for issue in check_many(many) if issue.severity is Severity.ERROR)
    if errors:
        raise InvalidProblem(errors)
    executor = executor or InTurn()
    search = Search(many, executor, table_gap=effort.table_gap, few=effort.few)
    stand, stopped = stand or Stand(), False
    try:
        while stand.rounds < effort.rounds and not (stand.taken and stand.gap <= effort.gap):
            stand = search.advance(stand, tell or _never)
            if keep is not None:
                keep(stand)
    except Stopped:
        stopped = True
    except CannotPlan as refused:
        return NoPlans(Status.INFEASIBLE, _conflicts(search, refused.tables))
    if not stand.taken and not stopped:
        return NoPlans(Status.INFEASIBLE, {}, together=True)
    plans = _Finishing(search, executor, stand).plans(stopped=stopped, reasons=reasons)
    if isinstance(plans, NoPlans):
        return plans
    broken = verify_many(many, plans)
    if broken:
        raise SelfCheckFailed("; ".join(f"{v.path}: {v.code} {dict(v.facts)}" for v in broken[:20]))
    return plans


def _never(progress: ManyProgress) -> bool:
    return False


def _conflicts(search: Search, tables: tuple[str, ...]) -> dict[str, Infeasible]:
    by_id = {table.id: table for table in search.tables}
    found = {t: solve(by_id[t]) for t in tables}
    return {t: answer for t, answer in found.items() if isinstance(answer, Infeasible)}


class _Finishing:
    """The best outlines of a search as plans to the cent."""

    def __init__(self, search: Search, executor: Executor, stand: Stand) -> None:
        self.search = search
        self.executor = executor
        self.stand = stand
        self.by_id: Mapping[str, Problem] = {table.id: table for table in search.tables}
        self.share = self._shares() if stand.taken else self._equal_parts()

    def plans(self, *, stopped: bool, reasons: bool) -> ManyPlans | NoPlans:
        """Plans for all, or none when what is forced does not fit to the cent."""
        done = self._in_cents() if self.stand.taken else self._by_spreadsheet()
        if done is None:
            return NoPlans(Status.STOPPED if stopped else Status.INFEASIBLE, {}, together=True)
        uses = {t: spent(measures, self.search.ids[t]) for t, measures in done.items()}
        doubts = [
            Doubt(self.by_id[t], self.search.ids[t], done[t], self._others(uses, t)) for t in sorted(done)
        ]
        work = explained if reasons else unexplained
        found = dict(self.executor.each(work, doubts))
        tables = {doubt.problem.id: found[n] for n, doubt in enumerate(doubts)}
        return self._answer(tables, uses, stopped)

    def _shares(self) -> dict[str, dict[Key, int]]:
        """What each table's outline spends of the shared money, and a cent more where all still fits."""
        least = {t: whole_share(dict(self.stand.best(t).use)) for t in self.by_id}
        wider = {t: self._wider(t, share) for t, share in least.items()}
        return wider if self.search.money.fits(self._total(wider)) else least

    def _equal_parts(self) -> dict[str, dict[Key, int]]:
        """An equal part, in whole cents, of each year of a shared flow for every table that shares it."""
        sharers = {s.name: len(s.tables) for s in self.search.shared}
        budget = self.search.whole_budget
        return {
            t: {own: int(budget[key]) // sharers[key[0]] for own, key in self._keys(t)} for t in self.by_id
        }

    def _by_spreadsheet(self) -> dict[str, Measures] | None:
        """Each table as in a spreadsheet within its part; None where that cannot have what is forced."""
        asked = [Part(self.by_id[t], self.search.ids[t], self.share[t]) for t in sorted(self.by_id)]
        found = dict(self.executor.each(by_spreadsheet, asked))
        done = {part.problem.id: found[n] for n, part in enumerate(asked)}
        known = {t: measures for t, measures in done.items() if measures is not None}
        return known if len(known) == len(done) else None

    def _wider(self, table: str, share: Mapping[Key, int]) -> dict[Key, int]:
        """A cent more for rounding, of what was kept back for that."""
        spare = {own: self.search.money.spare[name] // 2 for own, (name, _) in self._keys(table)}
        return {key: cents + spare[key] for key, cents in share.items()}

    def _in_cents(self) -> dict[str, Measures] | None:
        """Side by side each within its share; who misses a cent comes after, with all that is left."""
        outlines = [self._outline(t, self._all_but(t)) for t in sorted(self.by_id)]
        found = dict(self.executor.each(in_cents, outlines))
        done = {o.problem.id: found[n] for n, o in enumerate(outlines)}
        uses: dict[str, Use] = {
            t: self.share[t] if measures is None else spent(measures, self.search.ids[t])
            for t, measures in done.items()
        }
        missing = sorted(t for t, measures in done.items() if measures is None)
        more = self._with_more(uses, missing)
        uses |= more
        for t in missing:
            # Without more this is the question that was answered already.
            measures = in_cents(self._outline(t, self._beside(more[t], t))) if t in more else None
            measures = measures or in_cents(self._outline(t, self._others(uses, t), search=True))
            if measures is None:
                return None
            done[t], uses[t] = measures, spent(measures, self.search.ids[t])
        return {t: measures for t, measures in done.items() if measures is not None}

    def _with_more(self, uses: Mapping[str, Use], missing: list[str]) -> dict[str, Use]:
        """The same few cents more for each that misses one, so that the first does not take what all need.

        Only of years with a budget: of others nobody may spend a cent.
        """
        budget = self.search.whole_budget
        for more in MORE:
            wider: dict[str, Use] = {
                t: {
                    own: self.share[t].get(own, 0) + (more if budget[key] else 0)
                    for own, key in self._keys(t)
                }
                for t in missing
            }
            if self.search.money.fits(self._total({**uses, **wider})):
                return wider
        return {}

    def _beside(self, use: Mapping[Key, int], table: str) -> dict[Key, int]:
        budget = self.search.whole_budget
        return {own: round(budget[key]) - use.get(own, 0) for own, key in self._keys(table)}

    def _outline(self, table: str, others: Mapping[Key, int], *, search: bool = False) -> Outline:
        chosen = self.stand.best(table).chosen
        return Outline(self.by_id[table], self.search.ids[table], chosen, others, search)

    def _keys(self, table: str) -> list[tuple[Key, Key]]:
        """(as the table calls it, as all call it) for every shared flow and year."""
        return [
            ((s.flow.id, year), (s.name, year))
            for s in self.search.shared
            if table in s.tables
            for year in self.by_id[table].years
        ]

    def _all_but(self, table: str) -> dict[Key, int]:
        return self._beside(self.share[table], table)

    def _others(self, uses: Mapping[str, Mapping[Key, int]], table: str) -> dict[Key, int]:
        total = self._total(uses)
        return {own: total.get(key, 0) - uses[table].get(own, 0) for own, key in self._keys(table)}

    def _total(self, uses: Mapping[str, Mapping[Key, int]]) -> dict[Key, int]:
        total: dict[Key, int] = {}
        for t, use in uses.items():
            for (flow, year), cents in use.items():
                key = (self.search.money.name[t, flow], year)
                total[key] = total.get(key, 0) + cents
        return total

    def _answer(
        self, tables: dict[str, Plan], uses: Mapping[str, Mapping[Key, int]], stopped: bool
    ) -> ManyPlans:
        lapse = {
            f.id: left_over(self.search.money.able, f, self._total(uses))[1]
            for f in self.search.money.able.flows
        }
        weight = self.search.tables[0].weights.lapse
        worth = sum((Fraction(plan.objective) for plan in tables.values()), Fraction(0))
        objective = float(worth - weight * sum(lapse.values(), Fraction(0)) / 10_000_000)
        bound = max(self.stand.bound, objective)
        proven = bound - objective <= PROVEN * max(1.0, abs(objective))
        status = Status.STOPPED if stopped else Status.WITHIN_GAP
        return ManyPlans(
            status=Status.OPTIMAL if proven else status,
            objective=objective,
            bound=bound,
            gap=relative_gap(objective, bound) if bound < inf else inf,
            rounds=self.stand.rounds,
            tables=tables,
            shared=tuple(
                SharedUse(
                    name=s.name,
                    flow=s.flow.id,
                    holder=s.flow.holder,
                    budget={year: s.flow.budget.get(year, 0) for year in self.search.tables[0].years},
                    spent={
                        t: {
                            year: cents
                            for (flow, year), cents in sorted(uses[t].items())
                            if flow == s.flow.id
                        }
                        for t in s.tables
                    },
                    lapses=int(lapse[s.name]),
                    worth={
                        year: price for (name, year), price in self.stand.centre.items() if name == s.name
                    },
                )
                for s in self.search.shared
            ),
        )
