"""What connecting brings, as JSON after `compare.schema.json` and in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..engines.connect.compare import Comparison, Way
from ..engines.connect.plan import Infeasible
from ..engines.connect.words import euros
from .plan_file import Say, plan_to_json
from .plan_words import percent

Json = dict[str, Any]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Wat verbinden oplevert, met de cijfers van deze tafel",
        "connected": "Verbonden",
        "silo": "Ieder voor zich",
        "greedy": "Met een lijst",
        "figures": "{covered} van de opgaven gedekt, {measures}, {used} van {money} gebruikt",
        "one": "1 maatregel",
        "more": "{count} maatregelen",
        "none": "Zo past niet wat jullie hebben vastgezet.",
        "about_connected": "Geld, uren en mensen van iedereen samen, met alle regels.",
        "about_silo": "Geld van wie hier iets trekt, gaat alleen naar wat die partij zelf trekt. "
        "Ander geld is er voor wie het aanvraagt. Uren en trekkers blijven zoals aangeboden.",
        "about_greedy": "De maatregelen met de meeste dekking per euro eerst, zo vroeg als kan, "
        "elk betaald uit het eerste geld dat mag.",
        "caution": "Dit is een vergelijking van drie berekeningen, geen meting van wat er gebeurd zou zijn.",
    },
    "en": {
        "title": "What connecting brings, on this table's own figures",
        "connected": "Connected",
        "silo": "Each for itself",
        "greedy": "With a list",
        "figures": "{covered} of the challenges covered, {measures}, {used} of {money} used",
        "one": "1 measure",
        "more": "{count} measures",
        "none": "What you fixed does not fit this way.",
        "about_connected": "Money, hours and people of everyone together, with all rules.",
        "about_silo": "Money of a party that leads something here goes only to what that party leads. "
        "Other money is there for whoever applies. Hours and leads stay as offered.",
        "about_greedy": "The measures that cover most per euro first, as early as can be, "
        "each paid from the first money that may.",
        "caution": "This compares three calculations; it does not measure what would have happened.",
    },
}
WAYS = ("connected", "silo", "greedy")


def compared_to_json(compared: Comparison | Infeasible, say: Say | None = None) -> Json:
    """The three ways as plain values, each with its whole plan; null where a way has none."""
    start: Json = {"format": "gebiedstafel/compare", "version": 1}
    if isinstance(compared, Infeasible):
        return start | plan_to_json(compared, say)
    ways = {name: _way(getattr(compared, name), say) for name in WAYS}
    return start | {"status": "compared", "money": compared.money} | ways


def _way(way: Way | None, say: Say | None) -> Json | None:
    if way is None:
        return None
    return {
        "need_covered": way.need_covered,
        "money_used": way.money_used,
        "measures": len(way.plan.measures),
        "plan": plan_to_json(way.plan, say),
    }


def compared_in_words(compared: Comparison, language: str = "nl") -> Iterator[str]:
    """The lines of a comparison, each way with its figures and what it assumes."""
    words = WORDS[language]
    yield words["title"]
    for name in WAYS:
        way = getattr(compared, name)
        yield ""
        yield words[name] + ": " + (_figures(way, compared.money, language) if way else words["none"])
        yield "  " + words[f"about_{name}"]
    yield ""
    yield words["caution"]


def _figures(way: Way, money: int, language: str) -> str:
    words, count = WORDS[language], len(way.plan.measures)
    return words["figures"].format(
        covered=percent(way.need_covered, language),
        measures=words["one" if count == 1 else "more"].format(count=count),
        used=euros(way.money_used, language),
        money=euros(money, language),
    )
