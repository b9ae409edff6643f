"""*Verkenning*: money that is talked about before it is promised shows others a band, not an amount."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

Row = dict[str, Any]

#: Where bands begin, in euros: 1, 2½ and 5 times each power of ten, which nobody takes for a promise.
EDGES = tuple(int(step * 10**power) for power in range(3, 10) for step in (1, 2.5, 5))
CENTS = 100


def band_of(cents: int) -> tuple[int, int]:
    """Return from where to where an amount is told, in cents; below the first edge it starts at nothing."""
    place = bisect_right(EDGES, cents // CENTS)
    low = EDGES[place - 1] if place else 0
    high = EDGES[min(place, len(EDGES) - 1)]
    return low * CENTS, max(high * CENTS, cents)


def as_bands(flow: Row) -> Row:
    """Return a flow as others see it while its holder still explores: bands, and no amount within them.

    Whatever else tells euros follows: a largest or smallest application would give the amount away.
    """
    if not flow.get("exploration"):
        return flow
    told = {name: value for name, value in flow.items() if name not in ("budget", *AMOUNTS)}
    own = flow.get("bands", {})
    told["bands"] = {year: list(band_of(cents)) for year, cents in flow.get("budget", {}).items()} | own
    if not told["bands"]:
        del told["bands"]
    return told


#: Amounts of a flow from which its budget could be guessed.
AMOUNTS = ("correction", "lump", "max_application", "min_application", "programme_min")
