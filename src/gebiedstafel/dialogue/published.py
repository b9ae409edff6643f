"""The only door to votes: what may be told of them, and when it may change.

Votes are pseudonymous and kept apart. Whoever wants to know something of them, inside the dialogue or
above it, asks here and gets a `Told`:

* a group is told from ten people on; a smaller one is nowhere on the page, and no comparison names it;
* a statement is told once ten people of every group that is told voted on it;
* residents and institutions are the same people as the found groups, divided otherwise (`whole_groups`):
  subtracting the one division from the other leaves nobody;
* where more than 90 % of a group voted alike it reads *almost everyone*, without counts;
* what is told changes only once five people came or left, in the hall too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gebiedstafel.engines.opinion import Comparison, Group, OpinionMap, Tally

from .told import AGREE, DISAGREE, PASS, Cell, Compared, Mark, Point, Response, Told, ToldGroup

VOTERS_NEEDED = 10
NEW_VOTERS = 5
ALMOST_ALL = Fraction(9, 10)
SQUARE = 1000


@dataclass(frozen=True, slots=True)
class Voter:
    """For whom someone speaks, where from, and how they came in: kept inside, told as counts."""

    side: str
    area: str
    route: str


def may_change(before: Collection[int], now: Collection[int]) -> bool:
    """Say whether enough people came or left for the result to change."""
    return len(set(before) ^ set(now)) >= NEW_VOTERS


def cell_of(tally: Tally) -> Cell:
    """Return what may be told of one group's votes on one statement."""
    cast = tally.cast
    for side, votes in ((AGREE, tally.agree), (DISAGREE, tally.disagree), (PASS, tally.passed)):
        if votes > ALMOST_ALL * cast:
            return Cell(cast, almost_all=side)
    return Cell(cast, tally.agree, tally.disagree, tally.passed)


def told_of(
    opinions: OpinionMap, voters: Mapping[int, Voter], *, statements: int, needed: int = VOTERS_NEEDED
) -> Told:
    """Return everything that may be told of a round."""
    found = compared(opinions.found, needed)
    named = {group.id for group in found.groups}
    residents = sum(voter.side == "resident" for voter in voters.values())
    return Told(
        voters=len(voters),
        residents=residents,
        institutions=len(voters) - residents,
        statements=statements,
        found=found,
        given=_given(opinions, needed),
        no_groups=str(opinions.no_clear_groups or ""),
        small_group=any(group.id not in named for group in opinions.found.groups),
        points=_points(opinions, named),
        stability=opinions.stability,
        areas=responses((voter.area for voter in voters.values() if voter.side == "resident"), needed),
        routes=responses((voter.route for voter in voters.values()), needed),
    )


def compared(measured: Comparison, needed: int) -> Compared:
    """Return what may be told of a comparison of groups."""
    groups = [group for group in measured.groups if group.size >= needed]
    names = [group.id for group in groups] or [""]
    cells = {
        int(view.id): {name: cell_of(view.groups[name]) for name in names}
        for view in measured.statements
        if all(name in view.groups and view.groups[name].cast >= needed for name in names)
    }
    return _sorted_out(measured, groups, cells)


def _sorted_out(
    measured: Comparison, groups: Iterable[Group], cells: Mapping[int, Mapping[str, Cell]]
) -> Compared:
    """Return the four lists with only what has cells; what is not told of yet is uncertain."""
    told = [
        tuple(int(one) for one in numbers if int(one) in cells)
        for numbers in (measured.agree, measured.disagree, measured.differing)
    ]
    settled = {number for numbers in told for number in numbers}
    every = [*measured.agree, *measured.disagree, *measured.differing, *measured.uncertain]
    return Compared(
        groups=tuple(_group(one, cells) for one in groups),
        cells=cells,
        agree=told[0],
        disagree=told[1],
        differing=told[2],
        uncertain=tuple(int(one) for one in every if int(one) not in settled),
        bounds=dict(_bounds(measured, told[0], told[1], cells)),
    )


def _group(group: Group, cells: Mapping[int, object]) -> ToldGroup:
    marks = tuple(
        Mark(int(one.statement), one.side.value) for one in group.statements if int(one.statement) in cells
    )
    return ToldGroup(group.id, group.size, group.stability, marks)


def _bounds(
    measured: Comparison,
    agree: Collection[int],
    disagree: Collection[int],
    cells: Mapping[int, Mapping[str, Cell]],
) -> Iterable[tuple[int, tuple[int, int]]]:
    """Yield the credible bounds, unless they would give away counts that stay untold."""
    for view in measured.statements:
        number = int(view.id)
        if number not in agree and number not in disagree:
            continue
        if any(cell.almost_all for cell in cells[number].values()):
            continue
        low, high = view.interval if number in agree else view.dissent_interval
        yield number, (round(low * 100), round(high * 100))


def _given(opinions: OpinionMap, needed: int) -> Compared | None:
    """Return residents beside institutions, once ten people of each took part."""
    if opinions.given is None or len(opinions.given.groups) < 2:
        return None
    if any(group.size < needed for group in opinions.given.groups):
        return None
    return compared(opinions.given, needed)


def responses(keys: Iterable[str], needed: int) -> tuple[Response, ...]:
    """Return counts per key, never one untold alone: it would follow from the sum of all."""
    counts: dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    hidden = {key for key in ranked if counts[key] < needed}
    if len(hidden) == 1 and len(ranked) > 1:
        hidden.add(next(key for key in reversed(ranked) if key not in hidden))
    return tuple(Response(key, None if key in hidden else counts[key]) for key in ranked)


def _points(opinions: OpinionMap, named: Collection[str]) -> tuple[Point, ...]:
    """Return the places of people on a square, in an order that says nothing of who came when."""
    group_of = {who: group.id for group in opinions.found.groups for who in group.members}
    told = {who: place for who, place in opinions.places.items() if group_of.get(who) in named}
    scale = _scale(opinions.places.values())
    points = (
        Point(*_on_square(place, scale), group=group_of[who], between=who in opinions.between)
        for who, place in told.items()
    )
    return tuple(sorted(points, key=lambda one: (one.x, one.y, one.group)))


def _scale(places: Iterable[tuple[float, float]]) -> float:
    return max((abs(part) for place in places for part in place), default=0.0) or 1.0


def _on_square(place: tuple[float, float], scale: float) -> tuple[int, int]:
    half = SQUARE / 2
    return round(half + half * place[0] / scale), round(half + half * place[1] / scale)
