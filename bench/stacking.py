"""How long it takes to say what piles up in a country: three levels, 48 indicators, ten years."""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
YEARS, MOST_SECONDS = 10, 2.0
SAMPLE = 3


def main() -> None:
    from gebiedstafel.engines.stacking.generate import generate
    from gebiedstafel.engines.stacking.stacking import stack
    from tests.engines.stacking.oracle import Slow

    countries = [generate(year) for year in range(YEARS)]
    problem = countries[0].problem
    print(f"stacking: {len(problem.areas)} areas, {len(problem.indicators)} indicators, {YEARS} years")
    begun = time.process_time()
    found = [stack(country.problem) for country in countries]
    seconds = time.process_time() - begun
    print(f"stacking: {seconds:.2f} CPU seconds (at most {MOST_SECONDS})")
    missed = 0
    for country, answer in zip(countries, found, strict=True):
        for area, domains in country.planted.items():
            stacks = {one.domain: one for one in answer.of(area).domains}
            missed += sum(not stacks[d].piles_up for d in domains if stacks[d].place is not None)
    planted = sum(len(domains) for country in countries for domains in country.planted.values())
    print(f"stacking: {planted} planted domains, {missed} not found where there were enough figures")
    slow, differ = Slow(problem), 0
    sample = list(countries[0].planted)[:SAMPLE]
    for area in sample:
        for one in found[0].of(area).domains:
            place = slow.domain_place(area, one.domain)
            differ += (place is None) != (one.place is None)
            differ += place is not None and one.place is not None and abs(float(place) - one.place) > 1e-6
    print(f"stacking: {len(sample)} areas beside the slow oracle, {differ} places differ")
    begun = time.process_time()
    stack(generate(0, unsure=True).problem)
    print(f"stacking: one year with bounds on every figure: {time.process_time() - begun:.2f} s")
    if seconds > MOST_SECONDS or missed or differ or not planted:
        raise SystemExit("stacking: over its limit, or not what it should be")


if __name__ == "__main__":
    main()
