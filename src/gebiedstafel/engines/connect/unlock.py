"""What would unlock most: levers ranked by what a plan gains, with what comes in and what drops out.

First every lever is screened by the linear relaxation of its table, which takes hundredths of a second
and gives a first estimate. Then the best are planned again, each from the plan there is, and the gain
is firm: what the new plan is worth more than the old one, both at the table with the lever. A gain
that the search of either plan may have missed is a tie, not a gain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from .check import check
from .lever_search import flows_of, levers_for, levers_of, waiting_for
from .levers import Lever, LeverKind, with_lever
from .nearby import CLOSER, Near, beside, better_near, made_ready, planned_again, searched_wholly, valued
from .order import arrange
from .plan import Infeasible, InvalidProblem, Plan, Severity, Violation
from .problem import Problem
from .screening import Screened, screen
from .verify import verify

EACH_TOLD = 8
"""Levers screened between two tellings."""
EASY_TRIED = 3
LEAST_GAIN = 0.05
"""Points below which nothing changes that a person would see."""
CENTS_PER_HOUR = 5_000
"""What an hour weighs against money when the cheapest of several ways is sought."""
STATEMENTS_TRIED = 4

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Unlock:
    """One lever with what it brings.

    `gain` is in points of the objective, on the way from the old plan to the new one at the table with
    the lever; `least` and `most` are what it may be once both plans are proven. It is `tied` when `least`
    is not above zero. Until it is `firm`, gain and measures are the estimate of the relaxation. `rank`
    is the same for levers whose gains the search cannot tell apart. `statement` is the unmet statement
    of residents for which this is the cheapest way.
    """

    lever: Lever
    gain: float
    least: float
    most: float
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    firm: bool = False
    rank: int = 0
    statement: str = ""

    @property
    def tied(self) -> bool:
        """Whether the search could have missed as much as this gains."""
        return self.least <= 0


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
    search.found = {one.lever.id: one for one in known if one.firm}
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
                self.found[one.lever.id] = Unlock(one.lever, one.gain, 0.0, one.most, enters=one.enters)
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
        best = sorted(plans, key=lambda name: (-self.found[name].gain, name))
        for name in best[: self.most // 10]:
            if self.stop():
                return
            near = ready[name]
            again = better_near(near, plans[name], tolerance=CLOSER, stop=self._stop)
            self._keep(near, self.found[name].lever, again)
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

    def _keep(self, near: Near, lever: Lever, plan: Plan, statement: str = "") -> None:
        self.found[lever.id] = self._weighed(near, lever, plan, statement)

    def _weighed(self, near: Near, lever: Lever, plan: Plan, statement: str = "") -> Unlock:
        old = valued(near, self.known)
        gain = plan.objective - old.objective
        moved = changes(self.plan, plan) if gain > LEAST_GAIN or statement else Changes()
        return Unlock(
            lever=lever,
            gain=gain,
            least=gain - self.noise,
            most=max(near.linear.value - old.objective, gain),
            enters=moved.enters,
            leaves=moved.leaves,
            moves=moved.moves,
            terms={term: plan.terms[term] - old.terms[term] for term in plan.terms},
            firm=True,
            statement=statement,
        )

    def _meet_a_statement(self, base: Near) -> None:
        """The cheapest way to an unmet statement that residents share, the most shared first."""
        for statement, measures in unmet(self.problem, self.known):
            ways = sorted(levers_for(self.problem, self.plan, measures), key=lever_cost)
            for lever in ways:
                if self.stop():
                    return
                near = made_ready(with_lever(self.problem, lever), base.linear)
                met = None if near is None else self._with_one_of(near, measures)
                if near is not None and met is not None:
                    self.wanted = self._weighed(near, lever, met, statement)
                    self._tell()
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
        rows = ranked(self.found.values(), self.noise)[: self.most]
        if self.wanted is not None:
            rows = _with_wanted(rows, self.wanted, self.most)
        return Unlocked(rows, self.noise, self.screened, self.levers, better, stopped)


def ranked(found: Iterable[Unlock], noise: float) -> tuple[Unlock, ...]:
    """Firm ones first, then by gain; levers within the noise of the first of their rank share it."""
    kept = [one for one in found if not one.firm or one.gain > LEAST_GAIN or one.statement]
    ordered = sorted(kept, key=lambda one: (not one.firm, -one.gain, one.lever.id))
    rows: list[Unlock] = []
    first, rank = 0.0, 0
    for number, one in enumerate(ordered, 1):
        if not rows or first - one.gain > noise or rows[-1].firm != one.firm:
            first, rank = one.gain, number
        rows.append(replace(one, rank=rank))
    return tuple(rows)


def _with_wanted(rows: tuple[Unlock, ...], wanted: Unlock, most: int) -> tuple[Unlock, ...]:
    """The list with the lever that residents need in it, in the last place if it earns no better."""
    for n, row in enumerate(rows):
        if row.lever.id == wanted.lever.id:
            return (*rows[:n], replace(row, statement=wanted.statement), *rows[n + 1 :])
    return (*rows[: most - 1], replace(wanted, rank=len(rows[: most - 1]) + 1))


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


def lever_cost(lever: Lever) -> tuple[int, int, str]:
    """Cheapest first: new money, with hours at what they weigh; then the fewest changes."""
    cents = lever.total_cents + lever.total_hours * CENTS_PER_HOUR
    return (cents, max(len(lever.parts), 1), lever.id)
