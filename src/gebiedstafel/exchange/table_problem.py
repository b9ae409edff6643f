"""A table's exchange document as the problem the connection engine solves.

What is not known is never zero money and never without limit: a party whose hours are not known
gives none, a measure whose costs are not known stays out, money of unknown certainty is no part of
the base plan. `unknowns_of` names each of these, so that nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..engines.connect.problem import (
    Benefit,
    Bundle,
    Challenge,
    Choices,
    CostType,
    HourNeed,
    HourOffer,
    Measure,
    Nature,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
    Segment,
    Weights,
)
from .counted import counted
from .effects import effect_points, effects_of
from .exact import exact
from .flow_rules import condition, money_flow
from .shared_statements import shared_statement
from .volunteers import hours_still_asked

Document = Mapping[str, Any]


def problem_of(doc: Document) -> Problem:
    """The engine's problem of a document that fits the schema: of the rows of it that can be counted."""
    doc = counted(doc)
    years = tuple(sorted(doc["table"]["years"]))
    measures = doc.get("measures", [])
    return Problem(
        id=doc["table"]["id"],
        as_of=date.fromisoformat(doc["table"]["as_of"]),
        years=years,
        areas={area["id"]: area.get("parent") for area in doc["areas"]},
        parties=tuple(_party(party) for party in doc.get("parties", [])),
        challenges=tuple(_challenge(challenge) for challenge in doc.get("challenges", [])),
        measures=tuple(_measure(measure, years) for measure in measures),
        flows=tuple(money_flow(flow) for flow in doc.get("money_flows", [])),
        bundles=tuple(_bundle(bundle) for bundle in doc.get("bundles", [])),
        statements=tuple(filter(None, (shared_statement(each) for each in doc.get("statements", [])))),
        choices=_choices(doc.get("choices", {}), measures),
        **_settings(doc.get("settings", {})),
    )


def names_of(doc: Document) -> dict[str, str]:
    """Every id of the document with the name people read."""
    names: dict[str, str] = {}
    for kind in ("measures", "money_flows", "parties", "challenges", "bundles", "areas", "statements"):
        for thing in doc.get(kind, []):
            name = thing.get("name") or thing.get("title") or thing.get("text") or thing["id"]
            names.setdefault(thing["id"], name)
    return names


def _party(party: Document) -> Party:
    offers = tuple(
        HourOffer(offer.get("skill", ""), {int(year): int(h) for year, h in offer["per_year"].items()})
        for offer in party.get("hours", [])
    )
    return Party(
        id=party["id"],
        owner_class=OwnerClass(party["owner_class"]) if "owner_class" in party else None,
        at_table=party.get("at_table", True),
        offers=offers,
        max_leads=_whole(party.get("max_leads")),
        themes=_set(party.get("themes")),
        never_worse_off=party.get("never_worse_off", False),
    )


def _challenge(challenge: Document) -> Challenge:
    return Challenge(
        id=challenge["id"],
        need=exact(challenge.get("need", 10)),
        urgency=exact(challenge.get("urgency", 1)),
        resident_priority=exact(challenge.get("resident_priority", 0)),
    )


def _measure(measure: Document, years: tuple[int, ...]) -> Measure:
    start = measure["start"]
    return Measure(
        id=measure["id"],
        themes=tuple(measure["themes"]),
        area=measure["area"],
        start_years=tuple(year for year in years if start["earliest"] <= year <= start["latest"]),
        costs=_by_cost_type(measure.get("costs", {})),
        leads=tuple(measure.get("leads", [])),
        revenue=_by_cost_type(measure.get("revenue", {})),
        hours=tuple(
            HourNeed(tuple(int(h) for h in need["per_year"]), need.get("party"), need.get("skill"))
            for need in hours_still_asked(measure)
        ),
        effects={challenge: effect_points(effect) for challenge, effect in effects_of(measure).items()},
        benefits=tuple(
            Benefit(benefit["party"], int(benefit["cents_per_year"]), _whole(benefit.get("until")))
            for benefit in measure.get("benefits", [])
        ),
        requires=tuple(
            Prerequisite(needed["measure"], int(needed.get("lag", 0)))
            for needed in measure.get("requires", [])
        ),
        alternative=measure.get("alternative", ""),
        street=measure.get("street", ""),
        kinds=frozenset(measure.get("kinds", [])),
        target_groups=frozenset(measure.get("target_groups", [])),
        units={unit: int(number) for unit, number in measure.get("units", {}).items()},
        nature=Nature(measure.get("nature", Nature.ONE_OFF)),
        resident_led=measure.get("resident_led", False),
        funded_beyond=measure.get("funded_beyond", False),
        conditions=tuple(condition(each) for each in measure.get("conditions", [])),
    )


def _bundle(bundle: Document) -> Bundle:
    return Bundle(
        id=bundle["id"],
        measures=tuple(bundle["measures"]),
        saving=int(bundle["saving_per_extra"]),
        saving_on=tuple(bundle.get("saving_on", [])),
        same_street=bundle.get("same_street", False),
    )


def unpriced_measures(measures: Iterable[Document]) -> frozenset[str]:
    """The measures of which nobody knows yet what they cost."""
    return frozenset(measure["id"] for measure in measures if "costs" not in measure)


def _choices(choices: Document, measures: list[Document]) -> Choices:
    """What the table forces; a measure of unknown cost cannot be paid and so stays out."""
    unpriced = unpriced_measures(measures)
    return Choices(
        forced_in=frozenset(choices.get("in", [])),
        forced_out=frozenset(choices.get("out", [])) | unpriced,
        start={name: int(year) for name, year in choices.get("start", {}).items()},
    )


def _settings(settings: Document) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    if "yearly_discount" in settings:
        chosen["yearly_discount"] = exact(settings["yearly_discount"])
    if "segments" in settings:
        chosen["segments"] = tuple(
            Segment(exact(each["width"]), exact(each["value"])) for each in settings["segments"]
        )
    if "weights" in settings:
        chosen["weights"] = Weights(**{name: exact(value) for name, value in settings["weights"].items()})
    if "min_resident_led" in settings:
        chosen["min_resident_led"] = int(settings["min_resident_led"])
    if "one_off_pays_recurring" in settings:
        chosen["one_off_pays_recurring"] = bool(settings["one_off_pays_recurring"])
    return chosen


def _by_cost_type(amounts: Document) -> dict[CostType, tuple[int, ...]]:
    return {CostType(kind): tuple(int(cents) for cents in years) for kind, years in amounts.items()}


def _set(names: list[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
