"""Made-up conversations with groups that were put there on purpose."""

import random

from gebiedstafel.engines.opinion import Votes


def camps(sizes=(30, 30), statements=20, *, seed=0, answered=0.8, loyal=0.9, shared=4) -> Votes:
    """Groups of these sizes that mostly vote as their own group does; all agree on the first statements."""
    draw = random.Random(seed)
    lines = [[1] * shared + [draw.choice((1, -1)) for _ in range(statements - shared)] for _ in sizes]
    cast, person = [], 0
    for size, line in zip(sizes, lines, strict=True):
        for _ in range(size):
            for j in range(statements):
                if draw.random() < answered:
                    cast.append((person, j, line[j] if draw.random() < loyal else draw.choice((-1, 0, 1))))
            person += 1
    return Votes.of(cast)


def shuffled(votes: Votes, seed: int) -> Votes:
    """The same votes in another order."""
    cast = list(votes)
    random.Random(seed).shuffle(cast)
    return Votes.of(cast)
