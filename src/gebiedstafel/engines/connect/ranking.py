"""Levers in the order in which a table would look at them: ties share a place, and no way is told twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .excerpt import CENTS_PER_HOUR
from .levers import Lever, LeverKind
from .rule_makers import RuleMaker

LEAST_GAIN = 0.05
"""Points below which nothing changes that a person would see."""
OF_OTHERS = 3
"""One in so many places of the list is for what the table cannot do itself."""
SAME = 1e-9
MONEY = frozenset({LeverKind.MORE_MONEY, LeverKind.NEW_MONEY})
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Unlock:
    """One lever with what it brings.

    `gain` is in points of the objective, on the way from the old plan to the new one at the table with
    the lever; `least` and `most` are what it may be once both plans are proven. It is `tied` when `least`
    is not above zero. Until it is `firm`, gain and measures are the estimate of the relaxation. `rank`
    counts those that are demonstrably better, and `tied_with` names the levers in the list whose gains
    the search cannot tell from this one. `statement` is the unmet statement of residents for which this
    is the cheapest way. A firm lever asks no more than the new plan uses; `first` is the id of the lever
    as it was screened. `instead` bring the same and ask as much or more. `asks` is who made the rule it
    changes, where the table cannot change that itself: such levers are ranked among themselves.
    """

    lever: Lever
    gain: float
    least: float
    most: float
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    firm: bool = False
    rank: int = 0
    statement: str = ""
    first: str = ""
    tied_with: tuple[str, ...] = ()
    instead: tuple[Unlock, ...] = ()
    asks: RuleMaker | None = None

    @property
    def tied(self) -> bool:
        """Whether the search could have missed as much as this gains."""
        return self.least <= 0


def lever_cost(lever: Lever) -> tuple[int, int, str]:
    """Cheapest first: new money, with hours at what they weigh; then the fewest changes."""
    cents = lever.total_cents + lever.total_hours * CENTS_PER_HOUR
    return (cents, max(len(lever.parts), 1), lever.id)


def ranked(found: Iterable[Unlock], noise: float, *, most: int | None = None) -> tuple[Unlock, ...]:
    """The `most` best: firm ones first, then by gain, and the cheapest first of those that share a place.

    What the table can do itself comes before what it must ask of who made a rule; the best of those are at
    most a third of the list, unless there is room. One for a statement of residents is among them whatever
    its gain. `noise` is the difference in points that the search cannot see.
    """
    kept = [one for one in found if not one.firm or one.gain > LEAST_GAIN or one.statement]
    ordered = sorted(kept, key=lambda one: (not one.firm, -one.gain, one.lever.id))
    rows = _folded(_each_once(ordered), noise)
    most = len(rows) if most is None else most
    own = _placed([one for one in rows if one.asks is None], noise)
    others = _placed([one for one in rows if one.asks is not None], noise)
    room = min(len(others), max(most // OF_OTHERS, most - len(own)))
    return (*_with_ties(_first(own, most - room), noise), *_with_ties(others[:room], noise))


def _first(rows: list[Unlock], most: int) -> list[Unlock]:
    """The first so many, the last of them one for residents where none came before it."""
    cut = rows[:most]
    wanted = [one for one in rows[most:] if one.statement]
    if wanted and most and not any(one.statement for one in cut):
        cut = [*cut[:-1], wanted[0]]
    return cut


def _each_once(ordered: list[Unlock]) -> list[Unlock]:
    """Each lever with the best that was found for it; two of them may be the same once they are trimmed."""
    best: dict[str, Unlock] = {}
    for one in ordered:
        other = best.setdefault(one.lever.id, one)
        if one.statement and not other.statement:
            best[one.lever.id] = replace(other, statement=one.statement)
    return list(best.values())


def _folded(ordered: list[Unlock], noise: float) -> list[Unlock]:
    """Under each lever those that bring the same and ask no less; what they meet, it meets as well."""
    under: dict[str, str] = {}
    for number, one in enumerate(ordered):
        for place, other in enumerate(ordered):
            earlier = place < number
            if other is not one and other.lever.id not in under and _stands_for(other, one, noise, earlier):
                under[one.lever.id] = other.lever.id
                break
    heads: dict[str, Unlock] = {one.lever.id: one for one in ordered if one.lever.id not in under}
    for one in ordered:
        name = one.lever.id
        while name in under:
            name = under[name]
        if name != one.lever.id:
            head = heads[name]
            met = head.statement or one.statement
            heads[name] = replace(
                head, statement=met, instead=(*head.instead, replace(one, statement="", instead=()))
            )
    return list(heads.values())


def _stands_for(one: Unlock, other: Unlock, noise: float, earlier: bool) -> bool:
    """Whether the other may be told under this one, which brings the same and asks no more."""
    if one.asks is not None and other.asks is None:
        return False
    if not (one.firm and other.firm and asks_no_more(one.lever, other.lever)):
        return False
    alike = set(one.enters) == set(other.enters)
    as_good = set(one.leaves) == set(other.leaves) or one.gain >= other.gain - noise
    return alike and as_good and (earlier or not asks_no_more(other.lever, one.lever))


def asks_no_more(one: Lever, other: Lever) -> bool:
    """Whether all that one lever asks is asked by the other as well, kind by kind, as much or more.

    Money is of one kind whichever flow it is for, but new money is not asked where a flow would do; hours
    are by skill. A promise, a chair, a rule or a day is what it is.
    """
    return _within(one.parts or (one,), other.parts or (other,))


def _within(parts: tuple[Lever, ...], others: tuple[Lever, ...]) -> bool:
    """Whether each part has one of its own among the others that asks as much or more."""
    if not parts:
        return True
    first, rest = parts[0], parts[1:]
    return any(
        _asks_no_more(first, other) and _within(rest, (*others[:n], *others[n + 1 :]))
        for n, other in enumerate(others)
    )


def _asks_no_more(one: Lever, other: Lever) -> bool:
    if one.kind in MONEY and other.kind in MONEY:
        easier = one.kind is other.kind or one.kind is LeverKind.MORE_MONEY
        return easier and one.total_cents <= other.total_cents
    if one.kind is LeverKind.MORE_HOURS is other.kind:
        return one.skill == other.skill and one.total_hours <= other.total_hours
    if one.kind is LeverKind.LATER_DATE is other.kind and one.by and other.by:
        same = (one.flow, one.rule) == (other.flow, other.rule)
        return same and (one.by >= other.by if one.rule == "available_from" else one.by <= other.by)
    return one == other


def _placed(rows: list[Unlock], noise: float) -> list[Unlock]:
    """Each with its rank: one more than how many are demonstrably better; firm ones before estimates."""
    placed = []
    for one in rows:
        better = [other for other in rows if other.firm > one.firm or _clearly(other, one, noise)]
        placed.append(replace(one, rank=len(better) + 1))
    return sorted(placed, key=lambda one: (one.rank, lever_cost(one.lever)))


def _clearly(one: Unlock, other: Unlock, noise: float) -> bool:
    """Whether the search is sure that one is better; both are firm or both are estimates."""
    return one.firm == other.firm and one.gain - other.gain > noise + SAME


def _with_ties(rows: list[Unlock], noise: float) -> tuple[Unlock, ...]:
    return tuple(
        replace(
            one,
            tied_with=tuple(
                other.lever.id
                for other in rows
                if one.firm and other.firm and other is not one
                if not _clearly(one, other, noise) and not _clearly(other, one, noise)
            ),
        )
        for one in rows
    )


def places(rows: Iterable[Unlock]) -> dict[str, str]:
    """How each lever is numbered for people, by its id: a letter after the rank where more share it.

    What the table cannot do itself has numbers of its own.
    """
    sharing: dict[tuple[bool, int], list[Unlock]] = {}
    for one in rows:
        sharing.setdefault((one.asks is not None, one.rank), []).append(one)
    return {
        one.lever.id: str(rank) if len(alike) == 1 or not one.firm else f"{rank}{LETTERS[n % len(LETTERS)]}"
        for (_, rank), alike in sharing.items()
        for n, one in enumerate(alike)
    }
