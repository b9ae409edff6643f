"""How long a plan of a generated table takes, how hard those tables are, and what peers need.

`python bench/connect.py [--count 20] [--peers 2] [--cap 30]` prints CPU seconds of one thread per table
of 40 measures, 27 flows, 20 parties and 6 years at a gap of 0.5 %, and the demo table. Peers get the
same arrays for the first tables; `--peers 20` gives them all. A peer that the cap stops counts as if it
had finished then, which flatters it; the line says so. Our seconds hold building and reasons too.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

GAP, MOST_MEDIAN, MOST_DEMO, LEAST_BINARIES, LEAST_ROOT_GAP = 0.005, 4.0, 10.0, 150, 0.005
BUDGET = (0.25, 0.55)


def cpu(work):
    """What some work gives and the CPU seconds it took."""
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def budget_share(problem) -> float:
    """What the flows hold, as a share of what all measures cost."""
    cost = sum(sum(cents) for m in problem.measures for cents in m.costs.values())
    return sum(sum(f.budget.values()) for f in problem.flows) / cost


def table(seed: int):
    """One generated table: CPU seconds in all, its gap at the root, its budget, plan and arrays."""
    from gebiedstafel.engines.connect import solve
    from gebiedstafel.engines.connect.formulation import formulate
    from gebiedstafel.engines.connect.generate import generate
    from gebiedstafel.engines.connect.highs import run
    from gebiedstafel.engines.connect.loosening import loosened
    from gebiedstafel.engines.connect.possible import possibilities

    problem = generate(40, seed)
    plan, seconds = cpu(lambda: solve(problem, gap=GAP))
    model = formulate(possibilities(problem))
    arrays = loosened(model, model.arrays())
    root = run(arrays, gap=GAP, nodes=1).bound
    gap = (root - plan.objective) / abs(plan.objective)
    return seconds, gap, budget_share(problem), plan, arrays


def scipy_milp(arrays, cap: float) -> tuple[float, float]:
    """scipy's solver on the same arrays: objective and CPU seconds."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    size = (len(arrays.row_lower), len(arrays.cost))
    rows = csr_matrix((arrays.value, arrays.index, arrays.start), shape=size)
    result, seconds = cpu(
        lambda: milp(
            -arrays.cost,
            integrality=arrays.integer,
            bounds=Bounds(arrays.lower, arrays.upper),
            constraints=LinearConstraint(rows, arrays.row_lower, arrays.row_upper),
            options={"mip_rel_gap": GAP, "time_limit": cap},
        )
    )
    return (-result.fun + arrays.offset if result.fun is not None else np.nan), seconds


def pulp_cbc(arrays, cap: float) -> tuple[float, float]:
    """PuLP with CBC on the same arrays: objective, and CPU seconds of both processes."""
    import os

    import numpy as np
    import pulp

    model = pulp.LpProblem("table", pulp.LpMaximize)
    columns = [
        pulp.LpVariable(
            f"x{c}",
            arrays.lower[c],
            None if np.isinf(arrays.upper[c]) else arrays.upper[c],
            "Integer" if arrays.integer[c] else "Continuous",
        )
        for c in range(len(arrays.cost))
    ]
    model += pulp.lpDot(arrays.cost.tolist(), columns)
    for r in range(len(arrays.row_lower)):
        part = slice(arrays.start[r], arrays.start[r + 1])
        terms = zip(arrays.index[part], arrays.value[part], strict=True)
        row = pulp.LpAffineExpression([(columns[c], v) for c, v in terms])
        low, high = arrays.row_lower[r], arrays.row_upper[r]
        if low == high:
            model += row == low
        else:
            if not np.isinf(low):
                model += row >= low
            if not np.isinf(high):
                model += row <= high
    before = os.times()
    model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=GAP, threads=1, timeLimit=cap))
    after = os.times()
    seconds = sum(after[:4]) - sum(before[:4])
    return pulp.value(model.objective) + arrays.offset, seconds


def demo() -> float:
    """CPU seconds for the demo table."""
    from gebiedstafel.engines.connect import solve
    from gebiedstafel.exchange.demo import demo_table
    from gebiedstafel.exchange.table_problem import problem_of

    plan, seconds = cpu(lambda: solve(problem_of(demo_table()), gap=GAP))
    print(f"demo: {seconds:.1f} CPU seconds, gap {plan.gap:.2%} (at most {MOST_DEMO:.0f} s)")
    return seconds


def peers(arrays, seconds: float, cap: float, ratios: dict[str, list[float]]) -> str:
    """Each peer on these arrays, as text; our seconds divided by its are added to the ratios."""
    said = ""
    for name, peer in (("scipy", scipy_milp), ("pulp+cbc", pulp_cbc)):
        begun = time.monotonic()
        objective, needed = peer(arrays, cap)
        stopped = ", stopped" if time.monotonic() - begun >= cap else ""
        ratios.setdefault(name, []).append(seconds / needed)
        said += f"; {name} {needed:.1f} s{stopped}, {objective:.1f}"
    return said


def p95(values: list[float]) -> float:
    """The value that 19 in 20 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--peers", type=int, default=2, help="how many tables peers solve too")
    parser.add_argument("--cap", type=float, default=30, help="seconds on the clock for a peer's table")
    asked = parser.parse_args()
    took, binaries, gaps, shares = [], [], [], []
    ratios: dict[str, list[float]] = {}
    for seed in range(asked.count):
        seconds, gap, share, plan, arrays = table(seed)
        took.append(seconds)
        binaries.append(int(arrays.integer.sum()))
        gaps.append(gap)
        shares.append(share)
        line = f"table {seed}: {seconds:.1f} s, {binaries[-1]} binaries, root gap {gap:.2%}, "
        line += f"budget {share:.0%} of cost, {plan.nodes} nodes, objective {plan.objective:.1f}, "
        line += f"gap {plan.gap:.2%}"
        if seed < asked.peers:
            line += peers(arrays, seconds, asked.cap, ratios)
        print(line, flush=True)
    median = statistics.median(took)
    print(f"median {median:.1f} CPU seconds of {len(took)} tables (at most {MOST_MEDIAN})")
    print(f"95 in 100 within {p95(took):.1f} CPU seconds")
    print(f"fewest binaries {min(binaries)} (at least {LEAST_BINARIES})")
    print(f"median root gap {statistics.median(gaps):.2%} (at least {LEAST_ROOT_GAP:.1%})")
    low, high = BUDGET
    print(f"budgets {min(shares):.0%}-{max(shares):.0%} of cost (between {low:.0%} and {high:.0%})")
    for name, values in ratios.items():
        mean = statistics.geometric_mean(values)
        print(f"our seconds / {name}: geometric mean {mean:.2f} of {len(values)} tables")
    faults = [
        median > MOST_MEDIAN,
        min(binaries) < LEAST_BINARIES,
        statistics.median(gaps) < LEAST_ROOT_GAP,
        round(min(shares), 2) < low or round(max(shares), 2) > high,
        demo() > MOST_DEMO,
    ]
    print(f"{faults.count(False)} passed, {faults.count(True)} failed")
    return 1 if any(faults) else 0


if __name__ == "__main__":
    sys.exit(main())
