"""How well each way of working fits the answers, and what pinches.

Symbols: w the weight of a question, d the steps its answer lies outside the band, W = Σ w over the
questions that were answered, k the number of hard conditions that the answers miss.

    fit = 1 − Σ w · min(d, 2) / 2 / W − 0.15 · k

A question without an answer counts in nothing; a hard condition on it is open. Exact fractions, so ties
are ties. The place of a way of working is one more than the number of others that fit better.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .problem import Answers, Method, MethodTable

#: Further outside its band than this an answer does not pinch more.
MOST_STEPS_COUNTED = 2
MISSED_CONDITION = Fraction(15, 100)
#: Two or three are shown: the third only when it is this near to the first. Ties come along.
NEAR = Fraction(1, 10)
FEWEST_SHOWN, MOST_SHOWN = 2, 3


@dataclass(frozen=True, slots=True)
class Pinch:
    """An answer outside the band of a way of working, and what that costs of the fit.

    `is_missed` says that it misses a hard condition, of which the lowest answer is `required`.
    """

    criterion: str
    answer: int
    low: int
    high: int
    costs: Fraction
    is_missed: bool
    required: int | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One way of working: its fit and place (none without an answer that counts), and what pinches.

    `open` are hard conditions on questions without an answer.
    """

    method: str
    fit: Fraction | None
    place: int | None
    pinches: tuple[Pinch, ...]
    open: tuple[str, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """The questions on which a hard condition is missed."""
        return tuple(one.criterion for one in self.pinches if one.is_missed)


@dataclass(frozen=True, slots=True)
class Weighing:
    """All ways of working, the best first; equals in the order of the table."""

    ways: tuple[Weighed, ...]

    @property
    def first(self) -> tuple[Weighed, ...]:
        """Those that nothing fits better than."""
        return tuple(one for one in self.ways if one.place == 1)

    @property
    def shown(self) -> tuple[Weighed, ...]:
        """Two or three that fit, never one verdict; what ties with the last of them comes along."""
        placed = [one for one in self.ways if one.fit is not None]
        if len(placed) <= FEWEST_SHOWN:
            return tuple(placed)
        last = placed[FEWEST_SHOWN - 1].fit
        third = placed[MOST_SHOWN - 1].fit
        if third is not None and placed[0].fit is not None and placed[0].fit - third <= NEAR:
            last = third
        return tuple(one for one in placed if one.fit is not None and last is not None and one.fit >= last)

    @property
    def rest(self) -> tuple[Weighed, ...]:
        """All others."""
        return self.ways[len(self.shown) :]


def weigh(table: MethodTable, answers: Answers) -> Weighing:
    """Weigh every way of working; answers may be half-filled."""
    table.check(answers)
    fits = {one.id: fit_of(one, answers) for one in table.methods}
    order = {one.id: number for number, one in enumerate(table.methods)}
    ways = [_weighed(one, answers, fits[one.id], fits.values()) for one in table.methods]
    return Weighing(tuple(sorted(ways, key=lambda way: (_unplaced(way), order[way.method]))))


def _unplaced(way: Weighed) -> tuple[bool, Fraction]:
    return way.fit is None, -(way.fit or Fraction(0))


def fit_of(method: Method, answers: Answers) -> Fraction | None:
    """Return how well one way of working fits, at most 1; none when no answer counts for it."""
    counted = {name: method.bands[name] for name in answers if method.bands[name].weight}
    weight = sum(band.weight for band in counted.values())
    if not weight:
        return None
    loss = sum(
        band.weight * min(band.steps_from(answers[name]), MOST_STEPS_COUNTED)
        for name, band in counted.items()
    )
    missed = sum(answers[name] < least for name, least in method.requires.items() if name in answers)
    return 1 - Fraction(loss, MOST_STEPS_COUNTED * weight) - MISSED_CONDITION * missed


def _weighed(
    method: Method, answers: Answers, fit: Fraction | None, fits: Iterable[Fraction | None]
) -> Weighed:
    answered = sum(method.bands[name].weight for name in answers)
    return Weighed(
        method=method.id,
        fit=fit,
        place=None if fit is None else 1 + sum(other is not None and other > fit for other in fits),
        pinches=pinches_of(method, answers, answered),
        open=tuple(name for name in method.requires if name not in answers),
    )


def pinches_of(method: Method, answers: Answers, weight: int) -> tuple[Pinch, ...]:
    """Return the answers that cost this way of working something, missed conditions first."""
    found = []
    for name, answer in answers.items():
        band, required = method.bands[name], method.requires.get(name)
        is_missed = required is not None and answer < required
        steps = min(band.steps_from(answer), MOST_STEPS_COUNTED)
        costs = Fraction(band.weight * steps, MOST_STEPS_COUNTED * weight) if weight else Fraction(0)
        costs += MISSED_CONDITION if is_missed else 0
        if costs:
            found.append(Pinch(name, answer, band.low, band.high, costs, is_missed, required))
    order = {name: number for number, name in enumerate(method.bands)}
    return tuple(sorted(found, key=lambda one: (not one.is_missed, -one.costs, order[one.criterion])))
