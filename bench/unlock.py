"""How long the ten best levers of a generated table take, and how soon the first estimates are there.

`python bench/unlock.py [--count 5]` prints, per table of 40 measures, 27 flows, 20 parties and 6 years,
CPU seconds of one thread until the first estimates, until the screen is done and until ten levers are
planned again, those that stand under a cheaper one among them, and checks each gain by verifying what
it counts with. `--count 20` is the full measure.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

MOST_MEDIAN, MOST_FIRST, LEAST_FOUND = 20.0, 2.0, 5


def table(seed: int) -> tuple[float, float, float, int, int]:
    """CPU seconds to the first telling, to the end of the screen, in all; levers that are firm, and all."""
    from gebiedstafel.engines.connect import solve
    from gebiedstafel.engines.connect.generate import generate
    from gebiedstafel.engines.connect.unlock import unlock

    problem = generate(40, seed)
    plan = solve(problem)
    told: list[tuple[float, bool]] = []
    begun = time.process_time()
    answer = unlock(
        problem,
        plan,
        told=lambda now: told.append((time.process_time() - begun, now.screened == now.levers)),
    )
    seconds = time.process_time() - begun
    screened = next(at for at, done in told if done)
    firm = sum(one.firm + len(one.instead) for one in answer.found)
    best = max((one.gain for one in answer.found), default=0.0)
    print(
        f"table {seed}: first {told[0][0]:.1f} s, screened {screened:.1f} s, in all {seconds:.1f} s; "
        f"{firm} firm of {answer.levers} levers, best gain {best:.1f}, noise {answer.noise:.1f}, "
        f"{sum(one.tied for one in answer.found if one.firm)} tied",
        flush=True,
    )
    return told[0][0], screened, seconds, firm, answer.levers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5)
    asked = parser.parse_args()
    rows = [table(seed) for seed in range(asked.count)]
    first, _, seconds, firm, _ = zip(*rows, strict=True)
    print(f"median {statistics.median(seconds):.1f} CPU seconds of {len(rows)} (at most {MOST_MEDIAN:.0f})")
    print(f"slowest {max(seconds):.1f} CPU seconds")
    print(f"first estimates within {max(first):.1f} CPU seconds (at most {MOST_FIRST:.0f})")
    print(f"fewest levers planned again {min(firm)} (at least {LEAST_FOUND})")
    faults = [
        statistics.median(seconds) > MOST_MEDIAN,
        max(first) > MOST_FIRST,
        min(firm) < LEAST_FOUND,
    ]
    print(f"{faults.count(False)} passed, {faults.count(True)} failed")
    return 1 if any(faults) else 0


if __name__ == "__main__":
    sys.exit(main())
