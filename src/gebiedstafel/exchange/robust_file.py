"""How firm a plan is, as JSON after `robust.schema.json` and in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..engines.connect.making_room import Room
from ..engines.connect.robust import CORE, ENOUGH, Robust, mostly_out
from ..engines.connect.scenarios import SPREAD
from ..engines.connect.words import listed
from .plan_words import percent

Json = dict[str, Any]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Hoe stevig dit plan is",
        "asked": "{count} keer opnieuw gerekend, met effecten en kosten tot {spread} hoger of lager, "
        "en met subsidies die wel of niet komen.",
        "core": "De vaste kern: deze maatregelen blijven er bijna altijd in",
        "no_core": "Geen enkele maatregel blijft er bijna altijd in.",
        "too_few": "Nog te weinig keer gerekend om iets te zeggen ({done} van {asked}). "
        "Vanaf {enough} keer noemen we wat er bijna altijd in blijft.",
        "wavering": "Deze vallen soms weg",
        "mostly_out": "Deze vallen meestal weg",
        "contenders": "Deze staan nu niet in het plan, maar kwamen er wel in",
        "room": "{times} van de {entered} keer viel weg wat hetzelfde geld of dezelfde uren vraagt: "
        "{makers}.",
        "room_always": "Elke keer viel weg wat hetzelfde geld of dezelfde uren vraagt: {makers}.",
        "room_besides": "De andere keren viel daarvoor niets weg: toen waren de kosten of effecten anders.",
        "no_room": "Er viel dan niets weg dat hetzelfde geld of dezelfde uren vraagt. "
        "Het past er al bij als kosten of effecten iets anders uitvallen.",
        "or": "of",
        "lost": "Zonder de subsidies die nog niet zeker zijn, vallen weg",
        "none_lost": "Ook zonder de subsidies die nog niet zeker zijn, blijft alles erin.",
        "no_grants": "Dit plan rekent op geen onzekere subsidies.",
        "without_plan": "{count} keer was er geen plan met wat jullie hebben vastgezet.",
        "stopped": "Het rekenen is gestopt: {done} van de {asked} keer.",
    },
    "en": {
        "title": "How firm this plan is",
        "asked": "Worked out {count} times more, with effects and costs up to {spread} higher or lower, "
        "and with grants that come or do not.",
        "core": "The stable core: these measures nearly always stay in",
        "no_core": "No measure nearly always stays in.",
        "too_few": "Worked out too few times to say anything yet ({done} of {asked}). "
        "From {enough} times on we name what nearly always stays in.",
        "wavering": "These drop out now and then",
        "mostly_out": "These drop out more often than not",
        "contenders": "These are not in the plan now, but did come in",
        "room": "{times} of {entered} times what asks the same money or hours dropped out: {makers}.",
        "room_always": "Each time what asks the same money or hours dropped out: {makers}.",
        "room_besides": "Or it fitted as it was: costs or effects turned out otherwise.",
        "no_room": "Nothing that asks the same money or hours had dropped out. "
        "It fits as soon as costs or effects turn out a little otherwise.",
        "or": "or",
        "lost": "Without the grants that are not certain yet, these drop out",
        "none_lost": "Without the grants that are not certain yet, everything stays in too.",
        "no_grants": "This plan counts on no uncertain grants.",
        "without_plan": "{count} times there was no plan with what you fixed.",
        "stopped": "The search was stopped: {done} of {asked} times.",
    },
}


def robust_to_json(found: Robust, *, seed: int) -> Json:
    """How firm a plan is, as plain values: shares from 0 to 1, `lost` null while not known."""
    return {
        "format": "gebiedstafel/robust",
        "version": 1,
        "seed": seed,
        "spread": float(SPREAD),
        "asked": found.asked,
        "scenarios": found.scenarios,
        "without_plan": found.without_plan,
        "stopped": found.stopped,
        "enough": found.enough,
        "core_from": float(CORE),
        "shares": {measure: float(share) for measure, share in found.shares.items()},
        "core": list(found.core),
        "wavering": list(found.wavering),
        "contenders": list(found.contenders),
        "room": [
            {
                "measure": one.measure,
                "entered": one.entered,
                "times": one.times,
                "makers": list(one.makers),
            }
            for one in found.room
        ],
        "grants": list(found.grants),
        "lost": None if found.lost is None else list(found.lost),
    }


def robust_in_words(found: Robust, names: Mapping[str, str], language: str = "nl") -> Iterator[str]:
    """The stable core first, then what wavers, then what hangs on grants."""
    words = WORDS[language]
    yield words["title"]
    yield words["asked"].format(count=found.scenarios, spread=percent(float(SPREAD), language))
    if found.stopped:
        yield words["stopped"].format(done=found.scenarios, asked=found.asked)
    yield ""
    if found.enough:
        yield words["core"] if found.core else words["no_core"]
        yield from _rows(found, found.core, names, language)
        yield from _others(found, names, language)
    else:
        yield words["too_few"].format(done=found.scenarios, asked=found.asked, enough=ENOUGH)
    yield ""
    yield from _grants(found, names, words)
    if found.without_plan:
        yield words["without_plan"].format(count=found.without_plan)


def _others(found: Robust, names: Mapping[str, str], language: str) -> Iterator[str]:
    """What drops out now and then, what mostly does, and what came in."""
    sometimes, mostly = mostly_out(found.wavering, found.shares)
    for name, measures in (
        ("wavering", sometimes),
        ("mostly_out", mostly),
        ("contenders", found.contenders),
    ):
        if measures:
            yield ""
            yield WORDS[language][name]
            for measure in measures:
                yield from _rows(found, (measure,), names, language)
                yield from (
                    f"         {room_in_words(r, names, language)}"
                    for r in found.room
                    if r.measure == measure
                )


def _rows(found: Robust, measures: Iterable[str], names: Mapping[str, str], language: str) -> Iterator[str]:
    for measure in measures:
        share = percent(float(found.shares[measure]), language)
        yield f"  {share:>5}  {names.get(measure, measure)} ({measure})"


def room_in_words(room: Room, names: Mapping[str, str], language: str = "nl") -> str:
    """What let a measure outside the plan in, in one or two sentences."""
    words = WORDS[language]
    if not room.makers:
        return words["no_room"]
    makers = listed([names.get(m, m) for m in room.makers], language, word=words["or"])
    if room.times == room.entered:
        return words["room_always"].format(makers=makers)
    told = words["room"].format(times=room.times, entered=room.entered, makers=makers)
    return f"{told} {words['room_besides']}"


def _grants(found: Robust, names: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    if not found.grants:
        yield words["no_grants"]
    elif found.lost:
        yield words["lost"]
        yield from (f"  {names.get(measure, measure)} ({measure})" for measure in found.lost)
    elif found.lost is not None:
        yield words["none_lost"]
