"""What a page shows of an area: places, kinds of figures, and what each place has on each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.indicators import not_rounded
from gebiedstafel.exchange.stacked import FEW_RESIDENTS, PER_RESIDENT

Rings = Sequence[Sequence[Sequence[float]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of figure, as a page names it. Direction 1: higher is less favourable; 0: context."""

    code: str
    name: str
    unit: str = ""
    direction: int = 0
    domain: str = ""
    core: bool = False
    note: str = ""
    rounded_in: tuple[str, ...] = ()
    """The levels at which its source rounds it, as its note says."""

    def note_at(self, level: str, values: Iterable[float | None]) -> str:
        """Return what stands with these figures of places of one level."""
        return "" if not_rounded(self.rounded_in, level, values) else self.note


@dataclass(frozen=True, slots=True)
class Reading:
    """What a place has on one figure; place is its rank between 0 and 100 among so many others."""

    value: float | None
    missing: str = ""
    year: int | None = None
    source: str = ""
    place: float | None = None
    others: int = 0
    since: int | None = None
    """The first year, where it is of several together."""


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, wijk, buurt or street with its figures, and its shape when we have it."""

    code: str
    name: str
    level: str
    url: str = ""
    residents: int | None = None
    urbanity: int | None = None
    character: str = ""
    among: Among = Among.URBAN
    rings: Rings = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)

    def reading(self, kind: Kind) -> Reading:
        """Return what this place has on a figure; nothing when nobody told."""
        return self.readings.get(kind.code, Reading(None, "not_there"))

    def counts_visitors(self, kind: Kind) -> bool:
        """Tell whether a figure says more about visitors than about the few who live here."""
        few = self.residents is not None and self.residents < FEW_RESIDENTS
        return few and kind.unit == PER_RESIDENT and self.reading(kind).value is not None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An area as it was up to a year, with what it then had on the chosen figure by year."""

    code: str
    name: str
    url: str
    until: int
    says: str
    values: Mapping[int, float]
    changed: Sequence[int]


@dataclass(frozen=True, slots=True)
class Later:
    """The area that this one became, from a year on, or will become; without an address it is not loaded."""

    name: str
    url: str
    since: int
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class ThroughTime:
    """What was before an area and what came after; `changed` are the years in which it took others in."""

    before: Sequence[Earlier] = ()
    after: Sequence[Later] = ()
    changed: Sequence[int] = ()


@dataclass(frozen=True)
class AreaPicture:
    """An area, what lies within or beside it, and wider areas to compare with."""

    here: Place
    kinds: Sequence[Kind]
    parts: Sequence[Place]
    wider: Sequence[Place] = ()
    path: Sequence[Place] = ()
    compared: str = ""
    compared_parts: str = ""
    levels: Sequence[str] = ()
    shared: bool = True
    stacks: Stacks | None = None
    history: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    """Per figure what this code had in each year."""
    redrawn: Sequence[int] = ()
    """The years in which border or code is not what it was the year before."""
    through_time: ThroughTime = field(default_factory=ThroughTime)

    @cached_property
    def ranked(self) -> list[Kind]:
        """The figures that say whether things go better or worse."""
        return [kind for kind in self.kinds if kind.direction]

    @cached_property
    def yardstick(self) -> Place | None:
        """The widest area, such as the country: what a place is held against without places in rank."""
        return self.wider[-1] if self.wider else None

    def usable(self, place: Place, kind: Kind) -> float | None:
        """Return a figure that may be compared: it is there, and it is about the people who live here."""
        return None if place.counts_visitors(kind) else place.reading(kind).value

    def worse_by(self, place: Place, kind: Kind) -> float | None:
        """Return how much less favourable a figure is than the yardstick's: 0.25 is a quarter."""
        value = self.usable(place, kind)
        wide = self.yardstick.reading(kind).value if self.yardstick else None
        if value is None or wide is None or not kind.direction:
            return None
        if wide <= 0 or value <= 0:
            return kind.direction * (value - wide)
        return value / wide - 1 if kind.direction > 0 else wide / value - 1

    def comparable(self, place: Place) -> list[Kind]:
        """Return the figures on which a place can be held against the yardstick."""
        return [kind for kind in self.ranked if self.worse_by(place, kind) is not None]

    def less_favourable(self, place: Place) -> list[Kind]:
        """Return the figures on which a place does worse than the yardstick, the worst first."""
        worse = [(self.worse_by(place, kind) or 0, kind) for kind in self.comparable(place)]
        return [kind for by, kind in sorted(worse, key=lambda pair: (-pair[0], pair[1].code)) if by > 0]

    def enough(self, place: Place) -> bool:
        """Tell whether a place has at least three in five of the figures that rank."""
        return 5 * len(self.comparable(place)) >= 3 * len(self.ranked) > 0

    def visitors(self) -> Iterator[tuple[Place, Kind]]:
        """Return which figures say more about visitors than about residents, and where."""
        for place in self.parts:
            for kind in self.ranked:
                if place.counts_visitors(kind):
                    yield place, kind
