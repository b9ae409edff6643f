"""What would unlock most: levers ranked by what a plan gains, with what comes in and what drops out.

First every lever is screened by the linear relaxation of its table, which takes hundredths of a second
and gives a first estimate. Then the best are planned again, each from the plan there is, and the gain
is firm: what the new plan is worth more than the old one, both at the table with the lever. A gain
that the search of either plan may have missed is a tie, not a gain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from .answer import answer
from .check import check
from .lever_search import flows_of, levers_for, levers_of, waiting_for
from .levers import Lever, LeverKind, with_lever
from .nearby import CLOSER, Near, beside, better_near, made_ready, planned_again, searched_wholly, valued
from .order import arrange
from .plan import Infeasible, InvalidProblem, Plan, Severity, Violation
from .possible import Possible, of_arranged
from .problem import Problem
from .ranking import LEAST_GAIN, Unlock, lever_cost, ranked
from .rule_makers import rule_maker
from .screening import Screened, screen
from .sparing import spared
from .trimming import trimmed
from .verify import keeps_rules, verify

EACH_TOLD = 8
"""Levers screened between two tellings."""
EASY_TRIED = 3
STATEMENTS_TRIED = 4
WAYS_TRIED = 3
LAPSE_UNIT = 10_000_000
"""Cents of €100,000, the unit in which money that lapses is weighed."""

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The levers found so far, best first; `noise` is what the search for the old plan may have missed.

    `screened` of `levers` have an estimate. `better` is a better plan of the table as it is, where one
    turned up: gains are counted from there. `stopped` says that there was more to look at.
    """

    found: tuple[Unlock, ...]
    noise: float
    screened: int
    levers: int
    better: Plan | None = None
    stopped: bool = False


class WrongPlan(ValueError):
    """A plan that is not one of this table; `violations` says what it breaks."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__("; ".join(f"{v.path}: {v.code}" for v in violations))
        self.violations = violations


Told = Callable[[Unlocked], None]


def unlock(
    problem: Problem,
    plan: Plan | Infeasible,
    *,
    most: int = 10,
    levers: tuple[Lever, ...] | None = None,
    known: tuple[Unlock, ...] = (),
    stop: Stop | None = None,
    told: Told | None = None,
) -> Unlocked:
    """The `most` levers that gain most, one of them for an unmet statement whatever its rank.

    `told` hears the list each time it is better known. `levers` are those to weigh, by default all
    that the table suggests; `known` are firm ones of an earlier search of the same plan, which are not
    weighed again. `stop` ends it early with what there is. Raises `InvalidProblem`, and `WrongPlan`
    where the plan is not one of this table.
    """
    search = _Search(problem, usable(problem, plan), most, stop or _never, told or _nobody)
    before = [each for one in known for each in (one, *one.instead) if each.firm]
    before.sort(key=lambda one: not one.statement)  # what is the best of a lever goes before what is cheapest
    search.found = {one.first or one.lever.id: one for one in before}
    return search.run(levers)


def usable(problem: Problem, plan: Plan | Infeasible) -> Plan:
    """The plan, once the problem has no faults and the plan keeps its rules."""
    errors = tuple(issue for issue in check(problem) if issue.severity is Severity.ERROR)
    if errors:
        raise InvalidProblem(errors)
    if isinstance(plan, Infeasible):
        raise WrongPlan((Violation("no_plan", "plan"),))
    broken = verify(problem, replace(plan, bound=max(plan.bound, plan.objective)))
    if broken:
        raise WrongPlan(tuple(broken))
    return plan


def _never() -> bool:
    return False


def _nobody(_: Unlocked) -> None:
    return None


@dataclass(frozen=True)
class _Weighed:
    """A plan at a table with no more of a lever than the plan uses; `bound` is what no plan exceeds there."""

    first: str
    lever: Lever
    able: Possible
    plan: Plan
    bound: float
    statement: str = ""


class _Search:
    """One search, from the first estimate to the last firm gain."""

    def __init__(self, problem: Problem, plan: Plan, most: int, stop: Stop, told: Told) -> None:
        self.problem = arrange(problem)
        self.plan = plan
        self.most = most
        self.stop = stop
        self.told = told
        self.found: dict[str, Unlock] = {}
        self.noise = 0.0
        self.screened = self.levers = 0
        self.known = plan
        self.wanted: Unlock | None = None
        self.weighed: dict[str, _Weighed] = {}

    def run(self, levers: tuple[Lever, ...] | None) -> Unlocked:
        base = made_ready(self.problem)
        if base is None:
            return self._now(stopped=False)
        candidates = levers_of(self.problem, self.plan) if levers is None else levers
        self.levers = len(candidates)
        self.noise = max(min(self.plan.bound, base.linear.value) - self.plan.objective, 0.0)
        screened = list(self._screen(base, candidates))
        self.known = better_near(base, valued(base, self.plan), stop=self._stop)
        self.noise = max(min(self.plan.bound, base.linear.value) - self.known.objective, 0.0)
        self._firm(base, _promising(screened, self.most) if levers is None else screened)
        self._meet_a_statement(base)
        if not self.stop():
            self.found = {name: one for name, one in self.found.items() if one.firm}
            self._tell()
        return self._now(stopped=self.stop())

    def _stop(self, _: object) -> bool:
        return self.stop()

    def _screen(self, base: Near, levers: tuple[Lever, ...]) -> Iterator[Screened]:
        for number, one in enumerate(screen(base, self.plan, levers, stop=self.stop), 1):
            self.screened = number
            if one.gain > LEAST_GAIN and one.lever.id not in self.found:
                self.found[one.lever.id] = Unlock(
                    one.lever,
                    one.gain,
                    0.0,
                    one.most,
                    enters=one.enters,
                    asks=rule_maker(self.problem, one.lever),
                )
            if number % EACH_TOLD == 0 or number == len(levers):
                self._tell()
            yield one

    def _firm(self, base: Near, wanted: list[Screened]) -> None:
        """Plan again with the most promising; those that nobody had time for keep their estimate."""
        ready: dict[str, Near] = {}
        plans: dict[str, Plan] = {}
        for one in wanted:
            if self.stop():
                return
            if one.lever.id in self.found and self.found[one.lever.id].firm:
                continue
            near = made_ready(with_lever(self.problem, one.lever), base.linear)
            if near is None:
                continue
            ready[one.lever.id] = near
            plans[one.lever.id] = self._plan_again(near, one)
            self._keep(near, one.lever, plans[one.lever.id])
            self._tell()
        best = sorted(self.found.keys() & plans.keys(), key=lambda name: (-self.found[name].gain, name))
        levers = {one.lever.id: one.lever for one in wanted}
        for name in best[: self.most // 10]:
            if self.stop():
                return
            again = better_near(ready[name], plans[name], tolerance=CLOSER, stop=self._stop)
            self._keep(ready[name], levers[name], again)
            self._tell()

    def _plan_again(self, near: Near, one: Screened) -> Plan:
        """With what the relaxation would take in first, or else with what waits for the lever."""
        flows = flows_of(self.problem, one.lever)
        waiting = waiting_for(self.problem, self.plan, flows, one.lever.party)
        tried = one.enters[:1] if one.gain > LEAST_GAIN else waiting[:1]
        old = valued(near, self.known)
        found = planned_again(near, old, tried, hoped=one.gain, stop=self._stop)
        hopeful = one.gain > self.noise >= found.objective - old.objective
        if hopeful and not _effort(one.lever):
            return searched_wholly(near, found, stop=self._stop)
        return found

    def _keep(self, near: Near, lever: Lever, plan: Plan) -> None:
        """Keep the lever as far as the plan uses it; one that the plan can do without brings nothing."""
        one = self._with_least(near, lever, plan)
        if one is None:
            self.found.pop(lever.id, None)
            self._start_from(plan)
            return
        self.weighed[lever.id] = one
        self.found[lever.id] = self._told(one)

    def _with_least(self, near: Near, lever: Lever, plan: Plan, statement: str = "") -> _Weighed | None:
        """The plan with the least of the lever, verified at the table with no more of it than that."""
        for measures in (spared(near, lever, plan), plan.measures):
            like = replace(plan, measures=measures)
            if measures is not plan.measures and not keeps_rules(near.problem, like):
                continue
            own = trimmed(self.problem, lever, like)
            if own is None:
                return None
            table = with_lever(self.problem, own)
            able = near.able if own == lever else of_arranged(table)
            bound = near.linear.value + self._no_longer_lapsing(lever, own)
            new = answer(able, measures, bound=bound)
            if not verify(table, new):
                return _Weighed(lever.id, own, able, new, bound, statement)
        return _Weighed(lever.id, lever, near.able, plan, near.linear.value, statement)

    def _no_longer_lapsing(self, whole: Lever, own: Lever) -> float:
        """What money that is not asked after all may have cost in points by lapsing."""
        return float(self.problem.weights.lapse) * (whole.total_cents - own.total_cents) / LAPSE_UNIT

    def _start_from(self, plan: Plan) -> None:
        """Count all gains from this plan, where it is a better one of the table as it is."""
        base = answer(of_arranged(self.problem), plan.measures, bound=self.known.bound)
        more = base.objective - self.known.objective
        if more <= LEAST_GAIN or verify(self.problem, base):
            return
        self.known = base
        self.noise = max(self.noise - more, 0.0)
        self.found = {
            name: self._told(self.weighed[name]) if name in self.weighed else _less(one, more)
            for name, one in self.found.items()
        }

    def _told(self, one: _Weighed) -> Unlock:
        old = answer(one.able, self.known.measures, bound=one.bound)
        gain = one.plan.objective - old.objective
        moved = changes(self.plan, one.plan) if gain > LEAST_GAIN or one.statement else Changes()
        return Unlock(
            lever=one.lever,
            gain=gain,
            least=gain - self.noise,
            most=max(one.bound - old.objective, gain),
            enters=moved.enters,
            leaves=moved.leaves,
            moves=moved.moves,
            terms={term: one.plan.terms[term] - old.terms[term] for term in one.plan.terms},
            firm=True,
            statement=one.statement,
            first=one.first,
            asks=rule_maker(self.problem, one.lever),
        )

    def _meet_a_statement(self, base: Near) -> None:
        """The cheapest way to an unmet statement that residents share, the most shared first."""
        for statement, measures in unmet(self.problem, self.known):
            ways = list(islice(self._ways_to(base, statement, measures), WAYS_TRIED))
            if self.stop():
                return
            if ways:
                self.wanted = self._told(min(ways, key=lambda one: lever_cost(one.lever)))
                self._tell()
                return

    def _ways_to(self, base: Near, statement: str, measures: tuple[str, ...]) -> Iterator[_Weighed]:
        """Levers that make room for one of the measures, the cheapest as far as one knows first.

        They end at the first that asks no money and no hours: none is cheaper.
        """
        ways = levers_for(self.problem, self.plan, measures)
        for lever in sorted(ways, key=lever_cost):
            near = made_ready(with_lever(self.problem, lever), base.linear)
            met = None if near is None or self.stop() else self._with_one_of(near, ways[lever])
            one = None if near is None or met is None else self._with_least(near, lever, met, statement)
            if one is not None:
                yield one
                if not lever_cost(one.lever)[0]:
                    return

    def _with_one_of(self, near: Near, measures: tuple[str, ...]) -> Plan | None:
        for measure in measures:
            found = beside(near, valued(near, self.known), measure, stop=self._stop)
            if found is not None:
                return found
        return None

    def _tell(self) -> None:
        self.told(self._now(stopped=False))

    def _now(self, *, stopped: bool) -> Unlocked:
        better = self.known if self.known.objective > self.plan.objective + LEAST_GAIN else None
        wanted = [] if self.wanted is None else [self.wanted]
        rows = ranked([*self.found.values(), *wanted], self.noise, most=self.most)
        return Unlocked(rows, self.noise, self.screened, self.levers, better, stopped)


def _less(one: Unlock, points: float) -> Unlock:
    """The same counted from a plan that is worth so much more."""
    if not one.firm:
        return one
    return replace(one, gain=one.gain - points, least=one.least, most=one.most - points)


def _promising(screened: list[Screened], most: int) -> list[Screened]:
    """Those with the best estimates, the best and the easiest of those that open the same before others.

    A chair or a promise is looked at whatever its estimate, as far as there is room for a few: the
    relaxation takes measures in part, and so may see no gain where a whole one would come in.
    """
    ordered = sorted(screened, key=lambda one: (-one.gain, one.lever.id))
    useful = [one for one in ordered if one.gain > LEAST_GAIN]
    opening: dict[str, list[Screened]] = {}
    for one in useful:
        opening.setdefault(one.enters[0] if one.enters else one.lever.id, []).append(one)
    first: set[str] = set()
    for alike in opening.values():
        easiest = min(alike[1:] or alike, key=lambda one: (_effort(one.lever), *lever_cost(one.lever)))
        first |= {alike[0].lever.id, easiest.lever.id}
    chosen = sorted(useful, key=lambda one: one.lever.id not in first)[:most]
    easy = [one for one in ordered if one not in chosen and not _effort(one.lever)]
    return chosen + easy[:EASY_TRIED]


def _effort(lever: Lever) -> int:
    """How hard a lever is to pull: a word or a chair, then money and hours, then a rule of others."""
    if lever.parts:
        return max(_effort(part) for part in lever.parts)
    if lever.kind in (LeverKind.CERTAIN_IN_TIME, LeverKind.SEATED, LeverKind.PROMISED):
        return 0
    return 2 if lever.kind in (LeverKind.RULE_RELAXED, LeverKind.RULE_LIFTED, LeverKind.NEW_MONEY) else 1


@dataclass(frozen=True, slots=True)
class Changes:
    """Which measures come in, drop out, or start in another year."""

    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()


def changes(old: Plan, new: Plan) -> Changes:
    """From one plan to another."""
    before, after = ({m.id: m.start for m in plan.measures} for plan in (old, new))
    both = before.keys() & after.keys()
    return Changes(
        enters=tuple(sorted(after.keys() - before.keys())),
        leaves=tuple(sorted(before.keys() - after.keys())),
        moves=tuple(sorted(m for m in both if before[m] != after[m])),
    )


def unmet(problem: Problem, plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    """Shared statements that no measure in the plan meets wholly, most shared first, with what would."""
    chosen = {m.id for m in plan.measures}
    members = {b.id: b.measures for b in problem.bundles}
    found = []
    for s in sorted(problem.statements, key=lambda s: (-s.strength, s.id)):
        serving = [m for served in s.served_by for m in members.get(served, (served,))]
        waiting = tuple(m for m in dict.fromkeys(serving) if m not in chosen)
        if waiting and plan.statements.get(s.id, 0.0) < 1:
            found.append((s.id, waiting))
    return found[:STATEMENTS_TRIED]
