"""How near many tables that share money come to a proven best, in which time and memory.

`python bench/many.py` plans a city of 30 tables of 40 measures. `--country` plans municipalities of 15
measures that share 7 national flows: 40, 80, 160 and 342 of them, with a line fitted through their seconds;
`--tables 40,80` plans other numbers. CPU seconds of all processes, peak memory of all processes together.
What the shared money covers of what tables would spend if it cost nothing is printed, at most half.
"""

import argparse
import math
import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from gebiedstafel.cli.processes import Processes  # noqa: E402
from gebiedstafel.engines.connect.generate_many import generate_many  # noqa: E402
from gebiedstafel.engines.connect.many import (  # noqa: E402
    Effort,
    ManyTables,
    NoPlans,
    shared_flows,
    solve_many,
)
from gebiedstafel.engines.connect.many.columns import Question, reply  # noqa: E402

CITY = {"tables": (30,), "measures": 40, "gap": 0.02, "cpu": 1200.0, "memory": 1.0}
COUNTRY = {"tables": (40, 80, 160, 342), "measures": 15, "gap": 0.015, "cpu": 3600.0, "memory": 3.0}
MOST_COVERED, BUDGET, SLOPE = 0.5, (0.25, 0.55), 1.05


def cpu() -> float:
    """CPU seconds of this process."""
    return sum(os.times()[:2])


def spent(pool: Processes) -> tuple[float, float]:
    """CPU seconds of the processes of the pool so far, and the sum of their peaks in gigabytes.

    They are children of a server that starts them, so no call of ours counts them: Linux tells of each.
    """
    ticks, kilobytes = 0, 0
    for pid in list(pool.pool._processes) if pool.pool else ():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
        told = Path(f"/proc/{pid}/status").read_text()
        kilobytes += int(told.split("VmHWM:")[1].split()[0])
    return ticks / os.sysconf("SC_CLK_TCK"), kilobytes / 2**20


def covered(many: ManyTables, processes: int) -> float:
    """Which part of what tables would spend of shared money at price zero there is."""
    shared = shared_flows(many)
    ids = frozenset(s.flow.id for s in shared)
    with Processes(processes) as pool:
        replies = pool.each(reply, [Question(table, ids, gap=0.03, nodes=1) for table in many.tables])
        asked = sum(cents for _, r in replies if r.column for _, cents in r.column.use)
    return sum(sum(s.flow.budget.values()) for s in shared) / asked


def budget_shares(many: ManyTables) -> list[float]:
    """Per table its own money and an equal part of the shared money, as a share of its costs."""
    shared = shared_flows(many)
    names = {s.flow.id for s in shared}
    part = sum(sum(s.flow.budget.values()) for s in shared) / len(many.tables)
    own = [sum(sum(f.budget.values()) for f in t.flows if f.id not in names) for t in many.tables]
    costs = [sum(sum(c) for m in t.measures for c in m.costs.values()) for t in many.tables]
    return [(mine + part) / cost for mine, cost in zip(own, costs, strict=True)]


def plan(number: int, goal: dict, asked: argparse.Namespace) -> tuple[float, bool]:
    """CPU seconds for so many tables, and whether gap, time, memory and hardness are as promised."""
    many = ManyTables(generate_many(number, goal["measures"], asked.seed, country=asked.country))
    shares = budget_shares(many)
    cover = covered(many, asked.processes)
    begun, clock = cpu(), time.monotonic()
    with Processes(asked.processes) as pool:

        def keep(stand) -> None:
            if asked.rounds_shown:
                gap = f"{stand.gap:.2%}" if stand.taken else "no plan yet"
                print(
                    f"  {stand.rounds} {stand.done}: {gap}, bound {stand.bound:.1f}, plan {stand.value:.1f}, "
                )
                print(f"    {time.monotonic() - clock:.0f} s on the clock", flush=True)

        plans = solve_many(
            many, effort=Effort(gap=goal["gap"]), executor=pool, keep=keep, reasons=asked.reasons
        )
        theirs, held = spent(pool)
    seconds = cpu() - begun + theirs
    if isinstance(plans, NoPlans):
        print(f"{number} tables × {goal['measures']}: {plans.status.value}, no plans: {sorted(plans.tables)}")
        return seconds, False
    memory = held + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{number} tables × {goal['measures']}: gap {plans.gap:.2%} (at most {goal['gap']:.1%}), "
        f"{seconds:.0f} CPU s (at most {goal['cpu']:.0f}), {time.monotonic() - clock:.0f} s on the clock, "
        f"{memory:.2f} GB (at most {goal['memory']:.0f}), {plans.rounds} rounds; money "
        f"{min(shares):.0%}-{max(shares):.0%} of cost, shared money covers {cover:.0%} of demand",
        flush=True,
    )
    hard = cover <= MOST_COVERED
    return seconds, plans.gap <= goal["gap"] and seconds <= goal["cpu"] and memory <= goal["memory"] and hard


def slope(points: dict[int, float]) -> float:
    """The power of the number of tables with which seconds grow, by least squares on logarithms."""
    xs, ys = [math.log(n) for n in points], [math.log(s) for s in points.values()]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--country", action="store_true")
    parser.add_argument("--tables", help="numbers of tables, such as 40,80")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--reasons", action="store_true", help="also say why measures were left out")
    parser.add_argument("--rounds-shown", action="store_true", help="print every round")
    asked = parser.parse_args()
    goal = COUNTRY if asked.country else CITY
    numbers = [int(n) for n in asked.tables.split(",")] if asked.tables else goal["tables"]
    points, kept = {}, []
    for number in numbers:
        points[number], good = plan(number, goal, asked)
        kept.append(good)
    if len(points) > 1:
        power = slope(points)
        print(f"seconds grow as tables to the power {power:.2f} (at most {SLOPE})")
        kept.append(power <= SLOPE)
    print(f"{kept.count(True)} passed, {kept.count(False)} failed")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
