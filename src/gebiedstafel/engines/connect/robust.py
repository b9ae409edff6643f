"""How firm a plan is: which measures stay in when effects, costs and grants turn out otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .making_room import Room, room_made, room_of
from .plan import Infeasible, Plan
from .problem import Problem
from .scenarios import SPREAD, scenario, uncertain_flows, without_flows
from .solver import solve

#: Stays in the plan in at least this share of the scenarios: then it is of the stable core.
CORE = Fraction(9, 10)
#: Fewer scenarios than this say nothing about what nearly always stays in: one that is out would be a tenth.
ENOUGH = 10
#: Scenarios are solved to this gap: a measure that hardly matters may go in or out by it.
GAP = 0.01
#: The number of the scenario in which nothing changes but that no uncertain grant is awarded.
NO_GRANTS = -1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was chosen in one scenario: start year per measure, or None when the fixed choices do not fit.

    `number` is `NO_GRANTS` for the table as it is without any uncertain grant. `room` is per measure outside
    the plan that came in what dropped out of the plan that asks the same means.
    """

    number: int
    starts: Mapping[str, int] | None
    room: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Robust:
    """How firm a plan is, as far as it was worked out.

    `shares` is per measure of the table the share of scenarios in which it is chosen. `core` are the measures
    of the plan that are chosen in at least `CORE` of them, `wavering` the others of the plan, firmest first;
    `contenders` are measures outside the plan that come in now and then, most often first, and `room` says in
    the same order what let them in. All are empty until there are `enough` scenarios. `lost` are the measures
    of the plan that drop out when no uncertain grant is awarded, None while that is not known.
    """

    scenarios: int
    asked: int
    without_plan: int
    shares: Mapping[str, Fraction]
    core: tuple[str, ...]
    wavering: tuple[str, ...]
    contenders: tuple[str, ...]
    room: tuple[Room, ...]
    grants: tuple[str, ...]
    lost: tuple[str, ...] | None
    outcomes: tuple[Outcome, ...] = field(repr=False)

    @property
    def enough(self) -> bool:
        """Whether there are enough scenarios to say which measures nearly always stay in."""
        return self.scenarios >= ENOUGH

    @property
    def stopped(self) -> bool:
        """Whether it ended before all that was asked was worked out."""
        return self.scenarios < self.asked or self.lost is None


def mostly_out(
    wavering: Iterable[str], shares: Mapping[str, Fraction] | Mapping[str, float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Measures in at least half of the scenarios, and those in fewer; each in the same order."""
    named = tuple(wavering)
    return tuple(m for m in named if 2 * shares[m] >= 1), tuple(m for m in named if 2 * shares[m] < 1)


def robust(
    problem: Problem,
    plan: Plan,
    *,
    seed: int,
    count: int = 20,
    spread: Fraction = SPREAD,
    known: tuple[Outcome, ...] = (),
    told: Callable[[Robust], None] = lambda so_far: None,
    stop: Callable[[], bool] = lambda: False,
) -> Robust:
    """Solve `count` scenarios drawn from the seed, and the table without its uncertain grants.

    Each starts from the plan. `told` hears what is known after each; `stop` ends it there, also within a
    scenario, which then does not count. `known` are outcomes of an earlier run with the same seed. The answer
    does not depend on where it was stopped and went on.
    """
    done = {outcome.number: outcome for outcome in known if outcome.number < count}
    for number in (NO_GRANTS, *range(count)):
        if number in done:
            continue
        outcome = None if stop() else _outcome(problem, plan, seed, number, spread, stop)
        if outcome is None:
            break
        done[number] = outcome
        told(_so_far(problem, plan, count, done))
    return _so_far(problem, plan, count, done)


def _outcome(
    problem: Problem, plan: Plan, seed: int, number: int, spread: Fraction, stop: Callable[[], bool]
) -> Outcome | None:
    """What is chosen in one scenario; None when it was stopped."""
    if number == NO_GRANTS:
        grants = _counted_on(problem, plan)
        if not grants:
            return Outcome(number, {m.id: m.start for m in plan.measures})
        changed = without_flows(problem, grants)
    else:
        changed = scenario(problem, seed=seed, number=number, spread=spread)
    heard = False

    def ends(_: object) -> bool:
        nonlocal heard
        heard = heard or stop()
        return heard

    found = solve(changed, gap=GAP, start=plan, stop=ends, reasons=False)
    if heard:
        return None
    if isinstance(found, Infeasible):
        return Outcome(number, None)
    return Outcome(number, {m.id: m.start for m in found.measures}, room_made(plan, found))


def _counted_on(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """The uncertain flows that pay something in the plan: the others can take nothing away from it."""
    paying = {payment.flow for measure in plan.measures for payment in measure.payments}
    return tuple(flow for flow in uncertain_flows(problem) if flow in paying)


def _so_far(problem: Problem, plan: Plan, count: int, done: Mapping[int, Outcome]) -> Robust:
    drawn = [done[number] for number in range(count) if number in done]
    planned = {m.id for m in plan.measures}
    times = {m.id: sum(m.id in (o.starts or {}) for o in drawn) for m in problem.measures}
    shares = {m: Fraction(n, max(len(drawn), 1)) for m, n in sorted(times.items())}
    firmest = sorted(shares, key=lambda m: (-shares[m], m))
    bare = done.get(NO_GRANTS)
    told = firmest if len(drawn) >= ENOUGH else []
    contenders = tuple(m for m in told if m not in planned and shares[m])
    return Robust(
        scenarios=len(drawn),
        asked=count,
        without_plan=sum(o.starts is None for o in drawn),
        shares=shares,
        core=tuple(m for m in told if m in planned and shares[m] >= CORE),
        wavering=tuple(m for m in told if m in planned and shares[m] < CORE),
        contenders=contenders,
        room=tuple(room_of(m, [o.room for o in drawn]) for m in contenders),
        grants=_counted_on(problem, plan),
        lost=None if bare is None else tuple(sorted(planned - set(bare.starts or {}))),
        outcomes=tuple(done[number] for number in sorted(done)),
    )
