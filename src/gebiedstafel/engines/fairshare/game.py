"""What is shared: measures that cost money, parties that gain by them, and who cannot be missed.

Money is integer cents over the whole life of a measure. A game only holds values and validates itself:
all faults at once, each a sentence that says what, where and what would help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

#: More money than this cannot be summed over a million coalitions in 64 bits: eighty billion euros.
MOST_CENTS = 8 * 10**12
MOST_PARTIES = 200
MOST_MEASURES = 500


class InvalidGame(ValueError):
    """A game that cannot be shared; `faults` are sentences that say what, where and what would help."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that costs `cost_cents` and is worth `benefits` cents to each party; below zero is harm.

    It can only be done with all `essential` parties (owner of the asset, holder of the permit), and
    together with the measures it `requires`.
    """

    id: str
    cost_cents: int
    benefits: Mapping[str, int] = field(default_factory=dict)
    essential: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()

    @property
    def benefit_cents(self) -> int:
        """What it is worth to all parties together."""
        return sum(self.benefits.values())


@dataclass(frozen=True, slots=True)
class Saving:
    """Of n of these measures done together, (n−1) × `cents_per_extra` need not be paid."""

    measures: frozenset[str]
    cents_per_extra: int


@dataclass(frozen=True)
class Game:
    """Measures of a plan and the parties among whom their costs are shared.

    Parties and measures are put in the order of their ids, so that any order gives the same answer.
    """

    parties: tuple[str, ...]
    measures: tuple[Measure, ...]
    savings: tuple[Saving, ...] = ()

    def __post_init__(self) -> None:
        faults = tuple(_faults(self))
        if faults:
            raise InvalidGame(faults)
        object.__setattr__(self, "parties", tuple(sorted(self.parties)))
        object.__setattr__(self, "measures", tuple(sorted(self.measures, key=lambda m: m.id)))
        by_name = sorted(self.savings, key=lambda s: (sorted(s.measures), s.cents_per_extra))
        object.__setattr__(self, "savings", tuple(by_name))

    @property
    def place(self) -> dict[str, int]:
        """The place of each party in `parties`."""
        return {party: place for place, party in enumerate(self.parties)}

    @property
    def benefit_of(self) -> dict[str, int]:
        """What all measures are worth to each party, in cents."""
        gained = dict.fromkeys(self.parties, 0)
        for measure in self.measures:
            for party, cents in measure.benefits.items():
                gained[party] += cents
        return gained

    @property
    def saved_cents(self) -> int:
        """What all savings bring when everything is done."""
        return sum((len(saving.measures) - 1) * saving.cents_per_extra for saving in self.savings)


def compensated(game: Game) -> tuple[Game, dict[str, int]]:
    """Return the game in which nobody is harmed, and what each party is paid for that, in cents.

    What a measure takes from one party is a cost of that measure, borne by those it is done for. With
    no harm left the game is convex, so that a division without objections exists.
    """
    owed: dict[str, int] = {}
    measures = []
    for measure in game.measures:
        harm = {party: -cents for party, cents in measure.benefits.items() if cents < 0}
        for party, cents in harm.items():
            owed[party] = owed.get(party, 0) + cents
        kept = {party: cents for party, cents in measure.benefits.items() if cents > 0}
        measures.append(replace(measure, cost_cents=measure.cost_cents + sum(harm.values()), benefits=kept))
    return replace(game, measures=tuple(measures)), dict(sorted(owed.items()))


def merged(game: Game, purse: Mapping[str, str]) -> Game:
    """Return the game in which parties of one purse act as one, under the name of the purse.

    What a group of purses can do is what all its parties can do together: nothing else about it changes.
    Who is not named in `purse` keeps its own.
    """
    measures = []
    for measure in game.measures:
        benefits: dict[str, int] = {}
        for party, cents in measure.benefits.items():
            name = purse.get(party, party)
            benefits[name] = benefits.get(name, 0) + cents
        essential = frozenset(purse.get(party, party) for party in measure.essential)
        measures.append(replace(measure, benefits=benefits, essential=essential))
    parties = tuple({purse.get(party, party) for party in game.parties})
    return replace(game, parties=parties, measures=tuple(measures))


def _faults(game: Game) -> Iterator[str]:
    yield from _sizes(game)
    yield from _doubled("party", game.parties)
    yield from _doubled("measure", [measure.id for measure in game.measures])
    if not game.parties:
        yield "There is nobody to share with: name at least one party."
    parties, measures = set(game.parties), {measure.id for measure in game.measures}
    for measure in game.measures:
        yield from _measure_faults(measure, parties, measures)
    for saving in game.savings:
        yield from _saving_faults(saving, measures)
    yield from _circles(game)


def _sizes(game: Game) -> Iterator[str]:
    if len(game.parties) > MOST_PARTIES:
        yield f"{len(game.parties)} parties are more than {MOST_PARTIES}: share per part of the plan."
    if len(game.measures) > MOST_MEASURES:
        yield f"{len(game.measures)} measures are more than {MOST_MEASURES}: share per part of the plan."
    amounts = [abs(cents) for m in game.measures for cents in (m.cost_cents, *m.benefits.values())]
    if sum(cents for cents in amounts if _whole(cents)) > MOST_CENTS:
        yield f"All amounts together pass {MOST_CENTS} cents: give amounts in cents, not in smaller units."


def _whole(cents: object) -> bool:
    return isinstance(cents, int) and not isinstance(cents, bool)


def _doubled(kind: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"The {kind} {name} is named twice: give each an id of its own."
        seen.add(name)


def _measure_faults(measure: Measure, parties: set[str], measures: set[str]) -> Iterator[str]:
    name = measure.id
    if not _whole(measure.cost_cents):
        yield f"Measure {name}: {measure.cost_cents!r} is no cost in whole cents."
    elif measure.cost_cents < 0:
        yield f"Measure {name} costs less than nothing: count what it brings as a benefit."
    for party, cents in measure.benefits.items():
        if not _whole(cents):
            yield f"Measure {name}: the benefit {cents!r} of {party} is no amount in whole cents."
    for party in sorted({*measure.benefits, *measure.essential} - parties):
        yield f"Measure {name} names party {party}, which is not among the parties."
    for other in sorted(measure.requires - measures):
        yield f"Measure {name} requires {other}, which is not among the measures."


def _saving_faults(saving: Saving, measures: set[str]) -> Iterator[str]:
    names = ", ".join(sorted(saving.measures))
    if len(saving.measures) < 2:
        yield f"A saving on {names or 'nothing'}: it takes two measures to save by doing them together."
    for other in sorted(saving.measures - measures):
        yield f"The saving on {names} names {other}, which is not among the measures."
    if not _whole(saving.cents_per_extra) or saving.cents_per_extra < 0:
        yield f"The saving on {names}: {saving.cents_per_extra!r} is no amount in whole cents from 0 up."


def _circles(game: Game) -> Iterator[str]:
    """Name every ring of measures that wait for each other."""
    needs = {measure.id: measure.requires for measure in game.measures}
    found: set[frozenset[str]] = set()
    for start in sorted(needs):
        ring = _behind(start, needs.__getitem__, set(needs))
        if start in ring:
            found.add(frozenset(one for one in ring if start in _behind(one, needs.__getitem__, set(needs))))
    for names in sorted(map(sorted, found)):
        yield f"{', '.join(names)} wait for each other: take one of these out of what the others require."


def _behind(start: str, needs: Callable[[str], frozenset[str]], known: set[str]) -> set[str]:
    found: set[str] = set()
    left = list(needs(start) & known)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left.extend(needs(one) & known)
    return found
