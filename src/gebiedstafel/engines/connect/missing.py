"""Who is missing: what each party changes, at the table or not, and what it would pay and gain.

A party at the table is taken away with its money, hours and leads; an absent one is put in its chair;
a newcomer is a kind of party that tables often lack, with money and hours that are an assumption.
Where nothing in the plan is a party's, the plan stands without it and nothing is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .answer import answer
from .lever_search import waiting_for
from .levers import Lever, LeverKind, with_lever
from .nearby import CLOSER, Near, better_near, keeping_all, made_ready, planned_again, searched_wholly, valued
from .order import arrange
from .plan import Infeasible, Plan, PlannedMeasure
from .problem import MoneyFlow, Party, Problem
from .ranking import LEAST_GAIN, SAME
from .screening import taken_in
from .unlock import Changes, changes, usable
from .verify import verify

SLIGHT = 0.01
"""What changes no more than this share of what a plan is worth is slight."""
LAPSE_UNIT = 10_000_000
"""Cents of €100,000, the unit in which money that lapses is weighed."""

Stop = Callable[[], bool]


class Standing(StrEnum):
    """Where a party is now."""

    PRESENT = "present"
    ABSENT = "absent"
    NEWCOMER = "newcomer"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A kind of party that is not on the list, with the money and hours it typically brings."""

    party: Party
    flows: tuple[MoneyFlow, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyEffect:
    """What one party changes.

    `change` is in points: what the plan loses without a party that is there, or gains with one that is
    not. `least` and `most` are what it may be once both plans are proven, `tied` that it may be nothing.
    `enters` and `leaves` say what its coming brings in and drives out, for a party that is there what
    would drop out and come in without it; of `enters`, `follows` needs only the room that `leaves` makes.
    `pays` is cents it pays in the plan it is part of, `hours` what it gives there; `gains` cents a year,
    of benefits it has from the measures that hang on it, and `serves` their themes. Until it is `firm`,
    change and measures are an estimate. It is `slight` at no more
    than a hundredth of what the plan is worth. `rank` is 0 for an estimate, else one more than how many
    parties of the same standing surely change more: of those with one rank the search cannot tell which does.
    """

    party: str
    standing: Standing
    change: float
    least: float
    most: float
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    pays: int = 0
    hours: int = 0
    gains: int = 0
    serves: tuple[str, ...] = ()
    firm: bool = False
    slight: bool = False
    rank: int = 0

    @property
    def tied(self) -> bool:
        """Whether the search could have missed as much as this changes."""
        return self.least <= 0

    @property
    def doubt(self) -> str:
        """`tied` where it may be nothing, `wide` where only how much is not known, or nothing."""
        if not self.firm or not self.tied:
            return ""
        return "tied" if self.slight else "wide"


@dataclass(frozen=True, slots=True)
class Missing:
    """All parties, those that change most first and estimates last.

    `noise` is what the search for the plan may have missed.
    """

    found: tuple[PartyEffect, ...]
    noise: float
    looked_at: int
    parties: int
    stopped: bool = False


Told = Callable[[Missing], None]


def missing(
    problem: Problem,
    plan: Plan | Infeasible,
    *,
    newcomers: tuple[Newcomer, ...] = (),
    known: tuple[PartyEffect, ...] = (),
    stop: Stop | None = None,
    told: Told | None = None,
) -> Missing:
    """What each party changes, most first.

    `told` hears the list as it grows, `stop` ends it with what there is; `known` are firm ones of an
    earlier search of the same plan, which are not looked at again. Raises `InvalidProblem`, and
    `WrongPlan` where the plan is not one of this table.
    """
    search = _Search(problem, usable(problem, plan), newcomers, stop or (lambda: False))
    search.found = {one.party: one for one in known if one.firm}
    for now in search.steps():
        if told is not None:
            told(now)
    return search.now()


def with_newcomer(problem: Problem, newcomer: Newcomer) -> Problem:
    """The table with one party more, in its chair."""
    party = replace(newcomer.party, at_table=True)
    return replace(problem, parties=(*problem.parties, party), flows=(*problem.flows, *newcomer.flows))


def without_party(problem: Problem, party: str) -> Problem:
    """The table with one chair empty: without its money, its hours and its leads."""
    parties = tuple(replace(p, at_table=False) if p.id == party else p for p in problem.parties)
    flows = tuple(f for f in problem.flows if party not in (f.holder, f.needs_at_table))
    return replace(problem, parties=parties, flows=flows)


class _Search:
    """One party after another: estimates first, then firm."""

    def __init__(self, problem: Problem, plan: Plan, newcomers: tuple[Newcomer, ...], stop: Stop) -> None:
        self.problem = arrange(problem)
        self.plan = plan
        self.newcomers = {n.party.id: n for n in sorted(newcomers, key=lambda n: n.party.id)}
        self.stop = stop
        self.found: dict[str, PartyEffect] = {}
        self.noise = 0.0
        self.looked_at = 0
        self.known = plan

    def now(self) -> Missing:
        worth = SLIGHT * abs(self.plan.objective)
        rows = [
            replace(one, slight=abs(one.change) <= worth)
            for one in self.found.values()
            if one.change > LEAST_GAIN or one.firm
        ]
        rows = [replace(one, rank=_rank(one, rows)) for one in rows]
        rows.sort(key=lambda one: (not one.firm, -one.change, one.party))
        total = len(self.problem.parties) + len(self.newcomers)
        return Missing(tuple(rows), self.noise, self.looked_at, total, self.stop())

    def steps(self) -> Iterator[Missing]:
        base = made_ready(self.problem)
        if base is None:
            return
        self.known = better_near(base, valued(base, self.plan), stop=self._stop)
        self.noise = max(min(self.plan.bound, base.linear.value) - self.known.objective, 0.0)
        ready: dict[str, tuple[Standing, Near]] = {}
        for party, standing, changed in self._tables():
            if self.stop():
                return
            self.looked_at += 1
            if party in self.found:
                continue
            near = None if changed is None else made_ready(changed, base.linear)
            if near is None:
                self._stands(party, standing)
            else:
                ready[party] = (standing, near)
                self._estimate(party, standing, near, base)
            yield self.now()
        for party in sorted(ready, key=lambda name: (-self.found[name].change, name)):
            if self.stop():
                return
            standing, near = ready[party]
            (self._leaves if standing is Standing.PRESENT else self._comes)(party, standing, near, base)
            yield self.now()

    def _stop(self, _: object) -> bool:
        return self.stop()

    def _tables(self) -> Iterator[tuple[str, Standing, Problem | None]]:
        """Each party with the table as it would be; None where the plan stands as it is."""
        for p in self.problem.parties:
            if not p.at_table:
                seat = Lever(LeverKind.SEATED, party=p.id)
                yield p.id, Standing.ABSENT, with_lever(self.problem, seat)
        for name, newcomer in self.newcomers.items():
            yield name, Standing.NEWCOMER, with_newcomer(self.problem, newcomer)
        for p in self.problem.parties:
            if p.at_table:
                needed = bool(self._hanging_on(self.known, p.id))
                yield p.id, Standing.PRESENT, without_party(self.problem, p.id) if needed else None

    def _stands(self, party: str, standing: Standing) -> None:
        self.found[party] = PartyEffect(party, standing, 0.0, 0.0, self.noise, firm=True)

    def _estimate(self, party: str, standing: Standing, near: Near, base: Near) -> None:
        """What the relaxation says."""
        if standing is Standing.PRESENT:
            change = self._kept_worth(party) - near.linear.value
        else:
            old = valued(near, self.known).objective
            change = near.linear.value - old - (base.linear.value - self.known.objective)
        most = near.linear.value if standing is not Standing.PRESENT else self.known.objective
        self.found[party] = PartyEffect(party, standing, max(change, 0.0), 0.0, max(most, 0.0))

    def _comes(self, party: str, standing: Standing, near: Near, base: Near) -> None:
        """Planned again with a party more, with the measure that hangs on it where it fits."""
        old = valued(near, self.known)
        flows = [f.id for f in near.problem.flows if party in (f.holder, f.needs_at_table)]
        waiting = waiting_for(self.problem, self.plan, flows, party)
        more = (*taken_in(base, near, self.plan)[:1], *waiting[:1])
        new = planned_again(near, old, more, hoped=self.found[party].change, stop=self._stop)
        if self.found[party].change > self.noise >= new.objective - old.objective:
            new = searched_wholly(near, new, stop=self._stop)
        best = new.objective - old.objective
        if changes(self.plan, new).leaves:
            new = self._less_upset(near, old, new)
        change = new.objective - old.objective
        if change <= LEAST_GAIN:
            new = valued(near, self.plan)
        moved = changes(self.plan, new)
        self.found[party] = replace(
            self._with_means(party, new, moved.enters, near.problem),
            standing=standing,
            change=change,
            least=best - self.noise,
            most=max(near.linear.value - old.objective, change),
            enters=moved.enters,
            leaves=moved.leaves,
            follows=self._not_of(party, new, moved, near.problem),
        )

    def _leaves(self, party: str, standing: Standing, near: Near, base: Near) -> None:
        """Planned again without the party, from what is left of the plan."""
        kept = self._rest(near, party)
        new = better_near(near, kept, stop=self._stop)
        new = better_near(near, new, tolerance=CLOSER, stop=self._stop)
        if changes(kept, new).leaves:
            new = self._less_upset(near, kept, new)
        old = self._kept_worth(party)
        moved = changes(self.plan, new)
        self.found[party] = replace(
            self._with_means(party, self.known, moved.leaves, self.problem),
            standing=standing,
            change=old - new.objective,
            least=old - near.linear.value,
            most=old + self.noise - new.objective,
            enters=moved.enters,
            leaves=moved.leaves,
        )

    def _less_upset(self, near: Near, old: Plan, new: Plan) -> Plan:
        """A plan that keeps all of the old one, where the search cannot tell that it is worth less.

        What drops out for a gain that may be nothing is not what the party changes.
        """
        kept = keeping_all(near, old, stop=self._stop)
        given_up = min(self.noise, (new.objective - old.objective) / 2)
        return kept if kept.objective >= new.objective - given_up else new

    def _kept_worth(self, party: str) -> float:
        """What the plan is worth, without blame for money of the party that would lapse with it there."""
        held = {f.id for f in self.problem.flows if party in (f.holder, f.needs_at_table)}
        lapsing = sum(each.cents for each in self.known.unused if each.lapses and each.flow in held)
        return self.known.objective + float(self.problem.weights.lapse) * lapsing / LAPSE_UNIT

    def _not_of(self, party: str, plan: Plan, moved: Changes, problem: Problem) -> tuple[str, ...]:
        """Of what comes in, what needs nothing of the party but the room of what drops out."""
        hanging = self._hanging_on(plan, party, problem)
        theirs = hanging.intersection(moved.enters)
        return tuple(m for m in moved.enters if m not in theirs) if moved.leaves and theirs else ()

    def _hanging_on(self, plan: Plan, party: str, problem: Problem | None = None) -> set[str]:
        """Measures of a plan that the party leads, pays, gives hours to, or that wait for one of these."""
        flows = (problem or self.problem).flows
        held = {f.id for f in flows if party in (f.holder, f.needs_at_table)}
        hanging = {m.id for m in plan.measures if _is_of(m, party, held)}
        after = {m.id: {need.measure for need in m.requires} for m in self.problem.measures}
        size = -1
        while size != len(hanging):
            size = len(hanging)
            hanging |= {m.id for m in plan.measures if after[m.id] & hanging}
        return hanging

    def _rest(self, near: Near, party: str) -> Plan:
        """What is left once all that hangs on the party is gone; nothing where that breaks a rule."""
        gone = self._hanging_on(self.known, party)
        for dropped in (gone, {m.id for m in self.known.measures}):
            left = tuple(m for m in self.known.measures if m.id not in dropped)
            plan = answer(near.able, left, bound=max(near.linear.value, 0.0))
            if not verify(near.problem, plan):
                return plan
        return plan

    def _with_means(self, party: str, plan: Plan, hanging: tuple[str, ...], problem: Problem) -> PartyEffect:
        """What the party pays and gives in a plan, and what it has from the measures that hang on it."""
        held = {f.id for f in problem.flows if f.holder == party}
        works = [m for m in problem.measures if m.id in hanging]
        theirs = next((p.themes for p in problem.parties if p.id == party), None) or frozenset()
        named = theirs.union(*(f.themes or () for f in problem.flows if f.id in held))
        return PartyEffect(
            party,
            Standing.PRESENT,
            change=0.0,
            least=0.0,
            most=0.0,
            pays=sum(p.cents for m in plan.measures for p in m.payments if p.flow in held),
            hours=sum(h.hours for m in plan.measures for h in m.hours if h.party == party),
            gains=sum(b.cents_per_year for m in works for b in m.benefits if b.party == party),
            serves=tuple(sorted({t for m in works for t in m.themes if t in named})),
            firm=True,
        )


def _is_of(m: PlannedMeasure, party: str, held: set[str]) -> bool:
    gives = any(h.party == party for h in m.hours)
    return m.lead == party or gives or any(p.flow in held for p in m.payments)


def _rank(one: PartyEffect, rows: list[PartyEffect]) -> int:
    more = [other for other in rows if other.standing is one.standing and other.least > one.change + SAME]
    return len(more) + 1 if one.firm else 0
