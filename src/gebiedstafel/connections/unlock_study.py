"""What would open more: levers found in the background, each with what comes in and what drops out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.engines.connect.lever_words import ask_sentence, lever_sentence
from gebiedstafel.engines.connect.levers import Lever, LeverKind
from gebiedstafel.engines.connect.ranking import Unlock, places
from gebiedstafel.engines.connect.unlock import Unlocked, WrongPlan, unlock
from gebiedstafel.exchange.table_problem import names_of
from gebiedstafel.exchange.unlock_file import unlocked_to_json, unlocks_from_json
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.numbers import number

from .amounts import listed
from .models import Study
from .reading import Reading, page_language
from .study_kinds import Answer, Asked, Parameters, Stop, StudyKind, Tell

UNLOCK = "unlock"
LEVERS = "levers"
#: Share of the work that the first estimates are.
SCREENED = 0.3


@dataclass(frozen=True, slots=True)
class NextPlace:
    """Where one goes to make a lever so: a list of rows and the row, or the page of a rule of the table."""

    slug: str
    key: str
    words: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class OtherLever:
    """A lever that brings the same and asks no less."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownLever:
    """A lever in words; points stand under *waarom*. `place` is its rank, with a letter if it is shared."""

    id: str
    place: str
    sentence: str
    asks: str
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    moved: tuple[str, ...]
    statement: str
    note: str
    ties: str
    others: tuple[OtherLever, ...]
    why: tuple[str, ...]
    steps: tuple[NextPlace, ...]


@dataclass(frozen=True, slots=True)
class LeverGroup:
    """Levers that are numbered together; without a title where there is one group."""

    title: str
    rows: tuple[ShownLever, ...]


@dataclass(frozen=True, slots=True)
class ShownLevers:
    """All levers, and what goes for all of them."""

    rows: tuple[ShownLever, ...]
    note: str

    @property
    def groups(self) -> tuple[LeverGroup, ...]:
        """What the table can do itself, then what it must ask of who made a rule."""
        own = tuple(one for one in self.rows if not one.asks)
        others = tuple(one for one in self.rows if one.asks)
        if not others:
            return (LeverGroup("", own),)
        named = (
            LeverGroup(_("Dit kan de tafel zelf"), own),
            LeverGroup(_("Dit kan de tafel niet zelf"), others),
        )
        return tuple(group for group in named if group.rows)


def run(asked: Asked, tell: Tell, stop: Stop) -> None:
    """Find the levers of the plan, and tell the list each time it is better known."""
    before = asked.told.get(LEVERS)
    known = unlocks_from_json(dict(before)) if before else ()

    def told(now: Unlocked) -> None:
        firm = sum(one.firm for one in now.found)
        tell(_stored(now), share=_share(now, firm), words=lambda: _words(now, firm))

    tell(share=0.02, words=lambda: _("We kijken wat er zou kunnen veranderen."))
    try:
        found = unlock(asked.problem, asked.plan, known=known, stop=stop, told=told)
    except WrongPlan:
        raise Refused(_("Dit plan past niet meer bij de regels. Reken eerst opnieuw.")) from None
    tell(_stored(found))


def _stored(now: Unlocked) -> dict[str, Any]:
    return {"id": LEVERS, **unlocked_to_json(now, lambda lever: lever.id)}


def _share(now: Unlocked, firm: int) -> float:
    looked = SCREENED * now.screened / max(now.levers, 1)
    return min(0.95, looked + (1 - SCREENED) * firm / 10 if firm else looked)


def _words(now: Unlocked, firm: int) -> str:
    if not firm:
        return _("We bekeken %(count)s van de %(all)s mogelijkheden.") % {
            "count": now.screened,
            "all": now.levers,
        }
    return _("De eerste schatting is er. Nu rekenen we de beste na: %(count)s zijn klaar.") % {"count": firm}


def shown(reading: Reading, answers: Sequence[Answer], parameters: Parameters) -> ShownLevers:
    """Return the levers in words, with the names of the plan's own input."""
    answer = answers[0]
    names = names_of(reading.table)
    found = unlocks_from_json(dict(answer))
    place = places(found)
    rows = tuple(_row(reading, one, names, place) for one in found)
    return ShownLevers(rows, _note(answer, rows))


def _note(answer: Answer, rows: tuple[ShownLever, ...]) -> str:
    if answer["better_plan"]:
        return _("Ook zonder iets te veranderen is er een beter plan. Reken opnieuw om het te zien.")
    if not rows and answer["screened"] == answer["levers"]:
        return _("We vonden niets dat dit plan verder helpt.")
    return ""


def _row(reading: Reading, one: Unlock, names: dict[str, str], place: dict[str, str]) -> ShownLever:
    return ShownLever(
        id=one.lever.id,
        place=place[one.lever.id],
        sentence=lever_sentence(one.lever, names, page_language()),
        asks="" if one.asks is None else ask_sentence(one.asks, names, page_language()),
        entering=tuple(reading.title(m) for m in one.enters),
        leaving=tuple(reading.title(m) for m in one.leaves),
        moved=tuple(reading.title(m) for m in one.moves) if one.firm else (),
        statement=names.get(one.statement, "") if one.statement else "",
        note=_row_note(one),
        ties=_ties([place[id_] for id_ in one.tied_with if id_ in place]),
        others=tuple(
            OtherLever(each.lever.id, lever_sentence(each.lever, names, page_language()))
            for each in one.instead
        ),
        why=tuple(_why(one)),
        steps=tuple(dict.fromkeys(_steps(reading, one.lever))),
    )


def lever_of(study: Study, id_: str) -> Lever | None:
    """Return a lever that was found, by its id."""
    found = unlocks_from_json(dict(study.answers[0])) if study.kind == UNLOCK and study.answers else ()
    levers = (each.lever for one in found for each in (one, *one.instead))
    return next((lever for lever in levers if lever.id == id_), None)


def sentence_of(reading: Reading, lever: Lever) -> str:
    """Return what would be otherwise, in the language of the page."""
    return lever_sentence(lever, names_of(reading.table), page_language())


def _row_note(one: Unlock) -> str:
    if one.lever.kind is LeverKind.RULE_LIFTED:
        return _("Kies dit alleen bewust: als dat geld op is, is er elk jaar ander geld nodig.")
    if not one.firm:
        return _("Eerste schatting. We rekenen dit nog na.")
    if one.tied:
        return _("Het rekenen ziet hier geen duidelijk verschil.")
    if not (one.enters or one.leaves):
        return _("Er komt niets bij en er gaat niets af: wat er is, past beter.")
    return ""


def _ties(others: list[str]) -> str:
    """Say which places are as good, as far as the search can see."""
    if not others:
        return ""
    return _("Even goed als %(places)s: het verschil is te klein om te zien.") % {"places": listed(others)}


def _why(one: Unlock) -> list[str]:
    gain = number(one.gain, 1)
    if not one.firm:
        return [_("Geschat: het plan wint hoogstens ongeveer %(gain)s punten.") % {"gain": gain}]
    said = [_("Het plan wint %(gain)s punten op de som die de tafel gebruikt.") % {"gain": gain}]
    if one.least != one.gain:
        said.append(
            _("Het echte verschil ligt tussen %(least)s en %(most)s punten.")
            % {"least": number(max(one.least, 0.0), 1), "most": number(one.most, 1)}
        )
    return said


def _steps(reading: Reading, lever: Lever) -> list[NextPlace]:
    """Where each part of a lever is made so."""
    if lever.parts:
        return [step for part in lever.parts for step in _steps(reading, part)]
    if lever.kind is LeverKind.NEW_MONEY:
        return [NextPlace("maatregelen", lever.measure, _("Open de maatregel"))]
    if lever.kind is LeverKind.RULE_LIFTED:
        return [NextPlace("", "", _("Pas deze regel van de tafel aan"), "start:arrange")]
    if lever.party in reading.parties:
        return [NextPlace("partijen", lever.party, _("Open de partij"))]
    if lever.flow in reading.flows:
        return [NextPlace("geldstromen", lever.flow, _("Open de geldstroom"))]
    return []


KINDS = (
    StudyKind(
        name=UNLOCK,
        title=gettext_lazy("Wat opent meer"),
        button=gettext_lazy("Zoek wat meer opent"),
        about=gettext_lazy(
            "Wat zou dit plan het meest verder helpen: geld, een toezegging, uren, een partij of een regel?"
        ),
        template="connections/unlock.html",
        run=run,
        shown=shown,
    ),
)
