"""Which figures count in a year: of one year for a level, or of years together where one says too little."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q

from gebiedstafel.areas.changes import newest_changes
from gebiedstafel.areas.models import Area, Figure
from gebiedstafel.engines.stacking.rates import MOST_YEARS, Counted, one_year_is_few, pooled
from gebiedstafel.exchange.definitions import definitions
from gebiedstafel.exchange.indicators import known_indicators
from gebiedstafel.exchange.stacked import PEOPLE_IN_HOUSEHOLD

# The newest year is mostly empty, so a figure may be this much older than the areas; its year is shown.
OLDEST = 4
HOUSEHOLDS = "hh"


@dataclass(slots=True)
class StackFigures:
    """The figures that count, by code of area and of figure.

    `years` says per level and figure of which year it is; `since` from which year on, where it is of several
    together, and `together` on how many times the people of one year it then rests.
    """

    values: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    years: dict[tuple[str, str], int] = field(default_factory=dict)
    since: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    together: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    changed: dict[str, int] = field(default_factory=dict)
    """Per code the newest year, up to this one, from which on it is another area."""


# Per year what each area has, and since which year where its source took years together already.
Told = dict[int, dict[str, float]]
Averaged = dict[tuple[str, str, int], dict[str, int]]


def stack_figures(year: int) -> StackFigures:
    """Return what counts for the areas of a year.

    All areas of a level take a figure from one year, so that they are compared fairly: the newest for which
    at least half as many areas have it as in the best year. A code says nothing of before its border moved.
    """
    found = StackFigures(changed=newest_changes(after=year - OLDEST - MOST_YEARS, until=year))
    told, averaged = _told(year)
    people = _residents(year)
    for (level, indicator), by_year in told.items():
        newer = {of: len(areas) for of, areas in by_year.items() if of > year - OLDEST}
        if not newer:
            continue
        of = max(one for one, areas in newer.items() if 2 * areas >= max(newer.values()))
        found.years[level, indicator] = of
        together = averaged.get((level, indicator, of), {})
        for code, value in by_year[of].items():
            if found.changed.get(code, 0) <= together.get(code, of):
                found.values[code][indicator] = value
        for code, since in together.items():
            found.since[code][indicator] = since
            found.together[code][indicator] = of - since + 1.0
        if indicator in definitions().events and not together:
            _pool(found, indicator, of, by_year, people)
    return found


def _told(year: int) -> tuple[dict[tuple[str, str], Told], Averaged]:
    """Return the core figures of recent years by level and figure."""
    wanted = [one.id for one in known_indicators().values() if one.core and one.direction]
    recent = Q(year__gt=year - OLDEST)
    events = Q(year__gt=year - OLDEST - MOST_YEARS + 1, indicator__code__in=definitions().events)
    rows = Figure.objects.filter(
        recent | events,
        indicator__code__in=[*wanted, HOUSEHOLDS],
        year__lte=year,
        value__isnull=False,
    ).values_list("area__code", "area__level", "indicator__code", "year", "value", "since")
    held: dict[tuple[str, str], Told] = defaultdict(lambda: defaultdict(dict))
    averaged: Averaged = defaultdict(dict)
    for code, level, indicator, of, value, since in rows.iterator(chunk_size=20_000):
        held[level, indicator][of][code] = value or 0.0
        if since is not None:
            averaged[level, indicator, of][code] = since
    return held, averaged


def _residents(year: int) -> dict[tuple[str, int], int]:
    """Return how many people live in each area in the years that may be taken together."""
    rows = Area.objects.filter(year__gt=year - OLDEST - MOST_YEARS + 1, year__lte=year, residents__gt=0)
    return {(code, of): people or 0 for code, of, people in rows.values_list("code", "year", "residents")}


def _pool(
    found: StackFigures,
    indicator: str,
    of: int,
    told: Told,
    residents: Mapping[tuple[str, int], int],
) -> None:
    """Take years together for a whole level, where in one year too many areas rest on too few."""
    known = [code for code in told[of] if (code, of) in residents]
    rates = np.array([told[of][code] for code in known])
    people = np.array([residents[code, of] for code in known], dtype=float)
    of_homes = definitions().of.get(indicator) == HOUSEHOLDS
    if not one_year_is_few(rates, people / PEOPLE_IN_HOUSEHOLD if of_homes else people):
        return
    for code in known:
        years = list(_unbroken(code, of, told, residents.keys(), after=found.changed.get(code, 0)))
        if len(years) > 1 and indicator in found.values[code]:
            people_by_year = {one: residents[code, one] for one in years}
            whole = pooled(Counted(told[one][code] * n, n) for one, n in people_by_year.items())
            found.values[code][indicator] = whole.count / whole.people
            found.since[code][indicator] = min(years)
            found.together[code][indicator] = whole.people / residents[code, of]


def _unbroken(
    code: str, of: int, told: Told, residents: Collection[tuple[str, int]], *, after: int
) -> Iterator[int]:
    """Return the years back from one on, as long as each is there and of the same border."""
    for year in range(of, of - MOST_YEARS, -1):
        if code not in told.get(year, {}) or (code, year) not in residents or year < after:
            return
        yield year
