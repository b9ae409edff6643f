"""Sharing the costs of a plan among 20 parties: every coalition, the exact Shapley value, the core test.

CPU seconds, on plans of 28 measures with savings and requirements. Beside it the same Shapley value and
objections worked out one coalition at a time, as most packages do, on fewer parties.
"""

import argparse
import random
import statistics
import sys
import time

PARTIES, MEASURES, MOST = 20, 28, 0.6
SLOW_PARTIES, LEAST_RATIO = 14, 20


def cpu(work):
    """What it gives, and the CPU seconds it takes."""
    begun = time.process_time()
    return work(), time.process_time() - begun


def a_plan(seed: int, parties: int):
    """Measures with two to seven parties that gain, some that cannot be missed, works done together."""
    from gebiedstafel.engines.fairshare import Game, Measure, Saving

    dice = random.Random(seed)
    names = [f"p{number:02}" for number in range(parties)]
    ids = [f"m{number:02}" for number in range(MEASURES)]
    measures = []
    for number, name in enumerate(ids):
        cost = dice.randrange(10, 400) * 100_000
        gains = {
            party: int(cost * dice.uniform(0.1, 0.6)) for party in dice.sample(names, dice.randint(2, 7))
        }
        needs = frozenset(dice.sample(names, dice.randint(0, 2)))
        waits = frozenset(dice.sample(ids[:number], 1)) if number and dice.random() < 0.15 else frozenset()
        measures.append(Measure(name, cost, gains, needs, waits))
    together = [frozenset(dice.sample(ids, 2)) for _ in range(4)]
    savings = tuple(Saving(one, dice.randrange(1, 9) * 100_000) for one in together)
    return Game(tuple(names), tuple(measures), savings)


def exact(seed: int, parties: int):
    """All that the page needs: proportional and Shapley, each with its core test."""
    from gebiedstafel.engines.fairshare import Fair, Method

    fair = Fair(a_plan(seed, parties))
    return fair, fair.share(Method.PROPORTIONAL), fair.share(Method.SHAPLEY)


def one_by_one(fair):
    """The Shapley value and the largest objection, a coalition at a time, from a worth function."""
    from math import factorial

    game, size = fair.game, len(fair.game.parties)
    known = {}

    def worth(coalition: int) -> int:
        if coalition not in known:
            group = {party for place, party in enumerate(game.parties) if coalition >> place & 1}
            best = 0
            for part in fair.parts:
                most = 0
                for option in part.options:
                    own = [game.parties[place] for place in part.parties]
                    if all(own[place] in group for place in option.needs):
                        gained = zip(own, option.benefits, strict=True)
                        most = max(most, option.rest + sum(int(c) for party, c in gained if party in group))
                best += most
            known[coalition] = best
        return known[coalition]

    gains = [0.0] * size
    for place in range(size):
        for coalition in range(2**size):
            if not coalition >> place & 1:
                others = coalition.bit_count()
                weight = factorial(others) * factorial(size - others - 1) / factorial(size)
                gains[place] += weight * (worth(coalition | 1 << place) - worth(coalition))
    most = max(
        worth(coalition) - sum(gain for place, gain in enumerate(gains) if coalition >> place & 1)
        for coalition in range(2**size)
    )
    return gains, most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--slow", type=int, default=3, help="on how many plans the slow way works too")
    asked = parser.parse_args()
    exact(0, 8)  # what Python and numpy load the first time is not what is measured
    took = []
    for seed in range(asked.count):
        (fair, proportional, value), seconds = cpu(lambda seed=seed: exact(seed, PARTIES))
        took.append(seconds)
        assert len(fair.table) == 2**PARTIES
        assert proportional.objects is None
        assert value.objects is None
        print(
            f"plan {seed}: {seconds:.3f} s, {len(fair.parts)} pieces, €{fair.worth_cents / 1e8:.1f}m gained"
        )
    ratios = []
    for seed in range(asked.slow):
        (fair, _, value), quick = cpu(lambda seed=seed: exact(seed, SLOW_PARTIES))
        (gains, most), slow = cpu(lambda fair=fair: one_by_one(fair))
        assert most < 2
        assert all(abs(gains[n] - value.gains[party]) < 2 for n, party in enumerate(fair.game.parties))
        ratios.append(slow / quick)
        print(f"{SLOW_PARTIES} parties, plan {seed}: {quick:.3f} s, one coalition at a time {slow:.2f} s")
    median = statistics.median(took)
    print(f"{PARTIES} parties: median {median:.3f}, slowest {max(took):.3f} CPU s (at most {MOST})")
    if ratios:
        print(f"one coalition at a time takes {statistics.median(ratios):.0f}× (at least {LEAST_RATIO}×)")
    kept = len(took) > 0 and median <= MOST and (not ratios or statistics.median(ratios) >= LEAST_RATIO)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
