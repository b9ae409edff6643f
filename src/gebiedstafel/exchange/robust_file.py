"""How firm a plan is, as JSON after `robust.schema.json` and in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..engines.connect.robust import CORE, Robust
from ..engines.connect.scenarios import SPREAD
from .plan_words import percent

Json = dict[str, Any]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Hoe stevig dit plan is",
        "asked": "{count} keer opnieuw gerekend, met effecten en kosten tot {spread} hoger of lager, "
        "en met subsidies die wel of niet komen.",
        "core": "De vaste kern: deze maatregelen blijven er bijna altijd in",
        "no_core": "Geen enkele maatregel blijft er bijna altijd in.",
        "wavering": "Deze vallen soms weg",
        "contenders": "Deze staan nu niet in het plan, maar kwamen er wel in",
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
        "wavering": "These drop out now and then",
        "contenders": "These are not in the plan now, but did come in",
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
        "core_from": float(CORE),
        "shares": {measure: float(share) for measure, share in found.shares.items()},
        "core": list(found.core),
        "wavering": list(found.wavering),
        "contenders": list(found.contenders),
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
    yield words["core"] if found.core else words["no_core"]
    yield from _rows(found, found.core, names, language)
    for name in ("wavering", "contenders"):
        measures = getattr(found, name)
        if measures:
            yield ""
            yield words[name]
            yield from _rows(found, measures, names, language)
    yield ""
    yield from _grants(found, names, words)
    if found.without_plan:
        yield words["without_plan"].format(count=found.without_plan)


def _rows(found: Robust, measures: Iterable[str], names: Mapping[str, str], language: str) -> Iterator[str]:
    for measure in measures:
        share = percent(float(found.shares[measure]), language)
        yield f"  {share:>5}  {names.get(measure, measure)} ({measure})"


def _grants(found: Robust, names: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    if not found.grants:
        yield words["no_grants"]
    elif found.lost:
        yield words["lost"]
        yield from (f"  {names.get(measure, measure)} ({measure})" for measure in found.lost)
    elif found.lost is not None:
        yield words["none_lost"]
