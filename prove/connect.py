"""The connection engine agrees with its twin, keeps its laws, and its verifier misses nothing."""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from prove.proof import Proof, scaled  # noqa: E402

TABLES, RENAMED, SHUFFLED, BROKEN, BOUND, EXAMPLES, WAYS = 200, 60, 20, 100, 100, 60, 200


def prove(scale: float) -> Iterator[Proof]:
    """Try everything on small tables; rename and shuffle them; break their plans."""
    yield _agrees(scaled(TABLES, scale))
    yield _same_under_names(scaled(RENAMED, scale))
    yield _same_in_any_order(scaled(SHUFFLED, scale))
    yield _catches(scaled(BROKEN, scale))
    yield _connecting_is_never_worse(scaled(WAYS, scale))
    yield _families_bind(scaled(BOUND, scale), every=scale >= 1)
    yield from _laws(scaled(EXAMPLES, scale))


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


def _connecting_is_never_worse(count: int) -> Proof:
    """The connected plan beside silos and a spreadsheet, each checked against every rule."""
    from gebiedstafel.engines.connect import Comparison, compare, verify
    from tests.engines.connect.small_tables import small_table

    faults, better = [], Counter()
    for seed in range(count):
        problem = small_table(seed)
        found = compare(problem)
        if not isinstance(found, Comparison):
            faults.append(f"seed {seed}: no plan")
            continue
        best = found.connected.plan.objective
        for name, way in (("silo", found.silo), ("greedy", found.greedy)):
            if way is None or verify(problem, way.plan):
                faults.append(f"seed {seed}: {name} breaks a rule")
            elif way.plan.objective > best + 1e-9:
                faults.append(f"seed {seed}: {name} is worth more")
            else:
                better[name] += way.plan.objective < best - 1e-6
    figures = [f"connecting is worth more than {name} in {better[name]}" for name in ("silo", "greedy")]
    promise = "connecting is never worse than silos or a spreadsheet, and each keeps every rule"
    return Proof(promise, count, "tables", faults, figures)


def _families_bind(count: int, *, every: bool) -> Proof:
    """How often lifting a family of rules changes the best plan of the oracle's tables."""
    from gebiedstafel.engines.connect import Plan, solve
    from tests.engines.connect.families import FAMILIES, families_that_bind, said
    from tests.engines.connect.small_tables import small_table
    from tests.engines.connect.test_against_the_oracle import SEEDS

    bound: Counter[str] = Counter()
    seeds = sorted({*range(count), *(SEEDS if every else ())})
    for seed in seeds:
        plan = solve(small_table(seed), gap=0)
        assert isinstance(plan, Plan)
        bound.update(families_that_bind(small_table(seed), plan.objective))
    never = sorted(set(FAMILIES) - set(bound)) if every else []
    faults = [f"never bound: {family}" for family in never]
    return Proof("each family of rules decides somewhere", bound.total(), "times", faults, [said(bound)])


def _laws(examples: int) -> Iterator[Proof]:
    """The laws of the test suite, each on many more tables."""
    from hypothesis import HealthCheck, settings

    os.environ["LAW_EXAMPLES"] = str(examples)
    every = list(HealthCheck)
    settings.register_profile(
        "prove", deadline=None, derandomize=True, database=None, suppress_health_check=every
    )
    settings.load_profile("prove")
    from tests.engines.connect import test_laws, test_more_laws

    for name, law in sorted((vars(test_laws) | vars(test_more_laws)).items()):
        if hasattr(law, "hypothesis"):
            yield _law(name.removeprefix("test_").replace("_", " "), law, examples)


def _law(promise: str, law: Callable[[], None], examples: int) -> Proof:
    try:
        law()
    except Exception as broken:
        return Proof(promise, examples, "examples", [f"{type(broken).__name__}: {broken}"])
    return Proof(promise, examples, "examples")


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
