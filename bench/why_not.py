"""What *why not* costs: CPU seconds per measure on made-up tables, and what a price costs beside a plan."""

from __future__ import annotations

import os
import statistics
import sys
import time
from itertools import chain

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


def cpu(work, *given, **named):
    """What some work gives and the CPU seconds it took."""
    began = time.process_time()
    return work(*given, **named), time.process_time() - began


def table(seed: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds per reason, seconds per impossible measure with its ways out, prices as a part of the plan."""
    problem = generate(40, seed)
    plan, plan_seconds = cpu(solve, problem)
    assert isinstance(plan, Plan)
    answers = WhyNots(problem, plan)
    reasons: list[float] = []
    ways: list[float] = []
    ratios: list[float] = []
    for left in plan.not_chosen:
        answer, seconds = cpu(answers.of, left.id, ways=False)
        reasons.append(seconds)
        if not answer.is_possible:
            ways.append(cpu(answers.of, left.id)[1])
        elif len(ratios) < PRICED:
            ratios.append(cpu(price, problem, plan, left.id)[1] / plan_seconds)
    print(
        f"table {seed}: plan {plan_seconds:.1f} s, {len(reasons)} reasons {sum(reasons):.1f} s, "
        f"{len(ways)} impossible with ways out {sum(ways):.1f} s, "
        f"price {', '.join(f'{ratio:.2f}' for ratio in ratios) or 'of none'} of the plan",
        flush=True,
    )
    return reasons, ways, ratios


def run() -> dict[str, object]:
    """Measure and give the figures: medians and the largest."""
    each = [table(seed) for seed in range(SEEDS)]
    reasons, ways, ratios = ([*chain.from_iterable(lists)] for lists in zip(*each, strict=True))
    return {
        "tables": SEEDS,
        "measures asked about": len(reasons),
        "impossible": len(ways),
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
