"""How long it takes to decide what may be shown: a live release, and a quarterly table with its gate.

`python bench/disclosure.py` prints CPU of one thread. The municipalities are those of `prove attacker`.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

MOST_RELEASE_SECONDS, MOST_TABLE_SECONDS = 0.1, 40.0
SEEDS = 3
TIMES = 7


def seconds(work: Callable[[], object], times: int = TIMES) -> tuple[float, object]:
    """CPU seconds, the median of some times, and what came out."""
    took, out = [], None
    for _ in range(times):
        begun = time.process_time()
        out = work()
        took.append(time.process_time() - begun)
    return statistics.median(took), out


def main() -> int:
    from gebiedstafel.engines.disclosure import release
    from gebiedstafel.engines.disclosure.generate import municipality, table_of
    from gebiedstafel.engines.disclosure.history import year_of
    from gebiedstafel.engines.disclosure.quarterly import spans
    from gebiedstafel.engines.disclosure.rounding import frozen

    over = []
    for seed in range(SEEDS):
        place = municipality(seed)
        rules, history = place.rules(5), year_of(place, place.rules(5))
        signals = sum(report.count for report in place.reports)
        every, _ = seconds(lambda: release(place.reports, (), place.geography, rules, closing="2026-Q4"))  # noqa: B023
        late = [report for report in history.held if report.quarter == "2026-Q4"]
        usual, _ = seconds(lambda: release(late, history.batches, place.geography, rules, closing="2026-Q4"))  # noqa: B023
        live, _ = seconds(lambda: spans(history.batches, place.geography, place.areas))  # noqa: B023
        table = table_of(place)
        frozen_table, out = seconds(lambda: frozen(table), 1)  # noqa: B023
        print(
            f"{signals:,} signals: all of a year at once {every * 1000:.0f} ms, one round beside "
            f"{len(history.batches)} batches {usual * 1000:.1f} ms (at most 100); "
            f"table of what was shown {live * 1000:.0f} ms; {len(table.parts):,} cells rounded together "
            f"with their gate {frozen_table:.1f} s (at most {MOST_TABLE_SECONDS:.0f}): {type(out).__name__}",
            flush=True,
        )
        if max(every, usual) > MOST_RELEASE_SECONDS or frozen_table > MOST_TABLE_SECONDS:
            over.append(seed)
    for seed in over:
        print(f"OVER: municipality {seed}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
