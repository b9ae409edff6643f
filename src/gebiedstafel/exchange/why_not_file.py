"""Why measures are not in a plan, as JSON and in words; sentences are added for readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import isfinite
from typing import Any

from ..engines.connect.easing import Way
from ..engines.connect.named_rules import Rule
from ..engines.connect.plan import Infeasible, Reason, Status
from ..engines.connect.price import Price
from ..engines.connect.problem import Problem
from ..engines.connect.rules_told import rules_in_full, rules_told, way_told
from ..engines.connect.why_not import Gap, WhyNot
from ..engines.connect.words import between, euros
from .plan_sentences import Say
from .plan_words import percent

Json = dict[str, Any]


def why_to_json(problem: Problem, answer: WhyNot, say: Say) -> Json:
    """Return one answer as plain values: amounts in cents, hours whole, days as text."""

    def said(reason: Reason) -> str:
        return say(reason, about=answer.measure)

    return {
        "measure": answer.measure,
        "possible": answer.is_possible,
        "rules": [_rule(rule) for rule in answer.rules],
        "rules_in_words": [said(reason) for reason in rules_told(problem, answer.rules)],
        "rules_in_full": [said(reason) for reason in rules_in_full(problem, answer.rules)],
        "ways": [_way(problem, way, answer.measure, said) for way in answer.ways],
        "gap": gap_to_json(answer.gap),
        "reasons": [say(reason) for reason in answer.reasons],
    }


def _rule(rule: Rule) -> Json:
    return {"code": rule.code, "about": rule.about, "other": rule.other}


def _way(problem: Problem, way: Way, measure: str, said: Callable[[Reason], str]) -> Json:
    return {
        "rules": [_rule(rule) for rule in way.rules],
        "to": _to(way),
        "amount": way.amount,
        "cofunds": [{"flow": flow, "share": float(share)} for flow, share in way.cofunds.items()],
        "cents": sum(way.cents.values()),
        "for": [{"measure": each, "cents": cents} for each, cents in way.shares.items()],
        "hours": sum(way.hours.values()),
        "in_words": [said(reason) for reason in way_told(problem, way, measure)],
    }


def _to(way: Way) -> str | int | float | list[str] | None:
    if isinstance(way.to, date):
        return way.to.isoformat()
    if isinstance(way.to, Fraction):
        return float(way.to)
    return list(way.to) if isinstance(way.to, tuple) else way.to


def gap_to_json(gap: Gap | None) -> Json | None:
    """Return what lacks beside a plan, per year."""
    if gap is None:
        return None
    cents: dict[str, int] = {}
    for (_, year), amount in sorted(gap.cents.items(), key=lambda item: item[0][1]):
        cents[str(year)] = cents.get(str(year), 0) + amount
    return {"cents": cents, "hours": {str(year): hours for year, hours in sorted(gap.hours.items())}}


def price_to_json(found: Price | Infeasible) -> Json:
    """Return what forcing a measure costs; no plan with it is null where none exists."""
    if isinstance(found, Infeasible):
        return {"found": None, "stopped": found.status is Status.STOPPED}
    return {
        "found": {
            "start": found.start,
            "entering": list(found.entering),
            "leaving": list(found.leaving),
            "moved": [{"measure": m.measure, "from": m.before, "to": m.after} for m in found.moved],
            "lost": found.lost,
            "share": found.share,
            "band": found.band if isfinite(found.band) else None,
            "tie": found.is_tie,
            "coverage": dict(found.coverage),
        },
        "stopped": found.plan.status is Status.STOPPED,
    }


WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "impossible": "Kan niet, hoe we de rest ook kiezen. Deze regels samen houden het tegen:",
        "ways": "Genoeg is een van deze:",
        "gap": "Kan wel. Naast dit plan ontbreekt {money}.",
        "hours": "Kan wel. Naast dit plan ontbreken {hours} uur.",
        "both": "Kan wel. Naast dit plan ontbreekt {money}, en {hours} uur.",
        "fits": "Kan wel, ook naast dit plan.",
        "instead": "Kan wel, maar niet naast dit plan.",
        "price": "Als het toch moet: eruit {leaving}; erin {entering}. Het plan verliest {share}.",
        "tie": "Als het toch moet: eruit {leaving}; erin {entering}. Zover we zien even goed.",
        "none": "niets",
        "stopped": "We stopten voordat we de prijs wisten.",
    },
    "en": {
        "impossible": "Cannot be, however we choose the rest. These rules together forbid it:",
        "ways": "One of these is enough:",
        "gap": "Can be. Beside this plan {money} is lacking.",
        "hours": "Can be. Beside this plan {hours} hours are lacking.",
        "both": "Can be. Beside this plan {money} is lacking, and {hours} hours.",
        "fits": "Can be, beside this plan too.",
        "instead": "Can be, but not beside this plan.",
        "price": "If it must be in: out {leaving}; in {entering}. The plan loses {share}.",
        "tie": "If it must be in: out {leaving}; in {entering}. As far as we can tell equally good.",
        "none": "nothing",
        "stopped": "We stopped before we knew the price.",
    },
}


def why_in_words(told: Json, names: Mapping[str, str], language: str = "nl") -> Iterator[str]:
    """Return one answer (`why_to_json`, perhaps with its `price`) line by line."""
    words = WORDS.get(language, WORDS["nl"])
    yield names.get(told["measure"], told["measure"])
    if not told["possible"]:
        yield f"  {words['impossible']}"
        yield from (f"  - {line}" for line in told["rules_in_words"])
        if told["ways"]:
            yield f"  {words['ways']}"
            yield from (f"  - {' '.join(way['in_words'])}" for way in told["ways"])
    else:
        yield f"  {gap_in_words(told['gap'], language)}"
        yield from (f"  - {line}" for line in told["reasons"])
    if told.get("price"):
        yield f"  {_price_in_words(told['price'], names, language)}"


def gap_in_words(gap: Json | None, language: str = "nl") -> str:
    """Return what lacks beside a plan, in one sentence."""
    words = WORDS.get(language, WORDS["nl"])
    if gap is None:
        return words["instead"]
    cents, hours = sum(gap["cents"].values()), sum(gap["hours"].values())
    code = "both" if cents and hours else "gap" if cents else "hours" if hours else "fits"
    return words[code].format(money=euros(-(-cents // 100) * 100, language), hours=hours)


def _price_in_words(price: Json, names: Mapping[str, str], language: str) -> str:
    words = WORDS.get(language, WORDS["nl"])
    found = price["found"]
    if found is None:
        return words["stopped"] if price["stopped"] else words["instead"]

    def listed(ids: Iterable[str]) -> str:
        said = [names.get(id_, id_) for id_ in ids]
        return between(said).join(said) or words["none"]

    facts = {"leaving": listed(found["leaving"]), "entering": listed(found["entering"])}
    return words["tie" if found["tie"] else "price"].format(
        share=percent(found["share"], language, 1), **facts
    )
