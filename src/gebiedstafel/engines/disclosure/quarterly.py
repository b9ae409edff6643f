"""Quarterly tables and open data of what was shown live: sums of released batches at their place.

A sum of classes is a range, and the range is all that is told: at least Σ lowest, at most Σ highest. So a
table is computed from what everyone saw already and adds nothing to it, for any area and any total. Totals
themselves never leave the inside: with one batch of a class, an exact sum would be an exact count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .classes import highest_in, lowest_in
from .problem import Batch, Geography, InvalidDisclosure


@dataclass(frozen=True, slots=True)
class Span:
    """What a table tells of a place (or working area), theme ("" for all) and quarter ("" for the year).

    Between `at_least` and `at_most` people or events were shown; no `at_most` where a class has no end.
    """

    place: str
    theme: str
    quarter: str
    at_least: int
    at_most: int | None
    batches: tuple[Batch, ...]


def spans(
    batches: Iterable[Batch], geography: Geography, areas: Mapping[str, frozenset[str]] | None = None
) -> tuple[Span, ...]:
    """Return the table, in order: all places, working areas, themes and quarters with something shown.

    A batch counts at its place and at each wider one; in a working area when its place lies within it.
    """
    found: defaultdict[tuple[str, str, str], list[Batch]] = defaultdict(list)
    wide: defaultdict[str, list[str]] = defaultdict(list)
    for name, within in sorted(scopes(geography, areas or {}).items()):
        for place in within:
            wide[place].append(name)
    for batch in sorted(batches, key=lambda one: (one.place, one.theme, one.quarter, one.reports)):
        for name in wide[batch.place]:
            for theme in ("", batch.theme):
                for quarter in ("", batch.quarter):
                    found[name, theme, quarter].append(batch)
    return tuple(_span(*key, within) for key, within in sorted(found.items()))


def _span(place: str, theme: str, quarter: str, batches: list[Batch]) -> Span:
    highest = [highest_in(batch.size_class) for batch in batches]
    ends = [high for high in highest if high is not None]
    return Span(
        place,
        theme,
        quarter,
        at_least=sum(lowest_in(batch.size_class) for batch in batches),
        at_most=sum(ends) if len(ends) == len(highest) else None,
        batches=tuple(batches),
    )


def scopes(geography: Geography, areas: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return for each place and working area all places that lie within it, itself included."""
    if both := sorted(set(areas) & set(geography.level)):
        raise InvalidDisclosure(f"a working area has a name of its own, other than a place: {both}")
    if lost := sorted({place for within in areas.values() for place in within} - set(geography.level)):
        raise InvalidDisclosure(f"working areas speak of unknown places: {lost}")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place in geography.level:
        wider: str | None = place
        while wider is not None:
            found[wider].add(place)
            wider = geography.parent.get(wider)
    for name, within in areas.items():
        found[name] = {place for one in within for place in found[one]}
    return {name: frozenset(within) for name, within in found.items()}
