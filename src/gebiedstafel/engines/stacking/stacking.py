"""On how many domains an area belongs to the fifth of comparable areas where most is going on.

The symbols are those of the README beside this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .problem import Flags, Floats, Indicator, StackingProblem

#: At and above this place an area is among the fifth where most is going on.
WORST_FIFTH = 80
#: A domain needs three in five of its core figures.
NEEDED = (3, 5)
# Means that are equal may differ in their last digits as computed; beyond this many they say nothing.
DIGITS = 9

Counts = NDArray[np.int64]
Members = list[NDArray[np.intp]]


@dataclass(frozen=True, slots=True)
class DomainStack:
    """One domain of one area. Place 0–100, 100 where most is going on; none without enough figures."""

    domain: str
    place: float | None
    low: float | None
    high: float | None
    others: int
    figures: tuple[tuple[str, float], ...]
    missing: tuple[str, ...]
    small: tuple[str, ...]
    alone: tuple[str, ...] = ()
    """Figures that are there, but that too few comparable areas have."""

    @property
    def piles_up(self) -> bool:
        """Tell whether the area is here among the fifth where most is going on."""
        return self.place is not None and self.place >= WORST_FIFTH

    @property
    def lacks_others(self) -> bool:
        """Tell whether the area has enough figures, and only too few others to be ranked among."""
        need, of = NEEDED
        there = len(self.figures) + len(self.alone)
        asked = there + len(self.missing) + len(self.small)
        return self.place is None and of * there >= need * asked > 0


@dataclass(frozen=True, slots=True)
class AreaStack:
    """What piles up in one area: on `piled` of its `known` domains, and at least and at most on how many."""

    area: str
    group: str
    domains: tuple[DomainStack, ...]
    piled: int
    fewest: int
    most: int
    mean: float | None

    @property
    def known(self) -> int:
        """On how many domains there are enough figures."""
        return sum(one.place is not None for one in self.domains)


@dataclass(frozen=True, eq=False)
class Stacking:
    """The answer for all areas: areas, indicators and domains in the order of their names."""

    areas: tuple[str, ...]
    groups: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    domains: tuple[str, ...]
    figures: Floats
    """The place of each area on each indicator; nan where it has none."""
    small: Flags
    there: Flags
    """Whether each area has each figure, ranked or not."""
    places: Floats
    """The place of each area on each domain; nan where there are not enough figures."""
    low: Floats
    high: Floats
    others: Counts
    """With how many other areas each area is compared on each domain."""

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {area: row for row, area in enumerate(self.areas)}

    @cached_property
    def _core(self) -> dict[str, list[tuple[int, str]]]:
        return {
            domain: [
                (n, one.code) for n, one in enumerate(self.indicators) if one.core and one.domain == domain
            ]
            for domain in self.domains
        }

    @cached_property
    def piled(self) -> Counts:
        """On how many domains each area is among the fifth where most is going on."""
        piled: Counts = np.sum(self.places >= WORST_FIFTH, axis=1)
        return piled

    def of(self, area: str) -> AreaStack:
        """Return what piles up in one area; KeyError when it was not asked about."""
        return self._at(self._rows[area])

    def each(self) -> Iterator[AreaStack]:
        """Return what piles up, area by area."""
        return (self._at(row) for row in range(len(self.areas)))

    @cached_property
    def _lists(self) -> tuple[list[list[float]], ...]:
        """The same as plain lists: reading numbers out of an array one by one is slow."""
        return tuple(
            held.tolist()
            for held in (self.places, self.low, self.high, self.others, self.figures, self.small, self.there)
        )

    def _at(self, row: int) -> AreaStack:
        places, low, high = (held[row] for held in self._lists[:3])
        known = [place for place in places if place == place]
        return AreaStack(
            area=self.areas[row],
            group=self.groups[row],
            domains=tuple(self._domain(row, at) for at in range(len(self.domains))),
            piled=sum(place >= WORST_FIFTH for place in known),
            fewest=sum(place >= WORST_FIFTH for place in low),
            most=sum(place >= WORST_FIFTH for place in high),
            mean=round(sum(known) / len(known), DIGITS) if known else None,
        )

    def _domain(self, row: int, at: int) -> DomainStack:
        domain = self.domains[at]
        places, low, high, others = (held[row][at] for held in self._lists[:4])
        figures, small, there = (held[row] for held in self._lists[4:])
        core = self._core[domain]
        return DomainStack(
            domain=domain,
            place=_or_none(places),
            low=_or_none(low),
            high=_or_none(high),
            others=int(others),
            figures=tuple((code, figures[n]) for n, code in core if figures[n] == figures[n]),
            missing=tuple(code for n, code in core if not there[n] and not small[n]),
            small=tuple(code for n, code in core if small[n]),
            alone=tuple(code for n, code in core if there[n] and figures[n] != figures[n]),
        )


def _or_none(value: float) -> float | None:
    """Return a number, or nothing for nan, the only one that is not itself."""
    return value if value == value else None


def stack(problem: StackingProblem) -> Stacking:
    """Return what piles up where. The same problem in any order of areas and indicators has one answer."""
    rows = sorted(range(len(problem.areas)), key=lambda row: problem.areas[row])
    columns = sorted(range(len(problem.indicators)), key=lambda at: problem.indicators[at].code)
    indicators = tuple(problem.indicators[at] for at in columns)
    groups = tuple(problem.groups[row] for row in rows)
    members = _members(groups)
    domains = tuple(sorted({one.domain for one in indicators if one.core}))
    # Within, a row per indicator: figures that are compared then lie side by side.
    grid = np.ix_(rows, columns)
    turned = np.array([one.direction for one in indicators], dtype=np.float64)[:, None]
    values = problem.values[grid].T * turned
    small = np.zeros(values.shape, dtype=bool) if problem.small is None else problem.small[grid].T
    values[small] = np.nan
    figures, _others = _places(values, members, problem.fewest)
    reach = None
    if problem.low is not None and problem.high is not None:
        ends = problem.low[grid].T * turned, problem.high[grid].T * turned
        reach = _reach(values, (np.minimum(*ends), np.maximum(*ends)), figures, members, problem.fewest)
    scores, spread = _scores(figures, reach, indicators, domains)
    places, others = _places(scores, members, problem.fewest)
    low, high = places, places
    if spread is not None:
        low = _places_of(np.round(scores - spread[0], DIGITS), scores, members, problem.fewest)
        high = _places_of(np.round(scores + spread[1], DIGITS), scores, members, problem.fewest)
    return Stacking(
        areas=tuple(problem.areas[row] for row in rows),
        groups=groups,
        indicators=indicators,
        domains=domains,
        figures=np.round(figures.T, DIGITS),
        small=small.T,
        there=~np.isnan(values.T),
        places=np.round(places.T, DIGITS),
        low=np.round(low.T, DIGITS),
        high=np.round(high.T, DIGITS),
        others=others.T,
    )


def _members(groups: tuple[str, ...]) -> Members:
    """Return which areas are in each group of comparable areas."""
    held: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        held.setdefault(group, []).append(at)
    return [np.array(areas, dtype=np.intp) for areas in held.values()]


def _places(values: Floats, members: Members, fewest: int) -> tuple[Floats, Counts]:
    """Return the place of each value among its group, and among how many others.

    place = 100 · (below + equal / 2) / others; none with fewer than `fewest` others.
    """
    places = np.full(values.shape, np.nan)
    others = np.zeros(values.shape, dtype=np.int64)
    for areas in members:
        here = values[:, areas]
        order = np.argsort(here, axis=1)  # missing figures come last
        risen = np.take_along_axis(here, order, axis=1)
        known = (~np.isnan(here)).sum(axis=1)[:, None]
        below, last = _runs(risen)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (50.0 / (known - 1)) * (below + last)
        found[(np.arange(len(areas)) >= known) | (known - 1 < fewest)] = np.nan
        back = np.empty_like(found)
        np.put_along_axis(back, order, found, axis=1)
        places[:, areas] = back
        others[:, areas] = known - (~np.isnan(here))
    return places, others


def _runs(risen: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for rising values where the run of equal values around each begins and ends."""
    step = np.arange(risen.shape[1])
    starts = np.ones(risen.shape, dtype=bool)
    np.not_equal(risen[:, 1:], risen[:, :-1], out=starts[:, 1:])
    ends = np.ones(risen.shape, dtype=bool)
    ends[:, :-1] = starts[:, 1:]
    first = np.maximum.accumulate(np.where(starts, step, 0), axis=1)
    last = np.minimum.accumulate(np.where(ends, step, len(step))[:, ::-1], axis=1)[:, ::-1]
    return first, last


def _places_of(asked: Floats, values: Floats, members: Members, fewest: int) -> Floats:
    """Return the place an area would have with another value than its own, among the others as they are."""
    places = np.full(values.shape, np.nan)
    for areas in members:
        here, wanted = values[:, areas], asked[:, areas]
        risen = np.sort(here, axis=1)
        known = (~np.isnan(here)).sum(axis=1)
        _first, last = _runs(risen)
        for at, count in enumerate(known):
            if count - 1 < fewest:
                continue
            held, mine, would = risen[at, :count], here[at], wanted[at]
            below = np.searchsorted(held, would)
            met = np.minimum(below, count - 1)
            upto = np.where(held[met] == would, last[at, met] + 1, below)
            # The area itself is not among the others.
            twice = (below - (mine < would)) + (upto - (mine <= would))
            places[at, areas] = np.where(np.isnan(mine), np.nan, 50.0 / (count - 1) * twice)
    return places


def _reach(
    values: Floats, ends: tuple[Floats, Floats], figures: Floats, members: Members, fewest: int
) -> tuple[Floats, Floats]:
    """Return the places that an uncertain figure could have at the least and at the most."""
    unsure = np.flatnonzero(((ends[0] < values) | (ends[1] > values)).any(axis=1))
    low, high = figures.copy(), figures.copy()
    low[unsure] = _places_of(ends[0][unsure], values[unsure], members, fewest)
    high[unsure] = _places_of(ends[1][unsure], values[unsure], members, fewest)
    return low, high


def _scores(
    figures: Floats,
    reach: tuple[Floats, Floats] | None,
    indicators: tuple[Indicator, ...],
    domains: tuple[str, ...],
) -> tuple[Floats, tuple[Floats, Floats] | None]:
    """Return the mean place of the core figures of each domain, and how far it could lie below and above.

    Figures err apart from one another: down = √Σ (place − low)² / k for k figures, and up likewise.
    """
    scores = np.full((len(domains), figures.shape[1]), np.nan)
    down: Floats = np.zeros(scores.shape)
    up: Floats = np.zeros(scores.shape)
    need, of = NEEDED
    for at, domain in enumerate(domains):
        core = [n for n, one in enumerate(indicators) if one.core and one.domain == domain]
        mine = figures[core]
        k = (~np.isnan(mine)).sum(axis=0)
        enough = of * k >= need * len(core)
        with np.errstate(divide="ignore", invalid="ignore"):
            scores[at, enough] = (np.nansum(mine, axis=0) / k)[enough]
            if reach is not None:
                down[at] = np.sqrt(np.nansum((mine - reach[0][core]) ** 2, axis=0)) / k
                up[at] = np.sqrt(np.nansum((reach[1][core] - mine) ** 2, axis=0)) / k
    spread = (
        None if reach is None else (np.round(down, DIGITS).astype(float), np.round(up, DIGITS).astype(float))
    )
    return np.round(scores, DIGITS), spread
