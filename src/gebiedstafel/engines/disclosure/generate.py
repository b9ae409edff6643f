"""Random municipalities by seed, to try what may be shown: many small counts, a few large, unevenly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from .problem import Geography, Report, Rules
from .tables import Cell, Table

YEAR = 2026
DAYS_IN_QUARTER = 91
REPORTERS = ("wijkteam", "corporatie", "school", "huisartsen", "welzijn", "ondernemers", "politie")
#: The last of the reporters speaks of a wijk or wider.
POLICE = REPORTERS[-1]
#: Which of the themes are about safety: the police report on these alone.
SAFETY_THEMES = 2


@dataclass(frozen=True)
class Municipality:
    """A municipality of one year: places, working areas across wijken, and what came in on which day."""

    geography: Geography
    themes: tuple[str, ...]
    quarters: tuple[str, ...]
    areas: dict[str, frozenset[str]]
    arrivals: tuple[tuple[int, Report], ...]

    @property
    def reports(self) -> tuple[Report, ...]:
        """All that came in."""
        return tuple(report for _, report in self.arrivals)

    @property
    def cells(self) -> int:
        """How many numbers a table of all places, themes and quarters with their totals has."""
        return len(self.geography.level) * (len(self.themes) + 1) * (len(self.quarters) + 1)

    def rules(self, k: int) -> Rules:
        """Return rules with one k for all themes; safety asks for two reporters."""
        return Rules(dict.fromkeys(self.themes, k), frozenset(self.themes[:SAFETY_THEMES]))


def municipality(seed: int, *, plain: bool = False) -> Municipality:
    """Return a municipality of about 2,300 cells: 39 to 47 buurten, 8 wijken, 8 themes, 4 quarters.

    `plain`: only loose observations of one, and no police; else also counts of more and patterns.
    """
    draw = np.random.default_rng(seed)
    return _drawn(draw, int(draw.integers(39, 48)), 8, 8, 4, int(draw.integers(2_700, 3_401)), plain)


def small_municipality(seed: int) -> Municipality:
    """Return a municipality of 3 to 9 buurten in 1 to 3 wijken, on one or two themes, half a year."""
    draw = np.random.default_rng(seed)
    buurten = int(draw.integers(3, 10))
    themes = int(draw.integers(1, 3))
    signals = int(draw.integers(1, 4) * buurten * themes * 2)
    return _drawn(draw, buurten, int(draw.integers(1, 4)), themes, 2, signals)


def _drawn(
    draw: np.random.Generator,
    buurten: int,
    wijken: int,
    themes: int,
    quarters: int,
    signals: int,
    plain: bool = False,
) -> Municipality:
    geography = _geography(draw, buurten, wijken)
    names = tuple(f"T{at}" for at in range(themes))
    when = tuple(f"{YEAR}-Q{at + 1}" for at in range(quarters))
    leaves = [place for place, level in sorted(geography.level.items()) if level == "buurt"]
    # Large buurten and much-named themes: a few cells have tens, most a handful.
    weight = np.outer(draw.lognormal(0, 0.6, buurten), draw.lognormal(0, 0.4, themes))
    weight *= draw.gamma(1.6, 1 / 1.6, (buurten, themes))
    share = (weight / weight.sum()).ravel()
    arrivals: list[tuple[int, Report]] = []
    left = signals
    while left > 0:
        at, quarter = int(draw.choice(len(share), p=share)), int(draw.integers(quarters))
        theme = at % themes
        police = not plain and theme < SAFETY_THEMES and draw.random() < 0.3
        pattern = not plain and draw.random() < 0.1
        reporter = POLICE if police else REPORTERS[int(draw.integers(len(REPORTERS) - 1))]
        count = (
            int(draw.geometric(0.3)) if pattern else 1 if plain else int(draw.choice((1, 2), p=(0.85, 0.15)))
        )
        count = min(left, count)
        day = quarter * DAYS_IN_QUARTER + int(draw.integers(DAYS_IN_QUARTER))
        report = Report(
            id=f"s{len(arrivals):05}",
            reporter=reporter,
            area=leaves[at // themes],
            theme=names[theme],
            quarter=when[quarter],
            count=count,
            pattern=pattern,
            only_wijk_or_wider=police,
        )
        arrivals.append((day, report))
        left -= count
    areas = {f"A{at}": _area(draw, leaves) for at in range(2)}
    return Municipality(
        geography, names, when, areas, tuple(sorted(arrivals, key=lambda one: (one[0], one[1].id)))
    )


def _geography(draw: np.random.Generator, buurten: int, wijken: int) -> Geography:
    """Every wijk has a buurt; the rest fall anywhere, so that some wijken have one or two."""
    wijk_of = [*range(min(wijken, buurten)), *draw.integers(wijken, size=max(buurten - wijken, 0)).tolist()]
    parent = {f"B{at:02}": f"W{wijk}" for at, wijk in enumerate(wijk_of)}
    level = dict.fromkeys(parent, "buurt") | dict.fromkeys(parent.values(), "wijk") | {"G": "gemeente"}
    return Geography(parent | dict.fromkeys(set(parent.values()), "G"), level)


def _area(draw: np.random.Generator, leaves: list[str]) -> frozenset[str]:
    """A working area of about a third of the buurten, across wijken."""
    many = max(2, len(leaves) // 3)
    return frozenset(leaves[at] for at in draw.choice(len(leaves), many, replace=False))


def table_of(municipality: Municipality) -> Table:
    """Return the table of everything that came in, with the working areas."""
    counts: defaultdict[Cell, int] = defaultdict(int)
    for report in municipality.reports:
        counts[Cell(report.area, report.theme, report.quarter)] += report.count
    return Table(
        municipality.geography, municipality.themes, municipality.quarters, dict(counts), municipality.areas
    )
