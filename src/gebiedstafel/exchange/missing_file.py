"""Who is missing, as JSON after `missing.schema.json` and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import Any

from ..engines.connect.missing import Missing, PartyEffect, Standing
from ..engines.connect.missing_words import Known
from .archetypes import newcomer_interests
from .effects import UNKNOWN, effects_of

Json = dict[str, Any]
SayEffect = Callable[[PartyEffect], str]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "absent": "Wie ontbreekt",
        "newcomer": "Wie erbij zou kunnen komen (bedragen, uren en belang zijn een aanname)",
        "present": "Wie het plan dragen",
        "none": "Geen partij verandert iets aan dit plan.",
        "tied": "Dit scheelt zo weinig dat het rekenen het niet zeker weet.",
        "wide": "Hoeveel dit scheelt, weten we nog niet precies.",
        "equal": "Een gelijk nummer: welke van deze partijen meer verandert, kan het rekenen niet zien.",
        "stopped": "Het zoeken is gestopt. {looked} van de {all} partijen zijn bekeken.",
    },
    "en": {
        "absent": "Who is missing",
        "newcomer": "Who could join (amounts, hours and what matters to it are an assumption)",
        "present": "Who carry the plan",
        "none": "No party changes anything about this plan.",
        "tied": "The difference is so small that the search cannot be sure of it.",
        "wide": "How much this matters we do not know precisely yet.",
        "equal": "An equal number: which of these parties changes more the search cannot see.",
        "stopped": "The search was stopped. {looked} of the {all} parties were looked at.",
    },
}
SHOWN = (Standing.ABSENT, Standing.NEWCOMER, Standing.PRESENT)


def gains_confirmed(table: Mapping[str, Any], effect: PartyEffect) -> bool:
    """Whether every benefit that `gains` adds up was confirmed by those it is about."""
    hanging = set(effect.enters if effect.standing is not Standing.PRESENT else effect.leaves)
    benefits = [
        benefit
        for measure in table.get("measures", ())
        if measure["id"] in hanging
        for benefit in measure.get("benefits", ())
        if benefit["party"] == effect.party
    ]
    return bool(benefits) and all(benefit.get("quality") == "bevestigd" for benefit in benefits)


def known_of(table: Mapping[str, Any], effect: PartyEffect, language: str = "nl") -> Known:
    """What the table says of a party itself, or for a newcomer what its kind wants."""
    hanging = set(effect.enters if effect.standing is not Standing.PRESENT else effect.leaves)
    helped = {
        challenge
        for measure in table.get("measures", ())
        if measure["id"] in hanging
        for challenge, value in effects_of(measure).items()
        if value and value != UNKNOWN
    }
    return Known(
        confirmed=gains_confirmed(table, effect),
        helps=tuple(
            one["id"]
            for one in table.get("challenges", ())
            if one["id"] in helped and effect.party in one.get("owners", ())
        ),
        wants=_wants(table, effect.party, language),
    )


def _wants(table: Mapping[str, Any], party: str, language: str) -> str:
    listed = (str(p.get("interest", "")) for p in table.get("parties", ()) if p["id"] == party)
    return next(listed, newcomer_interests(language).get(party, ""))


def missing_to_json(missing: Missing, say: SayEffect) -> Json:
    """Each party with what it changes, as plain values."""
    return {
        "format": "gebiedstafel/missing",
        "version": 1,
        "found": [_row(one, say) for one in missing.found],
        "noise": _finite(missing.noise),
        "looked_at": missing.looked_at,
        "parties": missing.parties,
        "stopped": missing.stopped,
    }


def _row(one: PartyEffect, say: SayEffect) -> Json:
    return {
        "party": one.party,
        "standing": one.standing.value,
        "text": say(one),
        "firm": one.firm,
        "tied": one.tied,
        "slight": one.slight,
        "rank": one.rank,
        "change": one.change,
        "least": _finite(one.least),
        "most": _finite(one.most),
        "enters": list(one.enters),
        "leaves": list(one.leaves),
        "follows": list(one.follows),
        "pays": one.pays,
        "hours": one.hours,
        "gains": one.gains,
        "serves": list(one.serves),
        "assumed": one.standing is Standing.NEWCOMER,
    }


def effects_from_json(values: Json) -> tuple[PartyEffect, ...]:
    """The parties of such values, as the engine goes on from."""
    return tuple(_effect(row) for row in values.get("found", ()))


def _effect(row: Json) -> PartyEffect:
    return PartyEffect(
        party=str(row["party"]),
        standing=Standing(row["standing"]),
        change=float(row["change"]),
        least=float("-inf") if row["least"] is None else float(row["least"]),
        most=float("inf") if row["most"] is None else float(row["most"]),
        enters=tuple(row["enters"]),
        leaves=tuple(row["leaves"]),
        follows=tuple(row.get("follows", ())),
        pays=int(row["pays"]),
        hours=int(row["hours"]),
        gains=int(row["gains"]),
        serves=tuple(row["serves"]),
        firm=bool(row["firm"]),
        slight=bool(row.get("slight", False)),
        rank=int(row.get("rank", 0)),
    )


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


def share_a_rank(rows: Iterable[PartyEffect]) -> bool:
    """Whether some of these have the same rank."""
    ranks = [one.rank for one in rows if one.rank]
    return len(ranks) > len(set(ranks))


def missing_in_words(missing: Missing, say: SayEffect, language: str = "nl") -> Iterator[str]:
    """The lines for a person: who is missing first, then who could join, then who carry the plan."""
    words = WORDS[language]
    changing = [one for one in missing.found if one.enters or one.leaves or not one.firm]
    if not changing and not missing.stopped:
        yield words["none"]
    for standing in SHOWN:
        rows = [one for one in changing if one.standing is standing]
        if rows:
            yield ""
            yield words[standing.value]
            if share_a_rank(rows):
                yield words["equal"]
        for one in rows:
            number = f"{one.rank}. " if one.rank else ""
            yield f"  {number}{say(one)}"
            if one.doubt:
                yield f"    {words[one.doubt]}"
    if missing.stopped:
        yield ""
        yield words["stopped"].format(looked=missing.looked_at, all=missing.parties)
