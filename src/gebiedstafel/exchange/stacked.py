"""From figures of areas to what piles up there: which figures count, how sure each is, who is compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from gebiedstafel.engines.stacking.places import FEWEST_COMPARABLE
from gebiedstafel.engines.stacking.problem import Flags, Floats, Indicator, StackingProblem
from gebiedstafel.engines.stacking.rates import is_small, rate_bounds, share_bounds
from gebiedstafel.engines.stacking.stacking import Stacking, stack
from gebiedstafel.exchange.definitions import definitions
from gebiedstafel.exchange.indicators import known_indicators

#: Under so many residents a figure per resident says more about visitors than about who lives there.
FEW_RESIDENTS = 500
PER_RESIDENT = "per 1.000 inwoners"
#: More or less, where nobody told how many households there are.
PEOPLE_IN_HOUSEHOLD = 2


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """The figures of one area, with whom it is compared, and how many people and households it has.

    `together` says of a figure that is a rate over several years on how many times its people it rests.
    """

    code: str
    group: str
    values: Mapping[str, float]
    residents: float | None = None
    households: float | None = None
    together: Mapping[str, float] = field(default_factory=dict)


def stacking_problem(
    areas: Sequence[AreaFigures], *, year: int | None = None, fewest: int = FEWEST_COMPARABLE
) -> StackingProblem:
    """Return what the engine is asked about these areas: the core figures we know, with their bounds.

    A domain is asked for all its core figures, also those that nobody has: an absent figure is missing, it
    does not make the domain smaller.
    """
    held = Counter(code for area in areas for code in area.values)
    known, defined = known_indicators(), definitions()
    codes = defined.counted(held, year)
    indicators = tuple(
        Indicator(code, known[code].domain, known[code].direction, overlaps=defined.overlapping(code))
        for code in codes
    )
    values = np.array(
        [[area.values.get(code, np.nan) for code in codes] for area in areas], dtype=np.float64
    ).reshape(len(areas), len(codes))
    groups = tuple(area.group for area in areas)
    low, high, small = values.copy(), values.copy(), np.zeros(values.shape, dtype=bool)
    residents = _counts([area.residents for area in areas])
    people = {"inw": residents, "hh": _counts([area.households for area in areas])}
    people["hh"] = np.where(np.isnan(people["hh"]), residents / PEOPLE_IN_HOUSEHOLD, people["hh"])
    for at, code in enumerate(codes):
        if group := defined.of.get(code):
            rests_on = people[group] * np.array([area.together.get(code, 1.0) for area in areas])
            low[:, at], high[:, at], small[:, at] = _bounds(code, values[:, at], rests_on, groups)
        if known[code].unit == PER_RESIDENT:
            small[:, at] |= residents < FEW_RESIDENTS
    small &= ~np.isnan(values)
    named = tuple(area.code for area in areas)
    return StackingProblem(named, groups, indicators, values, low, high, small, fewest)


def _counts(counts: Sequence[float | None]) -> Floats:
    return np.array([np.nan if count is None else count for count in counts], dtype=np.float64)


def _bounds(code: str, values: Floats, people: Floats, groups: Sequence[str]) -> tuple[Floats, Floats, Flags]:
    """Return the bounds of one figure and where it rests on too few; exact where nobody told of how many."""
    share = known_indicators()[code].unit == "%"
    usual = np.empty(len(values))
    order = sorted(range(len(groups)), key=lambda at: groups[at])
    for _group, members in groupby(order, key=lambda at: groups[at]):
        rows = np.array(list(members))
        known = values[rows][~np.isnan(values[rows])]
        usual[rows] = np.median(known) if known.size else np.nan
    told = (people > 0) & ~np.isnan(values)
    some = np.where(told, people, 1)
    if share:
        low, high = share_bounds(values, some)
    else:
        low, high = rate_bounds(values, some, rounded_to=definitions().rounded_to.get(code, 0))
    small = told & is_small(some, usual * some / (100 if share else 1000))
    # Whose share is known to be that of nobody rests on nothing.
    small |= (people == 0) & ~np.isnan(values)
    return np.where(told, low, values), np.where(told, high, values), small


def stacked(
    areas: Sequence[AreaFigures], *, year: int | None = None, fewest: int = FEWEST_COMPARABLE
) -> Stacking:
    """Return what piles up in these areas; a year says which figures exist then."""
    return stack(stacking_problem(areas, year=year, fewest=fewest))
