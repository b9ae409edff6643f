"""What would have to change for a way of working to be among the first: the fewest one-step changes.

With the same questions answered every W stays the same, so a lead f(a) = fit_own(a) − fit_other(a) is a
sum over the questions. The search goes question by question and leaves a branch as soon as some lead
cannot come up to zero with the steps that are left. Questions about fixed facts are left as they are, and
questions without an answer stay without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from .problem import HIGHEST, LOWEST, Answers, Method, MethodTable
from .weighing import MISSED_CONDITION, MOST_STEPS_COUNTED, fit_of

#: So many steps away it is another municipality; the search goes no further.
MOST_STEPS = 8
#: So many equally short ways are told.
MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One question whose answer would have to be another."""

    criterion: str
    now: int
    then: int

    @property
    def count(self) -> int:
        """How many steps that is."""
        return abs(self.then - self.now)


@dataclass(frozen=True, slots=True)
class Changes:
    """The shortest ways to be among the first, at most three, each in the order of the questions."""

    steps: int
    ways: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class TooFar:
    """There is no way within this many steps."""

    more_than: int


@dataclass(frozen=True, slots=True)
class _Option:
    """An answer to one question: how many steps away, and what it adds to the lead on each other way."""

    answer: int
    steps: int
    gains: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class _Search:
    """Per question its options, and the most each lead can gain from there on with so many steps."""

    names: tuple[str, ...]
    options: tuple[tuple[_Option, ...], ...]
    most: tuple[tuple[tuple[Fraction, ...], ...], ...]


def fewest_changes(table: MethodTable, answers: Answers, method: str) -> Changes | TooFar:
    """Return the fewest one-step changes of answers that put this way of working among the first.

    One that is there already needs 0 steps.
    """
    table.check(answers)
    own = table.method(method)
    fit = fit_of(own, answers)
    if fit is None:
        return TooFar(MOST_STEPS)
    others = [one for one in table.methods if one.id != method and fit_of(one, answers) is not None]
    leads = tuple(fit - (fit_of(one, answers) or 0) for one in others)
    search = _prepare(table, answers, own, others)
    for steps in range(MOST_STEPS + 1):
        ways = []
        for way in _walk(search, 0, steps, leads):
            ways.append(tuple(Step(name, answers[name], then) for name, then in way))
            if len(ways) == MOST_WAYS:
                break
        if ways:
            return Changes(steps, tuple(ways))
    return TooFar(MOST_STEPS)


def _prepare(table: MethodTable, answers: Answers, own: Method, others: list[Method]) -> _Search:
    names = tuple(name for name in table.criteria if name in answers and name not in table.fixed)
    part = {one.id: _parts(one, answers) for one in [own, *others]}
    options = tuple(_options(name, answers[name], own.id, others, part) for name in names)
    most: list[tuple[tuple[Fraction, ...], ...]] = [((Fraction(0),) * len(others),) * (MOST_STEPS + 1)]
    for here in reversed(options):
        most.insert(0, _most_from(here, most[0], len(others)))
    return _Search(names, options, tuple(most))


def _parts(method: Method, answers: Answers) -> dict[tuple[str, int], Fraction]:
    """Return what each answer to each question takes off the fit, all other answers being as they are."""
    weight = sum(method.bands[name].weight for name in answers)
    parts = {}
    for name in answers:
        band, least = method.bands[name], method.requires.get(name, LOWEST)
        for answer in range(LOWEST, HIGHEST + 1):
            steps = min(band.steps_from(answer), MOST_STEPS_COUNTED)
            loss = Fraction(band.weight * steps, MOST_STEPS_COUNTED * weight)
            parts[name, answer] = loss + (MISSED_CONDITION if answer < least else 0)
    return parts


def _options(
    name: str,
    now: int,
    own: str,
    others: list[Method],
    part: dict[str, dict[tuple[str, int], Fraction]],
) -> tuple[_Option, ...]:
    def gain(method: str, answer: int) -> Fraction:
        return part[method][name, now] - part[method][name, answer]

    return tuple(
        _Option(
            answer,
            abs(answer - now),
            tuple(gain(own, answer) - gain(one.id, answer) for one in others),
        )
        for answer in range(LOWEST, HIGHEST + 1)
    )


def _most_from(
    here: tuple[_Option, ...], after: tuple[tuple[Fraction, ...], ...], others: int
) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(
        tuple(
            max(one.gains[other] + after[left - one.steps][other] for one in here if one.steps <= left)
            for other in range(others)
        )
        for left in range(MOST_STEPS + 1)
    )


def _walk(
    search: _Search, at: int, left: int, leads: tuple[Fraction, ...]
) -> Iterator[tuple[tuple[str, int], ...]]:
    """Yield every way that takes exactly the steps that are left, as (question, answer then)."""
    if any(lead + gain < 0 for lead, gain in zip(leads, search.most[at][left], strict=True)):
        return
    if at == len(search.names):
        if left == 0:
            yield ()
        return
    for one in search.options[at]:
        if one.steps > left:
            continue
        then = tuple(lead + gain for lead, gain in zip(leads, one.gains, strict=True))
        for rest in _walk(search, at + 1, left - one.steps, then):
            yield ((search.names[at], one.answer), *rest) if one.steps else rest
