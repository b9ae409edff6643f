"""The connection engine agrees with its twin, keeps its laws, and its verifier misses nothing."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from prove.proof import Proof, scaled  # noqa: E402

TABLES, RENAMED, SHUFFLED, BROKEN = 200, 60, 20, 100


def prove(scale: float) -> Iterator[Proof]:
    """Try everything on small tables; rename and shuffle them; break their plans."""
    yield _agrees(scaled(TABLES, scale))
    yield _same_under_names(scaled(RENAMED, scale))
    yield _same_in_any_order(scaled(SHUFFLED, scale))
    yield _catches(scaled(BROKEN, scale))


def _agrees(count: int) -> Proof:
    from gebiedstafel.engines.connect import Plan, solve
    from tests.engines.connect.oracle import best_plan
    from tests.engines.connect.small_tables import small_table

    faults, bound = [], Counter()
    tried = 0
    for seed in range(count):
        problem = small_table(seed)
        plan, best = solve(problem, gap=0), best_plan(problem)
        bound.update(best.refused)
        tried += best.tried
        if not isinstance(plan, Plan) or abs(plan.objective - best.worth) > 1e-6:
            faults.append(f"seed {seed}: the twin finds {best.worth}")
    figures = [f"{tried} selections tried; refused by: {dict(sorted(bound.items()))}"]
    promise = "the engine's best equals the best of trying everything, within 1e-6"
    return Proof(promise, count, "tables", faults, figures)


def _same_under_names(count: int) -> Proof:
    from gebiedstafel.engines.connect import Plan, solve
    from tests.engines.connect.renaming import renamed
    from tests.engines.connect.small_tables import small_table

    faults = []
    for seed in range(count):
        problem = small_table(seed)
        other, names = renamed(problem, random.Random(seed))
        plan, same = solve(problem, gap=0), solve(other, gap=0)
        assert isinstance(plan, Plan)
        assert isinstance(same, Plan)
        if {names[m.id]: m.start for m in plan.measures} != {m.id: m.start for m in same.measures}:
            faults.append(f"seed {seed}: another selection under other names")
    return Proof("other names change nothing else", count, "tables", faults)


def _same_in_any_order(count: int) -> Proof:
    from gebiedstafel.engines.connect import solve
    from tests.engines.connect.renaming import shuffled
    from tests.engines.connect.small_tables import small_table

    faults = []
    for seed in range(count):
        problem = small_table(seed, measures=7)
        plans = [solve(shuffled(problem, random.Random(n))) for n in range(12)]
        if any(plan != plans[0] for plan in plans):
            faults.append(f"seed {seed}: twelve shuffles gave more than one plan")
    return Proof("twelve shuffles give the identical plan", count, "tables", faults)


def _catches(count: int) -> Proof:
    from gebiedstafel.engines.connect import Plan, solve, verify
    from tests.engines.connect.broken_plans import BREAKERS
    from tests.engines.connect.small_tables import small_table

    faults, done = [], Counter()
    for seed in range(count):
        problem = small_table(seed)
        plan = solve(problem, gap=0)
        assert isinstance(plan, Plan)
        for name, breaker in BREAKERS.items():
            broken = breaker(problem, plan)
            if broken is not None:
                done[name] += 1
                if not verify(problem, broken):
                    faults.append(f"seed {seed}: {name} passed")
    faults += [f"never seeded: {name}" for name in BREAKERS if not done[name]]
    promise = "the verifier passes the engine's plans and catches every seeded fault"
    return Proof(promise, sum(done.values()), "faults seeded", faults, [str(dict(done))])
