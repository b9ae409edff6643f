"""The days of money as JSON after `deadlines.schema.json`, and in plain words for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..engines.connect.words import day_in_words, euros, listed
from .deadlines import ONLY_TOLD, Deadline, Kind

Json = dict[str, Any]
SCHEMA = "deadlines.schema.json"

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "none": "Er staan geen termijnen bij dit geld.",
        "title": "Termijnen, geteld vanaf {day}",
        "by": "Uiterlijk {day}",
        "around": "Rond {day}",
        Kind.PREPARE: "begin met de aanvraag: {flow}",
        Kind.APPLY: "vraag aan: {flow}",
        Kind.MATCH: "zorg dat ander geld zeker is voor: {flow}",
        Kind.DECIDE: "verwacht een besluit over: {flow}",
        Kind.RESERVATION: "neem het besluit over: {flow}",
        Kind.CONDITION: "toets de voorwaarde bij: {flow}",
        Kind.COMMIT: "leg vast: {flow}",
        Kind.START: "laat het werk beginnen dat dit betaalt: {flow}",
        Kind.SPEND: "geef uit: {flow}",
        Kind.YEAR_END: "geef dit jaar uit: {flow}",
        "who": "Door: {who}.",
        "nobody": "nog niet bekend wie aanvraagt",
        "late": "Te laat. Gebeurde het niet, kijk dan wat er nog kan.",
        "lapsed": "Te laat. Gebeurde het niet, dan is dit geld weg. Kijk het na.",
        "past": "Die dag is voorbij.",
        "lapses": "Vervalt als er niets gebeurt.",
        "depends": "In het plan: {cents} voor {measures}.",
    },
    "en": {
        "none": "There are no deadlines with this money.",
        "title": "Deadlines, counted from {day}",
        "by": "By {day} at the latest",
        "around": "About {day}",
        Kind.PREPARE: "begin the application: {flow}",
        Kind.APPLY: "apply for: {flow}",
        Kind.MATCH: "make other money certain for: {flow}",
        Kind.DECIDE: "expect a decision on: {flow}",
        Kind.RESERVATION: "take the decision on: {flow}",
        Kind.CONDITION: "check the condition of: {flow}",
        Kind.COMMIT: "commit: {flow}",
        Kind.START: "let the work begin that this pays: {flow}",
        Kind.SPEND: "spend: {flow}",
        Kind.YEAR_END: "spend this year: {flow}",
        "who": "By: {who}.",
        "nobody": "not known yet who applies",
        "late": "Too late. If it did not happen, see what can still be done.",
        "lapsed": "Too late. If it did not happen, this money is gone. Check it.",
        "past": "That day is behind us.",
        "lapses": "Lapses when nothing happens.",
        "depends": "In the plan: {cents} for {measures}.",
    },
}


def deadlines_to_json(
    found: Sequence[Deadline], today: date, names: Mapping[str, str], language: str = "nl"
) -> Json:
    """The days as plain values: dates as YYYY-MM-DD, money in whole cents, parties and flows by id."""
    return {
        "format": "gebiedstafel/deadlines",
        "version": 1,
        "on": today.isoformat(),
        "deadlines": [
            {
                "flow": one.flow,
                "kind": one.kind.value,
                "by": one.on.isoformat(),
                "days_left": (one.on - today).days,
                "late": one.is_late(today) and one.kind not in ONLY_TOLD,
                "lapses": one.lapses,
                "who": list(one.who),
                "body": one.body,
                "condition": one.text,
                "depends": {"measures": list(one.depends.measures), "cents": one.depends.cents}
                if one.depends
                else None,
                "text": _title(one, names, language),
            }
            for one in found
        ],
    }


def deadlines_in_words(
    found: Sequence[Deadline], today: date, names: Mapping[str, str], language: str = "nl"
) -> Iterator[str]:
    """The lines for a person: each day and what must happen, then who acts, and what rests on it."""
    words = WORDS[language]
    yield words["title"].format(day=day_in_words(today, language)) if found else words["none"]
    for one in found:
        yield ""
        yield _title(one, names, language)
        if one.text:
            yield f"   {one.text}"
        yield f"   {words['who'].format(who=_who(one, names, language))}"
        if one.is_late(today):
            yield f"   {words[_late(one)]}"
        elif one.lapses:
            yield f"   {words['lapses']}"
        if one.depends:
            measures = listed([names.get(key, key) for key in one.depends.measures], language)
            yield f"   {words['depends'].format(cents=euros(one.depends.cents, language), measures=measures)}"


def _title(one: Deadline, names: Mapping[str, str], language: str) -> str:
    words = WORDS[language]
    when = words["around" if one.kind in ONLY_TOLD else "by"].format(day=day_in_words(one.on, language))
    return f"{when}: {words[one.kind].format(flow=names.get(one.flow, one.flow))}"


def _late(one: Deadline) -> str:
    if one.kind in ONLY_TOLD:
        return "past"
    return "lapsed" if one.lapses else "late"


def _who(one: Deadline, names: Mapping[str, str], language: str) -> str:
    who = listed([names.get(key, key) for key in one.who], language)
    return one.body or who or WORDS[language]["nobody"]
