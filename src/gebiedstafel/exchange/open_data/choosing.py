"""Of which year each figure is taken: the newest year is mostly empty, so each figure has its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .editions import Edition, Reader
from .matching import Names

# From this share of the buurten on a year counts as filled; small buurten never have every figure.
FILLED = 0.4
# So many years back at most: what is older says little about now.
YEARS_BACK = 4


def choose_years(
    reader: Reader,
    wanted: Sequence[Names],
    always: Sequence[Names],
    *,
    until: int | None = None,
    after: int = 0,
    tell: Callable[[int], None] = lambda year: None,
) -> tuple[list[Edition], dict[Names, Edition]]:
    """Return the editions that were read, and for each figure the edition it is taken from.

    That is the newest edition in which enough of the smallest areas have it; and where none is filled
    enough, the one with most. None is newer than `until`: figures of a year in which no areas are known
    would make areas without residents or urbanity, and nothing to compare them with. Editions up to and
    with the year `after` are not read: what they have is there already.
    """
    chosen: dict[Names, Edition] = {}
    best: dict[Names, tuple[float, Edition]] = {}
    read: list[Edition] = []
    years = [one for one in reader.years() if after < one[0] and (until is None or one[0] <= until)]
    for year, table, period in years[:YEARS_BACK]:
        open_still = [names for names in wanted if names not in chosen]
        if not open_still:
            break
        tell(year)
        edition = reader.edition(year, table, period, open_still, always)
        if edition is None or not edition.found.names:
            continue
        read.append(edition)
        for names in open_still:
            share = edition.filled(names)
            if share >= FILLED:
                chosen[names] = edition
            elif share > best.get(names, (0.0, edition))[0]:
                best[names] = (share, edition)
        if reader.source.split and chosen:
            break
    for names, (_, edition) in best.items():
        chosen.setdefault(names, edition)
    return read, chosen
