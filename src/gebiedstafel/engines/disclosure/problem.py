"""What is weighed before a count about people is shown: reports, places, rules, and what was shown before.

Everything here is frozen and checks itself; a caller's mistake is `InvalidDisclosure`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .classes import CLASS_EDGES, SizeClass

#: From fine to wide. A place lies in one that is wider.
LEVELS = ("buurt", "wijk", "gemeente")
QUARTER = re.compile(r"\d{4}-Q[1-4]", re.ASCII)
#: More in one report is a slip of the keyboard.
MOST_IN_A_REPORT = 100_000


class InvalidDisclosure(ValueError):
    """A question that cannot be answered; the sentence says what, why, and what would help."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one organisation counted of one theme in one area over one quarter.

    `count` is people or events, at least 1. `pattern` is an organisation's own count over the quarter, the
    rest are loose observations. `only_wijk_or_wider` is never shown for a buurt, such as what police bring.
    """

    id: str
    reporter: str
    area: str
    theme: str
    quarter: str
    count: int
    pattern: bool
    only_wijk_or_wider: bool = False

    def __post_init__(self) -> None:
        if not (self.id and self.reporter and self.area and self.theme):
            raise InvalidDisclosure(f"a report needs an id, a reporter, an area and a theme: {self}")
        if not QUARTER.fullmatch(self.quarter):
            raise InvalidDisclosure(f"report {self.id}: a quarter reads as 2026-Q3, not {self.quarter!r}")
        if type(self.count) is not int or not 1 <= self.count <= MOST_IN_A_REPORT:
            raise InvalidDisclosure(
                f"report {self.id}: a whole number from 1 to {MOST_IN_A_REPORT} is needed, not {self.count!r}"
            )


@dataclass(frozen=True)
class Geography:
    """Places: the level of each, and the wider place it lies in (none for the widest)."""

    parent: Mapping[str, str]
    level: Mapping[str, str]

    def __post_init__(self) -> None:
        strange = sorted(place for place, level in self.level.items() if level not in LEVELS)
        if strange:
            raise InvalidDisclosure(f"a place is a {', '.join(LEVELS)}; what are {strange}?")
        if lost := sorted((set(self.parent) | set(self.parent.values())) - set(self.level)):
            raise InvalidDisclosure(f"places without a level: {lost}")
        askew = sorted(
            place for place, wider in self.parent.items() if self._rank(wider) <= self._rank(place)
        )
        if askew:
            raise InvalidDisclosure(f"these lie in a place that is not wider: {askew}")

    def _rank(self, place: str) -> int:
        return LEVELS.index(self.level[place])

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The places that lie directly in each place, in order."""
        found: dict[str, list[str]] = {place: [] for place in sorted(self.level)}
        for place in sorted(self.parent):
            found[self.parent[place]].append(place)
        return {place: tuple(within) for place, within in found.items()}

    def finest(self, report: Report) -> str | None:
        """Return the finest place where a report may be shown; None where there is no such place."""
        if report.area not in self.level:
            raise InvalidDisclosure(f"report {report.id} lies in {report.area!r}, which is no known place")
        if report.only_wijk_or_wider and self.level[report.area] == LEVELS[0]:
            return self.parent.get(report.area)
        return report.area


@dataclass(frozen=True)
class Rules:
    """How much must be together before it is shown.

    `k` is the fewest in a batch, per theme: an edge of a size class (5, 10, 25 or 50). Loose observations
    on a theme of `two_reporters` are shown only together with those of another organisation.
    """

    k: Mapping[str, int]
    two_reporters: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        askew = sorted(theme for theme, k in self.k.items() if k not in CLASS_EDGES)
        if askew:
            raise InvalidDisclosure(f"k is one of {CLASS_EDGES}, not so for {askew}")
        if strange := sorted(self.two_reporters - set(self.k)):
            raise InvalidDisclosure(f"themes without k: {strange}")


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that are shown together, once and for good.

    `total` never leaves the inside; `size_class` is what is shown. `alone` is the organisation when all of it
    comes from one, for the table only: the public never sees such a batch.
    """

    place: str
    theme: str
    quarter: str
    reports: tuple[str, ...]
    total: int
    size_class: SizeClass
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """What comes out of one round: new batches, and the ids of what is not shown.

    `waiting` may still be joined by others of its quarter; `held` found no place when its quarter closed.
    """

    batches: tuple[Batch, ...]
    waiting: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True)
class Pile:
    """Reports of one place, theme and quarter, in canonical order."""

    reports: tuple[Report, ...]
    counts: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.reports, key=lambda one: one.id))
        counts: Counter[str] = Counter()
        for one in ordered:
            counts[one.reporter] += one.count
        object.__setattr__(self, "reports", ordered)
        object.__setattr__(self, "counts", counts)

    @property
    def total(self) -> int:
        """How many people or events are in it."""
        return sum(self.counts.values())


def only_once(ids: Iterable[Hashable], what: str) -> None:
    """Refuse when something is in a list twice."""
    twice = sorted(str(one) for one, times in Counter(ids).items() if times > 1)
    if twice:
        raise InvalidDisclosure(f"{what}: {twice}")
