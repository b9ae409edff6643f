"""A made-up country in which we know what piles up where, to see whether the engine finds it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .problem import Indicator, StackingProblem

DOMAINS = ("economie", "energie", "fysiek", "gezondheid", "sociaal", "veilig")
#: Municipalities, wijken and buurten, about as many as the Netherlands have.
LEVELS = {"gemeente": 342, "wijk": 3_350, "buurt": 14_570}
URBANITIES = 5
# A planted domain lies this many spreads beyond the ordinary, far enough for the worst fifth.
PLANTED = 3.0


@dataclass(frozen=True, slots=True)
class PlantedCountry:
    """A problem, and for each area with planted stacking the domains on which it was planted."""

    problem: StackingProblem
    planted: dict[str, frozenset[str]]


def generate(
    seed: int,
    *,
    levels: dict[str, int] | None = None,
    per_domain: int = 8,
    missing: float = 0.1,
    planted: float = 0.05,
    unsure: bool = False,
) -> PlantedCountry:
    """Return a country with ordinary noise and, in a share `planted` of its areas, one to six domains high.

    Cities differ from villages: each class of urbanity has its own level and spread on each figure, so that
    only comparing within it finds what was planted. A share `missing` of all figures is not there.
    """
    draw = np.random.default_rng(seed)
    sizes = LEVELS if levels is None else levels
    areas = [f"{level[0].upper()}{n:05d}" for level, size in sizes.items() for n in range(size)]
    urban = draw.integers(1, URBANITIES + 1, len(areas))
    level_of = [level for level, size in sizes.items() for _n in range(size)]
    groups = tuple(f"{level} {klass}" for level, klass in zip(level_of, urban, strict=True))
    indicators = tuple(
        Indicator(f"{domain}_{n}", domain, int(draw.choice((-1, 1))))
        for domain in DOMAINS
        for n in range(per_domain)
    )
    middle = draw.uniform(20, 200, (URBANITIES + 1, len(indicators)))
    spread = middle * draw.uniform(0.02, 0.08, middle.shape)
    noise = draw.standard_normal((len(areas), len(indicators)))
    chosen = {
        areas[row]: frozenset(
            map(str, draw.choice(DOMAINS, draw.integers(1, len(DOMAINS) + 1), replace=False))
        )
        for row in sorted(draw.choice(len(areas), int(planted * len(areas)), replace=False))
    }
    lift = np.array([[one.domain in chosen.get(area, ()) for one in indicators] for area in areas])
    lift = lift.reshape(noise.shape)
    turned = np.array([one.direction for one in indicators])
    values = middle[urban] + spread[urban] * (noise + PLANTED * lift) * turned
    # Published figures are rounded, so ties occur.
    values = np.round(values, 1)
    values[draw.random(values.shape) < missing] = np.nan
    half = np.round(spread[urban] * draw.uniform(0.05, 0.4, (len(areas), 1)), 2)
    low, high = (values - half, values + half) if unsure else (None, None)
    problem = StackingProblem(tuple(areas), groups, indicators, values, low, high)
    return PlantedCountry(problem, chosen)
