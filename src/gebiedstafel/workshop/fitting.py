"""What fits the answers of the table, in words: what pinches, what decides, what would have to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gebiedstafel.engines.fit.changes import Changes, Step, TooFar, fewest_changes
from gebiedstafel.engines.fit.deciding import Deciding, deciding
from gebiedstafel.engines.fit.weighing import Pinch, Weighed, Weighing, weigh

from .methods import MethodWords, Question, Way, table_of, words_of
from .models import MethodsVersion

Answers = Mapping[str, int]
#: So many sets of answers that decide together are told; more would be a list, not an explanation.
MOST_SETS = 3
#: More names than this make no sentence.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Pinching:
    """One answer that pinches: what was asked, answered and would fit, and whether it is demanded."""

    question: str
    answer: str
    wanted: str
    is_missed: bool


@dataclass(frozen=True, slots=True)
class FittingWay:
    """One way of working with everything that is said about it."""

    way: Way
    percent: int
    is_first: bool
    pinches: tuple[Pinching, ...]
    open: tuple[str, ...]
    decides: tuple[str, ...]
    changes: str
    first_there: tuple[str, ...]

    @property
    def missed(self) -> list[Pinching]:
        """The hard conditions that are missed."""
        return [one for one in self.pinches if one.is_missed]

    @property
    def outside(self) -> list[Pinching]:
        """The other answers that pinch."""
        return [one for one in self.pinches if not one.is_missed]


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fits: two or three ways shown, the others below, and how many answers it rests on."""

    shown: tuple[FittingWay, ...]
    rest: tuple[FittingWay, ...]
    answered: int
    asked: int

    @property
    def first(self) -> list[FittingWay]:
        """Those that nothing fits better than."""
        return [one for one in self.shown if one.is_first]

    @property
    def is_thin(self) -> bool:
        """Whether it rests on less than half of the questions."""
        return 0 < 2 * self.answered < self.asked

    @property
    def headline(self) -> str:
        """The answer of the page, as one sentence without a verdict."""
        first, after = (
            [one.way.name for one in self.first],
            [o.way.name for o in self.shown if not o.is_first],
        )
        if not first:
            return _("Dat weten we nog niet.")
        if len(first) > MOST_NAMED:
            return ngettext(
                "{n} manier van werken past even goed.",
                "{n} manieren van werken passen even goed.",
                len(first),
            ).format(n=len(first))
        if len(first) > 1:
            return _("{ways} passen even goed.").format(ways=together(first))
        if after:
            return _("{first} past het best, dan {after}.").format(first=first[0], after=together(after))
        return _("{first} past.").format(first=first[0])


def together(names: Iterable[str]) -> str:
    """Return names as people say them: a, b en c."""
    *before, last = list(names)
    return _("{names} en {last}").format(names="; ".join(before), last=last) if before else last


def fitting(version: MethodsVersion, answers: Answers) -> Fitting:
    """Return what fits these answers, in the reader's language."""
    return _fitting(version, tuple(sorted(answers.items())), get_language() or "nl", version.text)


@lru_cache(maxsize=256)
def _fitting(
    version: MethodsVersion, answers: tuple[tuple[str, int], ...], language: str, text: str
) -> Fitting:
    table, words, given = table_of(version), words_of(version), dict(answers)
    weighing = weigh(table, given)
    say = _Sayer(words, given, weighing)

    def told(one: Weighed) -> FittingWay:
        decides = deciding(table, given, one.method) if one in weighing.shown else ()
        changes = None if one.place == 1 else fewest_changes(table, given, one.method)
        return say.way(one, decides, changes)

    return Fitting(
        shown=tuple(told(one) for one in weighing.shown),
        rest=tuple(told(one) for one in weighing.rest if one.fit is not None),
        answered=len(given),
        asked=len(words.questions),
    )


@dataclass(frozen=True, slots=True)
class _Sayer:
    """Puts what the engine found in words."""

    words: MethodWords
    answers: Answers
    weighing: Weighing

    def way(
        self, one: Weighed, decides: tuple[Deciding, ...], changes: Changes | TooFar | None
    ) -> FittingWay:
        way = self.words.ways[one.method]
        return FittingWay(
            way=way,
            percent=max(0, round(100 * (one.fit or 0))),
            is_first=one.place == 1,
            pinches=tuple(self._pinch(pinch) for pinch in one.pinches),
            open=tuple(self._question(name).text for name in one.open),
            decides=tuple(self._decide(each) for each in decides[:MOST_SETS]),
            changes="" if changes is None else self._changes(changes),
            first_there=tuple(self.words.ways[name].name for name in way.after),
        )

    def _question(self, name: str) -> Question:
        return self.words.question(name)

    def _pinch(self, pinch: Pinch) -> Pinching:
        question = self._question(pinch.criterion)
        low, high = pinch.low, pinch.high
        if pinch.is_missed and pinch.required is not None:
            wanted = _("nodig is minstens: {anchor}").format(anchor=question.scale[pinch.required])
        elif low == high:
            wanted = _("past bij: {anchor}").format(anchor=question.scale[low])
        else:
            wanted = _("past bij: {low} tot en met {high}").format(
                low=question.scale[low], high=question.scale[high]
            )
        return Pinching(question.text, question.scale[pinch.answer], wanted, pinch.is_missed)

    def _decide(self, one: Deciding) -> str:
        asked = "; ".join(
            f"{self._question(name).text} {self._question(name).scale[self.answers[name]]}"
            for name in one.criteria
        )
        rivals = together(self.words.ways[name].name for name in one.rivals)
        return ngettext(
            "{asked}. Zonder dit antwoord past even goed of beter: {rivals}.",
            "{asked}. Zonder deze {n} antwoorden samen past even goed of beter: {rivals}.",
            len(one.criteria),
        ).format(asked=asked, n=len(one.criteria), rivals=rivals)

    def _changes(self, found: Changes | TooFar) -> str:
        if isinstance(found, TooFar):
            return _("Ook met {n} stappen verschil past dit hier niet het best.").format(n=found.more_than)
        steps = "; ".join(self._step(step) for step in found.ways[0])
        said = ngettext("{n} stap: {steps}.", "{n} stappen: {steps}.", found.steps).format(
            n=found.steps, steps=steps
        )
        if len(found.ways) > 1:
            said += " " + _("Er zijn ook andere wegen, even kort.")
        return said

    def _step(self, step: Step) -> str:
        question = self._question(step.criterion)
        return _("{question} van “{now}” naar “{then}”").format(
            question=question.text, now=question.scale[step.now], then=question.scale[step.then]
        )
