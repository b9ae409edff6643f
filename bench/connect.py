"""How long a plan of a generated table takes, how hard those tables are, and what peers need.

`python bench/connect.py [--count 20] [--peers 2] [--cap 30]` prints CPU seconds of one thread per table
of 40 measures, 27 flows, 20 parties and 6 years at a gap of 0.5 %, and the demo table. Peers get the
same arrays for the first tables, each in a process of its own; `--peers 20` gives them all. A peer that the
cap stops counts as if it had finished then, which flatters it; the line says so. Theirs is building their
model and the search; ours holds the checks, whole cents and hours, and the reasons too.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

GAP, MOST_MEDIAN, MOST_DEMO, LEAST_BINARIES, LEAST_ROOT_GAP = 0.005, 4.0, 10.0, 150, 0.005
BUDGET = (0.25, 0.55)
PEER = ROOT / "bench" / "peers" / "solve.py"
PEERS = ("scipy", "pulp+cbc", "pyscipopt", "linopy+highs", "cp-sat")
GOAL = 0.6


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


def peer(name: str, arrays, cap: float) -> dict:
    """What a peer makes of the same arrays, in a process of its own: objective, CPU seconds, stopped."""
    with tempfile.NamedTemporaryFile(suffix=".npz") as held:
        np.savez(held, **{field: getattr(arrays, field) for field in arrays.__dataclass_fields__})
        held.flush()
        asked = [sys.executable, PEER, name, held.name, str(GAP), str(cap)]
        # A solver may look at its clock late; one that never does counts as stopped at twice the cap.
        try:
            told = subprocess.run(asked, capture_output=True, text=True, timeout=cap * 4, check=True).stdout
        except subprocess.TimeoutExpired:
            return {"objective": None, "seconds": cap, "stopped": True}
    return json.loads(told.splitlines()[-1])


def demo() -> float:
    """CPU seconds for the demo table."""
    from gebiedstafel.engines.connect import solve
    from gebiedstafel.exchange.demo import demo_table
    from gebiedstafel.exchange.table_problem import problem_of

    plan, seconds = cpu(lambda: solve(problem_of(demo_table()), gap=GAP))
    print(f"demo: {seconds:.1f} CPU seconds, gap {plan.gap:.2%} (at most {MOST_DEMO:.0f} s)")
    return seconds


def peers(arrays, plan, seconds: float, cap: float, sums: dict[str, list[dict]]) -> str:
    """Each peer on these arrays, as text, beside our seconds and plan."""
    said = ""
    for name in PEERS:
        told = peer(name, arrays, cap)
        worth = told["objective"]
        told["ours"] = seconds
        told["better"] = worth is not None and worth > plan.objective * (1 + 1e-6)
        told["better_in_less"] = told["better"] and told["seconds"] < seconds
        sums.setdefault(name, []).append(told)
        said += f"; {name} {told['seconds']:.1f} s{', stopped' if told['stopped'] else ''}"
        said += f", {worth:.1f}" if worth is not None else ", no plan"
    return said


def beside_peers(sums: dict[str, list[dict]]) -> None:
    """Medians and totals of the tables that peers solved too, and who ever had a better plan sooner."""
    for name, told in sums.items():
        ours, theirs = ([one[key] for one in told] for key in ("ours", "seconds"))
        median = statistics.median(ours) / statistics.median(theirs)
        counts = [sum(one[key] for one in told) for key in ("stopped", "better", "better_in_less")]
        print(
            f"{name}: median {statistics.median(theirs):.1f} s, total {sum(theirs):.0f} s of {len(told)} "
            f"tables, {counts[0]} stopped; ours is {median:.2f}x by medians and "
            f"{sum(ours) / sum(theirs):.2f}x by totals; it had a better plan {counts[1]} times, "
            f"in less time {counts[2]} times"
        )
    best = min(statistics.median(one["seconds"] for one in told) for told in sums.values())
    ours = statistics.median(one["ours"] for one in next(iter(sums.values())))
    print(f"our median / the best peer's median: {ours / best:.2f} (the goal is {GOAL})")


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
    sums: dict[str, list[dict]] = {}
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
            line += peers(arrays, plan, seconds, asked.cap, sums)
        print(line, flush=True)
    median = statistics.median(took)
    print(f"median {median:.1f} CPU seconds of {len(took)} tables (at most {MOST_MEDIAN})")
    print(f"95 in 100 within {p95(took):.1f} CPU seconds")
    print(f"fewest binaries {min(binaries)} (at least {LEAST_BINARIES})")
    print(f"median root gap {statistics.median(gaps):.2%} (at least {LEAST_ROOT_GAP:.1%})")
    low, high = BUDGET
    print(f"budgets {min(shares):.0%}-{max(shares):.0%} of cost (between {low:.0%} and {high:.0%})")
    if sums:
        beside_peers(sums)
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
