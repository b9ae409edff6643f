"""How long a plan of a generated table takes, how hard those tables are, and what peers need.

`python bench/connect.py [--count 20] [--peers 3]` prints CPU seconds of one thread per table of 40
measures, 27 flows, 20 parties and 6 years at a gap of 0.5 %, and the demo table.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

GAP, MOST_MEDIAN, MOST_DEMO, LEAST_BINARIES, LEAST_ROOT_GAP = 0.005, 4.0, 10.0, 150, 0.005


def cpu(work):
    """What some work gives and the CPU seconds it took."""
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def table(seed: int):
    """One generated table: CPU seconds in all, its binaries, its gap at the root."""
    from gebiedstafel.engines.connect import solve
    from gebiedstafel.engines.connect.formulation import formulate
    from gebiedstafel.engines.connect.generate import generate
    from gebiedstafel.engines.connect.highs import run
    from gebiedstafel.engines.connect.possible import possibilities

    problem = generate(40, seed)
    plan, seconds = cpu(lambda: solve(problem, gap=GAP))
    arrays = formulate(possibilities(problem)).arrays()
    root = run(arrays, gap=GAP, nodes=1).bound
    gap = (root - plan.objective) / abs(plan.objective)
    return seconds, int(arrays.integer.sum()), gap, plan, arrays


def scipy_milp(arrays) -> tuple[float, float]:
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
            options={"mip_rel_gap": GAP, "time_limit": 120},
        )
    )
    return (-result.fun + arrays.offset if result.fun is not None else np.nan), seconds


def pulp_cbc(arrays) -> tuple[float, float]:
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
    model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=GAP, threads=1, timeLimit=120))
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--peers", type=int, default=3, help="how many tables peers solve too")
    asked = parser.parse_args()
    took, binaries, gaps, ratios = [], [], [], {"scipy": [], "pulp+cbc": []}
    for seed in range(asked.count):
        seconds, whole, gap, plan, arrays = table(seed)
        took.append(seconds)
        binaries.append(whole)
        gaps.append(gap)
        line = f"table {seed}: {seconds:.1f} s, {whole} binaries, root gap {gap:.2%}, {plan.nodes} nodes"
        line += f", objective {plan.objective:.1f}"
        for name, peer in (("scipy", scipy_milp), ("pulp+cbc", pulp_cbc)) if seed < asked.peers else ():
            objective, peer_seconds = peer(arrays)
            ratios[name].append(seconds / peer_seconds)
            line += f"; {name} {peer_seconds:.1f} s, {objective:.1f}"
        print(line, flush=True)
    median = statistics.median(took)
    print(f"median {median:.1f} CPU seconds of {len(took)} tables (at most {MOST_MEDIAN})")
    print(f"fewest binaries {min(binaries)} (at least {LEAST_BINARIES})")
    print(f"median root gap {statistics.median(gaps):.2%} (at least {LEAST_ROOT_GAP:.1%})")
    for name, values in ratios.items():
        if values:
            print(f"our seconds / {name}: geometric mean {statistics.geometric_mean(values):.2f}")
    faults = [
        median > MOST_MEDIAN,
        min(binaries) < LEAST_BINARIES,
        statistics.median(gaps) < LEAST_ROOT_GAP,
        demo() > MOST_DEMO,
    ]
    print(f"{faults.count(False)} passed, {faults.count(True)} failed")
    return 1 if any(faults) else 0


if __name__ == "__main__":
    sys.exit(main())
