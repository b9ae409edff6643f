"""Who is missing, as JSON after `missing.schema.json` and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

from ..engines.connect.missing import Missing, PartyEffect, Standing

Json = dict[str, Any]
SayEffect = Callable[[PartyEffect], str]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "absent": "Wie ontbreekt",
        "newcomer": "Wie erbij zou kunnen komen (bedragen en uren zijn een aanname)",
        "present": "Wie het plan dragen",
        "none": "Geen partij verandert iets aan dit plan.",
        "tied": "Dit scheelt zo weinig dat het rekenen het niet zeker weet.",
        "estimate": "Eerste schatting.",
        "stopped": "Het zoeken is gestopt. {looked} van de {all} partijen zijn bekeken.",
    },
    "en": {
        "absent": "Who is missing",
        "newcomer": "Who could join (amounts and hours are an assumption)",
        "present": "Who carry the plan",
        "none": "No party changes anything about this plan.",
        "tied": "The difference is so small that the search cannot be sure of it.",
        "estimate": "First estimate.",
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
        "change": one.change,
        "least": _finite(one.least),
        "most": _finite(one.most),
        "enters": list(one.enters),
        "leaves": list(one.leaves),
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
        pays=int(row["pays"]),
        hours=int(row["hours"]),
        gains=int(row["gains"]),
        serves=tuple(row["serves"]),
        firm=bool(row["firm"]),
    )


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


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
        for one in rows:
            yield f"  {say(one)}"
            if not one.firm or one.tied:
                yield f"    {words['tied' if one.firm else 'estimate']}"
    if missing.stopped:
        yield ""
        yield words["stopped"].format(looked=missing.looked_at, all=missing.parties)
