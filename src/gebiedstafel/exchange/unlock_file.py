"""What would unlock most, as JSON after `unlock.schema.json` and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

from ..engines.connect.lever_words import ask_sentence
from ..engines.connect.levers import Lever
from ..engines.connect.problem import OwnerClass
from ..engines.connect.ranking import Unlock, places
from ..engines.connect.rule_makers import RuleMaker
from ..engines.connect.unlock import Unlocked
from ..engines.connect.words import between, listed
from .lever_file import lever_from_json, lever_to_json

Json = dict[str, Any]
SayLever = Callable[[Lever], str]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Wat het plan het meest verder helpt",
        "none": "We vonden niets dat dit plan verder helpt.",
        "tied": "Het rekenen ziet hier geen duidelijk verschil.",
        "others": "Wat de tafel niet zelf kan",
        "even": "Even goed als {places}: het verschil is te klein om te zien.",
        "instead": "Of: {lever}",
        "estimate": "Eerste schatting.",
        "statement": "De goedkoopste weg naar wat bewoners delen: „{statement}”",
        "enters": "Erin: {measures}.",
        "leaves": "Eruit: {measures}.",
        "moves": "In een ander jaar: {measures}.",
        "nothing": "Er komt niets in en er gaat niets uit; wat er is, past beter.",
        "better": "Ook zonder iets te veranderen is er een beter plan. Reken opnieuw.",
        "stopped": "Het zoeken is gestopt. {screened} van de {levers} mogelijkheden zijn bekeken.",
    },
    "en": {
        "title": "What helps the plan most",
        "none": "We found nothing that helps this plan further.",
        "tied": "This makes no demonstrable difference.",
        "others": "What the table cannot do itself",
        "even": "As good as {places}: the difference is too small to see.",
        "instead": "Or: {lever}",
        "estimate": "First estimate.",
        "statement": "The cheapest way to what residents share: “{statement}”",
        "enters": "In: {measures}.",
        "leaves": "Out: {measures}.",
        "moves": "In another year: {measures}.",
        "nothing": "Nothing comes in or drops out; what there is fits better.",
        "better": "There is a better plan without any change too. Plan again.",
        "stopped": "The search was stopped. {screened} of the {levers} possibilities were looked at.",
    },
}


def unlocked_to_json(unlocked: Unlocked, say: SayLever) -> Json:
    """The levers as plain values; points only here and under the reasons of a page."""
    return {
        "format": "gebiedstafel/unlock",
        "version": 1,
        "found": [_row(one, say) for one in unlocked.found],
        "noise": _finite(unlocked.noise),
        "screened": unlocked.screened,
        "levers": unlocked.levers,
        "better_plan": unlocked.better is not None,
        "stopped": unlocked.stopped,
    }


def _row(one: Unlock, say: SayLever) -> Json:
    return {
        "lever": lever_to_json(one.lever),
        "first": one.first or one.lever.id,
        "text": say(one.lever),
        "rank": one.rank,
        "firm": one.firm,
        "tied": one.tied,
        "gain": one.gain,
        "least": _finite(one.least),
        "most": _finite(one.most),
        "enters": list(one.enters),
        "leaves": list(one.leaves),
        "moves": list(one.moves),
        "terms": dict(one.terms),
        "statement": one.statement,
        "asks": None if one.asks is None else _maker(one.asks),
        "tied_with": list(one.tied_with),
        "instead": [_row(each, say) for each in one.instead],
    }


def _maker(maker: RuleMaker) -> Json:
    return {
        "flow": maker.flow,
        "party": maker.party,
        "owner_class": maker.owner_class.value,
        "by_law": maker.by_law,
    }


def _rule_maker(row: Json) -> RuleMaker:
    return RuleMaker(row["flow"], row["party"], OwnerClass(row["owner_class"]), row["by_law"])


def unlocks_from_json(values: Json) -> tuple[Unlock, ...]:
    """The levers of such values, as the engine goes on from."""
    return tuple(_unlock(row) for row in values.get("found", ()))


def _unlock(row: Json) -> Unlock:
    return Unlock(
        lever=lever_from_json(row["lever"]),
        gain=float(row["gain"]),
        least=float("-inf") if row["least"] is None else float(row["least"]),
        most=float("inf") if row["most"] is None else float(row["most"]),
        enters=tuple(row["enters"]),
        leaves=tuple(row["leaves"]),
        moves=tuple(row["moves"]),
        terms=dict(row["terms"]),
        firm=bool(row["firm"]),
        rank=int(row["rank"]),
        statement=str(row["statement"]),
        first=str(row.get("first", "")),
        asks=_rule_maker(row["asks"]) if row.get("asks") else None,
        tied_with=tuple(row.get("tied_with", ())),
        instead=tuple(_unlock(each) for each in row.get("instead", ())),
    )


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


def unlocked_in_words(
    unlocked: Unlocked, names: Mapping[str, str], say: SayLever, language: str = "nl"
) -> Iterator[str]:
    """The lines for a person: each lever, then what comes in and what drops out."""
    words = WORDS[language]
    if unlocked.found or not unlocked.stopped:
        yield words["title"] if unlocked.found else words["none"]
    place = places(unlocked.found)
    others = next((one for one in unlocked.found if one.asks is not None), None)
    for one in unlocked.found:
        yield ""
        if one is others:
            yield words["others"]
            yield ""
        yield f"{place[one.lever.id]}. {say(one.lever)}"
        yield from (f"   {line}" for line in _lines(one, names, language))
        if one.tied_with:
            yield f"   {words['even'].format(places=listed([place[id_] for id_ in one.tied_with], language))}"
        yield from (f"   {words['instead'].format(lever=say(each.lever))}" for each in one.instead)
    if unlocked.better is not None:
        yield ""
        yield words["better"]
    if unlocked.stopped:
        yield ""
        yield words["stopped"].format(screened=unlocked.screened, levers=unlocked.levers)


def _lines(one: Unlock, names: Mapping[str, str], language: str) -> Iterator[str]:
    words = WORDS[language]
    if one.statement:
        yield words["statement"].format(statement=names.get(one.statement, one.statement))
    if one.asks is not None:
        yield ask_sentence(one.asks, names, language)
    yield from change_lines(one, names, words)
    if not one.firm:
        yield words["estimate"]
    elif one.tied:
        yield words["tied"]


def change_lines(one: Any, names: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    """What comes in, drops out and moves, each on a line of its own."""
    said = [(kind, getattr(one, kind)) for kind in ("enters", "leaves", "moves")]
    for kind, measures in said:
        if measures:
            named = [names.get(m, m) for m in measures]
            yield words[kind].format(measures=between(named).join(named))
    if one.firm and not any(measures for _, measures in said):
        yield words["nothing"]
