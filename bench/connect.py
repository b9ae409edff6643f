"""How long a plan of a generated table takes, how hard those tables are, and what peers need.

`python bench/connect.py [--count 20] [--peers 2] [--cap 30]` prints CPU seconds of one thread per table
of 40 measures, 27 flows, 20 parties and 6 years at a gap of 0.5 %, and the demo table. Peers get the
same arrays for the first tables, each in a process of its own; `--peers 20` gives them all. A peer that the
cap stops counts as if it had finished then, which flatters it; the line says so. Theirs is building their
model and the search; ours holds the checks, whole cents and hours, and the reasons too. The last lines say
what is left without those reasons, which no peer gives. The best peer is the quickest of those whose plans,
on half of the tables at least, hold and are worth no less than ours by more than twice the gap.

A plan of a peer is what it says, and what is left of it once its whole columns are fixed at whole numbers and
the payments are worked out again at tight tolerance: a solver that calls money enough that is a thousandth
short has no plan that can be paid. Only what is left is weighed against ours; what it said is printed too.
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
#: Plans whose worth differs by less than this share are worth the same.
SAME = 1e-6


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
    """One generated table: CPU seconds with and without reasons, root gap, share of budget, plan, arrays."""
    from gebiedstafel.engines.connect import solve
    from gebiedstafel.engines.connect.formulation import formulate
    from gebiedstafel.engines.connect.generate import generate
    from gebiedstafel.engines.connect.highs import run
    from gebiedstafel.engines.connect.loosening import loosened
    from gebiedstafel.engines.connect.possible import possibilities

    problem = generate(40, seed)
    plan, seconds = cpu(lambda: solve(problem, gap=GAP))
    _, plain = cpu(lambda: solve(problem, gap=GAP, reasons=False))
    model = formulate(possibilities(problem))
    arrays = loosened(model, model.arrays())
    root = run(arrays, gap=GAP, nodes=1).bound
    gap = (root - plan.objective) / abs(plan.objective)
    return (seconds, plain), gap, budget_share(problem), plan, arrays


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
            return {"objective": None, "values": None, "seconds": cap, "stopped": True}
    return json.loads(told.splitlines()[-1])


def demo() -> float:
    """CPU seconds for the demo table."""
    from gebiedstafel.engines.connect import solve
    from gebiedstafel.exchange.demo import demo_table
    from gebiedstafel.exchange.table_problem import problem_of

    plan, seconds = cpu(lambda: solve(problem_of(demo_table()), gap=GAP))
    print(f"demo: {seconds:.1f} CPU seconds, gap {plan.gap:.2%} (at most {MOST_DEMO:.0f} s)")
    return seconds


def peers(arrays, plan, ours: tuple[float, float], cap: float, sums: dict[str, list[dict]]) -> str:
    """Each peer on these arrays, as text, beside our seconds (with and without reasons) and plan."""
    said = ""
    for name in PEERS:
        told = peer(name, arrays, cap)
        worth = told["objective"]
        held = None if worth is None else worth_held(arrays, told["values"])
        told["ours"], told["plain"] = ours
        told["counts"] = held is not None and held >= plan.objective * (1 - 2 * GAP)
        told["broken"] = worth is not None and held is None
        for key, value in (("said", worth), ("better", held)):
            told[key] = value is not None and value > plan.objective * (1 + SAME)
            told[f"{key}_in_less"] = told[key] and told["seconds"] < told["ours"]
        sums.setdefault(name, []).append(told)
        said += f"; {name} {told['seconds']:.1f} s{', stopped' if told['stopped'] else ''}"
        said += f", {worth:.1f}{in_words(worth, held)}" if worth is not None else ", no plan"
    return said


def worth_held(arrays, values: list[float]) -> float | None:
    """What a plan's whole choices are worth when all rows hold at tight tolerance; None if they do not."""
    from gebiedstafel.engines.connect.highs import fix_whole, run

    outcome = run(fix_whole(arrays, np.array(values)), exact=True)
    return None if outcome.values is None else outcome.objective


def in_words(said: float, held: float | None) -> str:
    """What is left of a plan that was said to be worth so much, where that is anything else."""
    if held is None:
        return " (does not hold)"
    return "" if abs(said - held) < 0.05 else f" ({held:.1f} held)"


def beside_peers(sums: dict[str, list[dict]]) -> None:
    """Medians and totals of the tables that peers solved too, and who ever had a better plan sooner."""
    for name, told in sums.items():
        ours, theirs = ([one[key] for one in told] for key in ("ours", "seconds"))
        median = statistics.median(ours) / statistics.median(theirs)
        keys = ("stopped", "better", "better_in_less", "broken", "said", "said_in_less")
        counts = [sum(one[key] for one in told) for key in keys]
        print(
            f"{name}: median {statistics.median(theirs):.1f} s, total {sum(theirs):.0f} s of {len(told)} "
            f"tables, {counts[0]} stopped; ours is {median:.2f}x by medians and "
            f"{sum(ours) / sum(theirs):.2f}x by totals; it had a better plan {counts[1]} times, "
            f"in less time {counts[2]} times; {counts[3]} plans did not hold "
            f"(as it said: better {counts[4]} times, in less time {counts[5]} times)"
        )
    good = [told for told in sums.values() if 2 * sum(one["counts"] for one in told) >= len(told)]
    if not good:
        print("no peer found plans that hold and are worth about as much on half of the tables")
        return
    best = min(statistics.median(one["seconds"] for one in told) for told in good)
    least = min(sum(one["seconds"] for one in told) for told in good)
    for key, words in (("ours", ""), ("plain", " without reasons")):
        ours = [one[key] for one in next(iter(sums.values()))]
        median, total = statistics.median(ours) / best, sum(ours) / least
        print(f"our median{words} / the best peer's median: {median:.2f} (the goal is {GOAL})")
        print(f"our total{words} / the best peer's total: {total:.2f} (the goal is {GOAL})")


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
        ours, gap, share, plan, arrays = table(seed)
        took.append(ours[0])
        binaries.append(int(arrays.integer.sum()))
        gaps.append(gap)
        shares.append(share)
        line = f"table {seed}: {ours[0]:.1f} s ({ours[1]:.1f} without reasons), {binaries[-1]} binaries, "
        line += f"root gap {gap:.2%}, "
        line += f"budget {share:.0%} of cost, {plan.nodes} nodes, objective {plan.objective:.1f}, "
        line += f"gap {plan.gap:.2%}"
        if seed < asked.peers:
            line += peers(arrays, plan, ours, asked.cap, sums)
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
