"""Many tables that share money: bound, optimum and plans in that order, and the same from anywhere."""

import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from prove.proof import Proof, scaled  # noqa: E402

CITIES, SHUFFLED, KILLED = 60, 20, 10


def prove(scale: float) -> Iterator[Proof]:
    """Small cities beside the same tables as one, shuffled, and with workers killed in mid-run."""
    yield _in_order(scaled(CITIES, scale))
    yield _same_in_any_order(scaled(SHUFFLED, scale))
    yield _killed(scaled(KILLED, scale))


def _in_order(count: int) -> Proof:
    from gebiedstafel.engines.connect import Plan, solve
    from gebiedstafel.engines.connect.many import ManyPlans, solve_many, verify_many
    from tests.engines.connect.small_cities import as_one, small_city
    from tests.engines.connect.test_many_tables import APART

    faults, gaps = [], []
    for seed in range(count):
        city = small_city(seed)
        best, plans = solve(as_one(city), gap=0), solve_many(city, effort=APART)
        assert isinstance(best, Plan)
        assert isinstance(plans, ManyPlans)
        gaps.append(plans.gap)
        if not plans.objective - 1e-6 <= best.objective <= plans.bound + 1e-6:
            faults.append(f"seed {seed}: {plans.objective} ≤ {best.objective} ≤ {plans.bound}")
        faults += [f"seed {seed}: {v.path} {v.code}" for v in verify_many(city, plans)]
    figures = [f"largest proven gap of three tables taken apart: {max(gaps):.1%}"]
    promise = "tables taken apart: the bound is not below the best of all as one, the plans not above it"
    return Proof(promise, count, "cities", faults, figures)


def _same_in_any_order(count: int) -> Proof:
    from gebiedstafel.engines.connect.many import ManyTables, solve_many
    from tests.engines.connect.renaming import shuffled
    from tests.engines.connect.small_cities import small_city
    from tests.engines.connect.test_many_tables import APART

    faults = []
    for seed in range(count):
        dice = random.Random(seed)
        city = small_city(seed)
        tables = [shuffled(table, dice) for table in city.tables]
        dice.shuffle(tables)
        if solve_many(ManyTables(tuple(tables)), effort=APART) != solve_many(city, effort=APART):
            faults.append(f"seed {seed}: shuffled tables gave other plans")
    return Proof("shuffled tables give the identical plans", count, "cities", faults)


def _killed(count: int) -> Proof:
    from gebiedstafel.cli.processes import Processes
    from gebiedstafel.engines.connect.generate_many import generate_many
    from gebiedstafel.engines.connect.many import Effort, ManyTables, solve_many

    faults, kills = [], 0
    for seed in range(count):
        city = ManyTables(generate_many(5, 4, seed))
        effort = Effort(gap=0.0, rounds=4, few=0)
        alone = solve_many(city, effort=effort, reasons=False)
        shot: list[int] = []
        with Processes(2) as pool:

            def tell(progress, pool=pool, shot=shot, at=seed % 3 + 1) -> bool:
                if progress.rounds == at and not shot:
                    shot.append(next(iter(pool.pool._processes)))
                    os.kill(shot[0], signal.SIGKILL)
                return False

            same = solve_many(city, effort=effort, executor=pool, tell=tell, reasons=False)
        kills += len(shot)
        if same != alone:
            faults.append(f"seed {seed}: a killed worker changed the plans")
    return Proof("a worker killed in mid-run loses nothing", kills, "kills", faults)
