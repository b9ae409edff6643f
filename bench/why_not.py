"""What *why not* costs: CPU seconds per measure on made-up tables, and what a price costs beside a plan."""

from __future__ import annotations

import os
import statistics
import sys
import time

from gebiedstafel.engines.connect import Plan, solve
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.price import price
from gebiedstafel.engines.connect.why_not import WhyNots

SEEDS = int(os.environ.get("WHY_NOT_SEEDS", "3"))
"""How many tables of 40 measures; at full 20."""
PRICED = int(os.environ.get("WHY_NOT_PRICED", "1"))
"""How many measures of each table are forced in."""


MOST_SECONDS = 0.3
MOST_RATIO = 1.5


def main() -> int:
    """Print the figures and say whether they are within their limits: 0.3 CPU s each, 1.5 times a plan."""
    figures = run()
    for name, value in figures.items():
        print(f"{name}: {value}")
    seconds, ratio = figures["reason and gap, mean CPU s"], figures["price / plan, median"]
    assert isinstance(seconds, float)
    within = seconds <= MOST_SECONDS and (not isinstance(ratio, float) or ratio <= MOST_RATIO)
    return 0 if within else 1


def run() -> dict[str, object]:
    """Measure and give the figures: medians and the largest."""
    reasons: list[float] = []
    ways: list[float] = []
    ratios: list[float] = []
    impossible = 0
    for seed in range(SEEDS):
        problem = generate(40, seed)
        began = time.process_time()
        plan = solve(problem)
        plan_seconds = time.process_time() - began
        assert isinstance(plan, Plan)
        answers, priced = WhyNots(problem, plan), 0
        for left in plan.not_chosen:
            began = time.process_time()
            answer = answers.of(left.id, ways=False)
            reasons.append(time.process_time() - began)
            if not answer.is_possible:
                impossible += 1
                began = time.process_time()
                answers.of(left.id)
                ways.append(time.process_time() - began)
            elif priced < PRICED:
                priced += 1
                began = time.process_time()
                price(problem, plan, left.id)
                ratios.append((time.process_time() - began) / plan_seconds)
    return {
        "tables": SEEDS,
        "measures asked about": len(reasons),
        "impossible": impossible,
        "reason and gap, mean CPU s": round(statistics.mean(reasons), 3),
        "reason and gap, median CPU s": round(statistics.median(reasons), 3),
        "reason and gap, largest CPU s": round(max(reasons), 3),
        "with ways out, largest CPU s": round(max(ways, default=0.0), 3),
        "prices": len(ratios),
        "price / plan, median": round(statistics.median(ratios), 2) if ratios else None,
        "price / plan, largest": round(max(ratios), 2) if ratios else None,
    }


if __name__ == "__main__":
    sys.exit(main())
