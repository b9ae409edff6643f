"""Where a figure's definition broke, which figures measure partly the same, and of whom a share is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from gebiedstafel.exchange.indicators import known_indicators


@dataclass(frozen=True, slots=True)
class Break:
    """From a year on a figure means something else, in words."""

    year: int
    says: str
    says_en: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """What must be known of figures before they are compared over years or counted together."""

    breaks: Mapping[str, tuple[Break, ...]]
    renamed: Mapping[str, tuple[str, str]]
    overlaps: tuple[tuple[str, ...], ...]
    of: Mapping[str, str]
    rounded_to: Mapping[str, float]
    until: Mapping[str, int]
    since: Mapping[str, int]
    events: frozenset[str]

    def exists(self, indicator: str, year: int | None) -> bool:
        """Tell whether a figure exists in a year."""
        if year is None:
            return True
        return self.since.get(indicator, year) <= year <= self.until.get(indicator, year)

    def overlapping(self, indicator: str) -> frozenset[str]:
        """Return the figures that measure partly the same as this one."""
        sets = (names for names in self.overlaps if indicator in names)
        return frozenset(name for names in sets for name in names if name != indicator)

    def breaks_between(self, indicator: str, before: int, after: int) -> list[Break]:
        """Return where the meaning changed after one year and up to another."""
        return [one for one in self.breaks.get(indicator, ()) if before < one.year <= after]

    def counted(self, present: Collection[str], year: int | None = None) -> list[str]:
        """Return which core figures count when these are there: of those that overlap only one, the first.

        A figure that is not there is still asked for, unless one that overlaps with it is there or it does
        not exist in this year.
        """
        core = [
            one.id
            for one in known_indicators().values()
            if one.core and one.direction and (one.id in present or self.exists(one.id, year))
        ]
        order = {name: at for at, name in enumerate(name for names in self.overlaps for name in names)}
        taken: set[str] = set()
        for name in sorted(core, key=lambda name: (name not in present, order.get(name, 0))):
            if not self.overlapping(name) & taken:
                taken.add(name)
        return [name for name in core if name in taken]


def _spread(entries: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return ((indicator, entry) for entry in entries for indicator in entry["indicators"])


@cache
def definitions() -> Definitions:
    """Return what definitions.yaml says."""
    text = resources.files("gebiedstafel.exchange").joinpath("definitions.yaml").read_text(encoding="utf-8")
    held = yaml.safe_load(text)
    breaks: dict[str, tuple[Break, ...]] = {}
    for indicator, entry in _spread(held["breaks"]):
        one = Break(entry["year"], entry["says"], entry["says_en"])
        breaks[indicator] = (*breaks.get(indicator, ()), one)
    return Definitions(
        breaks=breaks,
        renamed={name: (entry["says"], entry["says_en"]) for name, entry in _spread(held["renamed"])},
        overlaps=tuple(tuple(names) for names in held["overlaps"]),
        of={indicator: group for group, names in held["of"].items() for indicator in names},
        rounded_to=held["rounded_to"],
        until=held["until"],
        since=held["since"],
        events=frozenset(held["events"]),
    )
