"""Plans of many tables in plain words: what each table does, and who spends the shared money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any

from ..engines.connect.many import ManyPlans, NoPlans, SharedUse
from ..engines.connect.plan import Status
from ..engines.connect.words import between, counted, euros
from .plan_words import percent

Documents = Mapping[str, Mapping[str, Any]]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "{tables} tafels samen: {count} van de {all} maatregelen passen bij elkaar.",
        "optimal": "Dit is een voorstel. Betere plannen bestaan niet bij deze gegevens.",
        "within_gap": "Dit is een voorstel. Andere plannen kunnen samen hoogstens {gap} beter zijn.",
        "stopped": "Dit is een voorstel. Het rekenen is gestopt: andere plannen kunnen tot {gap} beter zijn.",
        "no_bound": "Dit is een voorstel. Het rekenen is gestopt voordat duidelijk was hoe goed het is.",
        "tables": "Wat elke tafel doet",
        "table": "{name}: {count} van de {all} maatregelen ({measures})",
        "nothing": "nog niets",
        "shared": "Het geld dat tafels delen",
        "flow": "{name}, van {holder}: {spent} van {budget} gebruikt",
        "part": "{name}: {spent}",
        "lapses": "vervalt: {cents}",
        "clash": "Tafel {name}: met deze keuzes is er geen plan. Deze keuzes botsen: {conflict}.",
        "loosen": "Laat bij elke tafel een van deze keuzes los.",
        "together": "Er is geen plan gevonden waarin alles wat tafels vastzetten past in het geld "
        "dat zij delen. Laat een vaste keuze los, of geef een gedeelde geldstroom meer.",
        "out_of_time": "Na {seconds} was er nog geen plan. Eerst is voor elk van de {tables} tafels apart "
        "een plan gezocht, daarna voor alle tafels samen. Geef meer tijd.",
        "too_soon": "Het rekenen is gestopt voordat er een plan was. Laat het langer lopen.",
    },
    "en": {
        "title": "{tables} tables together: {count} of the {all} measures fit together.",
        "optimal": "This is a proposal. No better plans exist with these means.",
        "within_gap": "This is a proposal. Other plans can together be at most {gap} better.",
        "stopped": "This is a proposal. The search was stopped: other plans can be up to {gap} better.",
        "no_bound": "This is a proposal. The search was stopped before it was clear how good it is.",
        "tables": "What each table does",
        "table": "{name}: {count} of the {all} measures ({measures})",
        "nothing": "nothing yet",
        "shared": "The money that tables share",
        "flow": "{name}, of {holder}: {spent} of {budget} used",
        "part": "{name}: {spent}",
        "lapses": "lapses: {cents}",
        "clash": "Table {name}: there is no plan with these choices. These choices clash: {conflict}.",
        "loosen": "Let go of one of these choices at each table.",
        "together": "No plan was found in which all that tables insist on fits in the money they share. Let "
        "go of a fixed choice, or give a shared flow more.",
        "out_of_time": "After {seconds} there was no plan yet. A plan was sought for each of the {tables} "
        "tables apart first, then for all of them together. Give more time.",
        "too_soon": "The search was stopped before there was a plan. Let it run longer.",
    },
}


def many_in_words(
    plans: ManyPlans | NoPlans, documents: Documents, language: str, *, seconds: int | None = None
) -> Iterator[str]:
    """The lines of an answer; `seconds` is the time limit that ended the search, where one did."""
    words = WORDS[language]
    if isinstance(plans, NoPlans):
        yield from _none(plans, documents, words, language, seconds)
        return
    counts = {t: len(plan.measures) for t, plan in plans.tables.items()}
    every = {t: len(documents[t].get("measures", [])) for t in counts}
    yield words["title"].format(tables=len(counts), count=sum(counts.values()), all=sum(every.values()))
    status = plans.status.value if plans.gap < inf else "no_bound"
    yield words[status].format(gap=percent(plans.gap, language, 1) if plans.gap < inf else "")
    yield from ("", words["tables"])
    for t, plan in sorted(plans.tables.items()):
        titles = _names(documents[t], "measures")
        chosen = [f"{titles.get(m.id, m.id)} {m.start}" for m in plan.measures]
        told = words["table"].format(
            name=_name(documents, t),
            count=counts[t],
            all=every[t],
            measures=between(chosen).join(chosen) or words["nothing"],
        )
        yield f"- {told}"
    if plans.shared:
        yield from ("", words["shared"])
    for use in plans.shared:
        yield from _shared(use, documents, words, language)


def _shared(use: SharedUse, documents: Documents, words: Mapping[str, str], language: str) -> Iterator[str]:
    spent = {t: sum(years.values()) for t, years in sorted(use.spent.items())}
    first = documents[min(use.spent)]
    yield "- " + words["flow"].format(
        name=_names(first, "money_flows").get(use.flow, use.name),
        holder=_names(first, "parties").get(use.holder, use.holder),
        spent=euros(sum(spent.values()), language),
        budget=euros(sum(use.budget.values()), language),
    )
    for t, cents in spent.items():
        if cents:
            part = words["part"].format(name=_name(documents, t), spent=euros(cents, language))
            yield f"  - {part}"
    if use.lapses:
        yield "  - " + words["lapses"].format(cents=euros(use.lapses, language))


def _none(
    plans: NoPlans, documents: Documents, words: Mapping[str, str], language: str, seconds: int | None
) -> Iterator[str]:
    if plans.status is Status.STOPPED:
        if seconds is None:
            yield words["too_soon"]
        else:
            time = counted("seconds", seconds, language)
            yield words["out_of_time"].format(seconds=time, tables=len(documents))
    elif plans.together:
        yield words["together"]
    for t, why in sorted(plans.tables.items()):
        titles = _names(documents[t], "measures")
        for clash in (why, *why.more):
            choices = [titles.get(m, m) for m in clash.conflict]
            conflict = between(choices).join(choices)
            yield words["clash"].format(name=_name(documents, t), conflict=conflict)
    if plans.tables:
        yield words["loosen"]


def _name(documents: Documents, table: str) -> str:
    return str(documents[table]["table"].get("name") or table)


def _names(document: Mapping[str, Any], kind: str) -> dict[str, str]:
    return {row["id"]: row.get("title") or row.get("name") or row["id"] for row in document.get(kind, [])}
