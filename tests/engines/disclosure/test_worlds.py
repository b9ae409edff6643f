"""Who knows the release itself and tries every possible municipality: is a small count ever certain?"""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from gebiedstafel.engines.disclosure import Geography, Report, Rules, release


def every_world(shape):
    """Return what is shown when the quarter closes, and each world of at most four in a buurt behind it."""
    parent = {f"B{wijk}{buurt}": f"W{wijk}" for wijk, many in enumerate(shape) for buurt in range(many)}
    buurten = sorted(parent)
    parent |= {f"W{wijk}": "G" for wijk in range(len(shape))}
    levels = {"B": "buurt", "W": "wijk", "G": "gemeente"}
    geography = Geography(parent, {place: levels[place[0]] for place in (*parent, "G")})
    found = defaultdict(list)
    for world in product(range(5), repeat=len(buurten)):
        waiting = [
            Report(f"{place}{at}", f"organisation {at} of {place}", place, "vocht", "2026-Q1", 1, False)
            for place, count in zip(buurten, world, strict=True)
            for at in range(count)
        ]
        out = release(waiting, (), geography, Rules({"vocht": 5}), closing="2026-Q1")
        found[tuple((batch.place, batch.size_class) for batch in out.batches)].append(world)
    return found


@pytest.mark.parametrize("shape", [(4,), (2, 2), (1, 3), (2, 1, 1), (3, 2)])
def test_no_small_count_is_certain_even_for_who_tries_every_municipality(shape):
    worlds = every_world(shape)
    assert len(worlds) >= 2
    for shown, fitting in worlds.items():
        for counts in zip(*fitting, strict=True):
            assert len(set(counts)) > 1 or counts[0] == 0, shown
