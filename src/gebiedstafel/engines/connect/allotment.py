"""Who gives which hours to which measure, in whole hours."""

from __future__ import annotations

from collections.abc import Mapping

from .plan import HourShare
from .possible import Offer, Possible

Asking = tuple[str, int]


class HoursDoNotFit(RuntimeError):
    """Those at the table do not offer the hours that these measures ask together."""


def allot_hours(able: Possible, starts: Mapping[str, int]) -> dict[str, tuple[HourShare, ...]]:
    """Hours per measure. Raises `HoursDoNotFit` when they ask more than there is."""
    given: dict[str, dict[tuple[str, str, int], int]] = {m: {} for m in starts}
    for year in able.problem.years:
        asked, may = _asked(able, starts, year)
        room = {offer: hours[year] for offer, hours in able.capacity.items()}
        for (asking, offer), hours in _fill(asked, may, room).items():
            if hours:
                key = (*offer, year)
                given[asking[0]][key] = given[asking[0]].get(key, 0) + hours
    return {
        m: tuple(
            HourShare(*key, hours) for key, hours in sorted(shares.items(), key=lambda s: (s[0][2], s[0]))
        )
        for m, shares in given.items()
    }


def _asked(
    able: Possible, starts: Mapping[str, int], year: int
) -> tuple[dict[Asking, int], dict[Asking, tuple[Offer, ...]]]:
    asked: dict[Asking, int] = {}
    may: dict[Asking, tuple[Offer, ...]] = {}
    for m in able.problem.measures:
        if m.id not in starts:
            continue
        for i, (need, offers) in enumerate(zip(m.hours, able.givers[m.id], strict=True)):
            k = year - starts[m.id]
            if 0 <= k < len(need.hours) and need.hours[k]:
                asked[m.id, i] = need.hours[k]
                may[m.id, i] = offers
    return asked, may


def _fill(
    asked: dict[Asking, int], may: dict[Asking, tuple[Offer, ...]], room: dict[Offer, int]
) -> dict[tuple[Asking, Offer], int]:
    """A transport by augmenting paths; needs with the fewest offers first."""
    given: dict[tuple[Asking, Offer], int] = {}
    for asking in sorted(asked, key=lambda a: len(may[a])):
        left = asked[asking]
        while left:
            path = _path(asking, may, room, given)
            if path is None:
                raise HoursDoNotFit(f"hours of {asking[0]} do not fit")
            amount = min(left, room[path[-1][1]], *(given[edge] for edge in path[1::2]))
            for step, edge in enumerate(path):
                given[edge] = given.get(edge, 0) + (amount if step % 2 == 0 else -amount)
            room[path[-1][1]] -= amount
            left -= amount
    return given


def _path(
    asking: Asking,
    may: dict[Asking, tuple[Offer, ...]],
    room: dict[Offer, int],
    given: dict[tuple[Asking, Offer], int],
) -> list[tuple[Asking, Offer]] | None:
    """Edges from this need to an offer with room: give, take back, give, …"""
    queue = [asking]
    came: dict[Offer, Asking] = {}
    back: dict[Asking, Offer] = {}
    for here in queue:
        for offer in may[here]:
            if offer in came:
                continue
            came[offer] = here
            if room.get(offer, 0) > 0:
                return _trace(offer, came, back)
            for (other, used), hours in given.items():
                if used == offer and hours and other != asking and other not in back:
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
