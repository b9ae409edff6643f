"""What a table does not know yet, and what the engine therefore does without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .counted import missing_answers, waiting_measures
from .effects import UNKNOWN, effects_of
from .faults import Fault
from .schema_faults import Words, placed

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unknown:
    """One value nobody filled in: of which thing, which value, and about which challenge."""

    kind: str
    number: int
    id: str
    code: str
    challenge: str = ""


def unknown_values(table: Table) -> tuple[Unknown, ...]:
    """Every unknown value that touches the plan, in the order of the file."""
    waiting = waiting_measures(table)
    found = [
        Unknown(kind, number, thing["id"], code, challenge)
        for kind, find in _FINDERS.items()
        for number, thing in enumerate(table.get(kind, []))
        for code, challenge in find(_with_holder(table, kind, thing))
    ]
    measures = enumerate(table.get("measures", []))
    found += [Unknown("measures", n, row["id"], "waits") for n, row in measures if row["id"] in waiting]
    return tuple(found)


def _with_holder(table: Table, kind: str, thing: Table) -> Table:
    """A flow says whose money it is, or its holder does."""
    if kind != "money_flows" or "owner_class" in thing:
        return thing
    parties: list[Table] = table.get("parties", [])
    holder: Table = next((each for each in parties if each["id"] == thing["holder"]), {})
    return {**thing, "owner_class": holder["owner_class"]} if "owner_class" in holder else thing


def unknowns_of(table: Table) -> tuple[Fault, ...]:
    """Per unknown value that touches the plan: where it is and what the plan does meanwhile."""
    return tuple(placed((each.kind, each.number), _words(each), table, {}) for each in unknown_values(table))


def _words(unknown: Unknown) -> Words:
    dutch, english = WORDS[unknown.kind, unknown.code]
    return dutch.format(challenge=unknown.challenge), english.format(challenge=unknown.challenge)


WORDS: Mapping[tuple[str, str], Words] = {
    ("parties", "hours"): (
        "de uren zijn niet bekend. Het plan rekent hier geen uren van deze partij. Vul “hours” in.",
        "the hours are not known. The plan counts no hours of this party. Fill in “hours”.",
    ),
    ("measures", "costs"): (
        "de kosten zijn niet bekend. De maatregel komt daarom niet in het plan. "
        "Vul “costs” in; kost het niets, schrijf dan een 0.",
        "the costs are not known. The measure therefore stays out of the plan. "
        "Fill in “costs”; if it costs nothing, write a 0.",
    ),
    ("measures", "hours"): (
        "de uren zijn niet bekend. Het plan vraagt nu niemand om uren, dus het kan te krap zijn. "
        "Vul “hours” in; vraagt het geen uren, schrijf dan [].",
        "the hours are not known. The plan asks nobody for hours, so it may be too tight. "
        "Fill in “hours”; if it asks no hours, write [].",
    ),
    ("measures", "leads"): (
        "er is nog geen trekker. Zonder trekker komt de maatregel niet in het plan. Vul “leads” in.",
        "nobody leads this yet. Without a lead the measure stays out of the plan. Fill in “leads”.",
    ),
    ("measures", "effect"): (
        "het effect op {challenge} weten we niet. Het telt niet mee.",
        "the effect on {challenge} is not known. It does not count.",
    ),
    ("money_flows", "certainty"): (
        "hoe zeker dit geld is, is niet bekend. Het telt als mogelijk en betaalt niet mee in het plan. "
        "Vul “certainty” in.",
        "how certain this money is, is not known. It counts as possible and pays for nothing yet. "
        "Fill in “certainty”.",
    ),
    ("money_flows", "certain_on"): (
        "de dag waarop dit geld zeker is, is niet bekend. Het telt niet als cofinanciering waar een "
        "datum voor geldt. Vul “certain_on” in.",
        "the day on which this money is certain is not known. It does not count as co-funding that "
        "must be certain by a date. Fill in “certain_on”.",
    ),
    ("measures", "start"): (
        "het jaar is niet bekend. De maatregel komt daarom niet in het plan. Vul “start” in.",
        "the year is not known. The measure therefore stays out of the plan. Fill in “start”.",
    ),
    ("measures", "area"): (
        "het gebied is niet bekend. De maatregel komt daarom niet in het plan. Vul “area” in.",
        "the area is not known. The measure therefore stays out of the plan. Fill in “area”.",
    ),
    ("measures", "themes"): (
        "het thema is niet bekend, dus ook niet welk geld past. De maatregel komt daarom niet in het plan. "
        "Vul “themes” in.",
        "the theme is not known, so neither is which money fits. The measure therefore stays out of the "
        "plan. Fill in “themes”.",
    ),
    ("measures", "waits"): (
        "dit wacht op een maatregel die nog niet meetelt, en telt daarom zelf ook niet mee.",
        "this waits for a measure that cannot be counted yet, and is therefore not counted itself.",
    ),
    ("money_flows", "cost_types"): (
        "welke kosten dit geld mag betalen, is niet bekend. Het betaalt nu niets. Vul “cost_types” in.",
        "which costs this money may pay is not known. It pays for nothing now. Fill in “cost_types”.",
    ),
    ("money_flows", "area"): (
        "waar dit geld mag worden uitgegeven, is niet bekend. Het betaalt nu niets. Vul “area” in.",
        "where this money may be spent is not known. It pays for nothing now. Fill in “area”.",
    ),
    ("money_flows", "owner_class"): (
        "wiens geld dit is, is niet bekend. Het betaalt nu niets. Vul “owner_class” in.",
        "whose money this is, is not known. It pays for nothing now. Fill in “owner_class”.",
    ),
    ("bundles", "measures"): (
        "welke werken hierbij horen, is niet bekend. De bundel telt nu niet mee. Vul “measures” in.",
        "which works belong together is not known. The bundle does not count now. Fill in “measures”.",
    ),
    ("bundles", "saving_per_extra"): (
        "wat samen werken bespaart, is niet bekend. De bundel telt nu niet mee. Vul “saving_per_extra” in.",
        "what working together saves is not known. The bundle does not count now. "
        "Fill in “saving_per_extra”.",
    ),
    ("money_flows", "budget"): (
        "er staat geen bedrag. Deze geldstroom betaalt nu niets. Vul “budget” in.",
        "there is no amount. This flow pays for nothing now. Fill in “budget”.",
    ),
}


def _of_party(party: Table) -> Iterator[tuple[str, str]]:
    if "hours" not in party and party.get("at_table", True):
        yield "hours", ""


def _of_measure(measure: Table) -> Iterator[tuple[str, str]]:
    yield from ((field, "") for field in missing_answers(measure, "measures"))
    if "costs" not in measure:
        yield "costs", ""
    if "hours" not in measure:
        yield "hours", ""
    if not measure.get("leads"):
        yield "leads", ""
    for challenge, effect in effects_of(measure).items():
        if effect == UNKNOWN:
            yield "effect", challenge


def _of_flow(flow: Table) -> Iterator[tuple[str, str]]:
    if "certainty" not in flow:
        yield "certainty", ""
    if flow.get("certainty") == "kansrijk" and "certain_on" not in flow:
        yield "certain_on", ""
    if not (flow.get("budget") or flow.get("bands")):
        yield "budget", ""
    yield from ((field, "") for field in missing_answers(flow, "money_flows") if field != "budget")


def _of_bundle(bundle: Table) -> Iterator[tuple[str, str]]:
    yield from ((field, "") for field in missing_answers(bundle, "bundles"))


_FINDERS: Mapping[str, Callable[[Table], Iterator[tuple[str, str]]]] = {
    "parties": _of_party,
    "money_flows": _of_flow,
    "measures": _of_measure,
    "bundles": _of_bundle,
}
