"""Who gives which hours to which measure, in whole hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .plan import HourShare
from .possible import Offer, Possible
from .problem import Measure

Asking = tuple[str, int]
Asked = dict[Asking, tuple[int, tuple[Offer, ...]]]


class HoursDoNotFit(RuntimeError):
    """Those at the table do not offer the hours that these measures ask together."""


def allot_hours(able: Possible, starts: Mapping[str, int]) -> dict[str, tuple[HourShare, ...]]:
    """Hours per measure. Raises `HoursDoNotFit` when they ask more than there is."""
    given: dict[str, dict[tuple[str, str, int], int]] = {m: {} for m in starts}
    for year in able.problem.years:
        allotted = _Allotted.none_yet(able, year)
        allotted.fill(_asked(able, starts, year))
        for offer, askings in allotted.given.items():
            for asking, hours in askings.items():
                if hours:
                    key = (*offer, year)
                    given[asking[0]][key] = given[asking[0]].get(key, 0) + hours
    return {
        m: tuple(
            HourShare(*key, hours) for key, hours in sorted(shares.items(), key=lambda s: (s[0][2], s[0]))
        )
        for m, shares in given.items()
    }


@dataclass(frozen=True, slots=True)
class HoursSoFar:
    """Hours allotted to measures one after another: one more is looked at in its own years alone."""

    years: Mapping[int, _Allotted]

    @classmethod
    def none_yet(cls, able: Possible) -> HoursSoFar:
        """All hours are still there."""
        return cls({year: _Allotted.none_yet(able, year) for year in able.problem.years})

    def beside(self, able: Possible, measure: Measure, start: int) -> HoursSoFar:
        """The same with this measure, starting in that year. Raises `HoursDoNotFit`."""
        years = dict(self.years)
        for year in years:
            asked = _asked_by(able, measure, start, year)
            if asked:
                years[year] = years[year].copy()
                years[year].fill(asked)
        return HoursSoFar(years)


def _asked(able: Possible, starts: Mapping[str, int], year: int) -> Asked:
    asked: Asked = {}
    for m in able.problem.measures:
        if m.id in starts:
            asked |= _asked_by(able, m, starts[m.id], year)
    return asked


def _asked_by(able: Possible, m: Measure, start: int, year: int) -> Asked:
    """The needs of one measure in a year: how many hours, and whose may fill them."""
    k = year - start
    return {
        (m.id, i): (need.hours[k], offers)
        for i, (need, offers) in enumerate(zip(m.hours, able.givers[m.id], strict=True))
        if 0 <= k < len(need.hours) and need.hours[k]
    }


@dataclass(slots=True)
class _Allotted:
    """A transport of one year: what each offer gives to each need, and what is left of it."""

    room: dict[Offer, int]
    may: dict[Asking, tuple[Offer, ...]] = field(default_factory=dict)
    given: dict[Offer, dict[Asking, int]] = field(default_factory=dict)

    @classmethod
    def none_yet(cls, able: Possible, year: int) -> _Allotted:
        return cls({offer: hours[year] for offer, hours in able.capacity.items()})

    def copy(self) -> _Allotted:
        given = {offer: dict(askings) for offer, askings in self.given.items()}
        return _Allotted(dict(self.room), dict(self.may), given)

    def fill(self, asked: Asked) -> None:
        """By augmenting paths; needs with the fewest offers first."""
        self.may |= {asking: offers for asking, (_, offers) in asked.items()}
        for asking in sorted(asked, key=lambda a: len(self.may[a])):
            left = asked[asking][0]
            while left:
                left -= self._add(asking, left)

    def _add(self, asking: Asking, most: int) -> int:
        """Give some hours to a need, at most so many; how many it were."""
        path = self._path(asking)
        if path is None:
            raise HoursDoNotFit(f"hours of {asking[0]} do not fit")
        last = path[-1][1]
        hours = min(most, self.room[last], *(self.given[offer][need] for need, offer in path[1::2]))
        for step, (need, offer) in enumerate(path):
            gives = self.given.setdefault(offer, {})
            gives[need] = gives.get(need, 0) + (hours if step % 2 == 0 else -hours)
        self.room[last] -= hours
        return hours

    def _path(self, asking: Asking) -> list[tuple[Asking, Offer]] | None:
        """Edges from this need to an offer with room: give, take back, give, …"""
        queue = [asking]
        came: dict[Offer, Asking] = {}
        back: dict[Asking, Offer] = {}
        for here in queue:
            for offer in self.may[here]:
                if offer in came:
                    continue
                came[offer] = here
                if self.room.get(offer, 0) > 0:
                    return _trace(offer, came, back)
                for other, hours in self.given.get(offer, {}).items():
                    if hours and other != asking and other not in back:
                        back[other] = offer
                        queue.append(other)
        return None


def _trace(offer: Offer, came: dict[Offer, Asking], back: dict[Asking, Offer]) -> list[tuple[Asking, Offer]]:
    edges = []
    while True:
        here = came[offer]
        edges.append((here, offer))
        if here not in back:
            return edges[::-1]
        offer = back[here]
        edges.append((here, offer))
