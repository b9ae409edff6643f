"""A table's exchange document as rows: everything it says, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from gebiedstafel.accounts.models import Organisation
from gebiedstafel.challenges.models import Challenge
from gebiedstafel.dialogue.models import GroupVotes, Statement
from gebiedstafel.tables.models import (
    AreaTable,
    FigureValue,
    HourOffer,
    Municipality,
    OfferedHours,
    Party,
    TableArea,
    TableFigure,
)

from . import table_columns as file
from .models import (
    Benefit,
    Bundle,
    Effect,
    FlowCondition,
    FlowOffer,
    FlowYear,
    ForcedChoice,
    Measure,
    MeasureCondition,
    MeasureCost,
    MeasureHours,
    MoneyFlow,
    Predecessor,
)
from .voice_rows import store_voices

Document = dict[str, Any]
Parties = Mapping[str, Party]


def store_document(document: Document, *, is_demo: bool, at: datetime) -> AreaTable:
    """Store every part of a document whose references are sound; the caller holds the transaction."""
    table = _store_table(document, is_demo=is_demo, at=at)
    _store_areas(table, document)
    parties = _store_parties(table, document)
    challenges = _store_challenges(table, document)
    _store_statements(table, document)
    _store_flows(table, document, parties)
    measures = _store_measures(table, document, parties, challenges)
    _store_bundles(table, document)
    _store_choices(table, document, measures, at=at)
    return table


def _store_table(document: Document, *, is_demo: bool, at: datetime) -> AreaTable:
    heading, choices = document["table"], document.get("choices") or {}
    known_empty = file.empty_lists(document, file.TABLE_LISTS)
    known_empty += [f"choices.{part}" for part in file.empty_lists(choices, ("in", "out", "start"))]
    if "choices" in document and "choices" not in known_empty:
        known_empty.append("choices")
    return AreaTable.objects.create(
        id=heading["id"],
        years=heading["years"],
        area=heading["area"],
        municipality=municipality_of(document),
        is_demo=is_demo,
        settings=document.get("settings"),
        circles_default=document.get("circles_default"),
        known_empty=known_empty,
        loaded_at=at,
        **file.columns(AreaTable, heading, ("name", "as_of", "fictional", "notice")),
    )


def municipality_of(document: Document) -> Municipality | None:
    """Return the municipality among the areas of a document, which is the tenant."""
    found = next((area for area in document["areas"] if area["level"] == "gemeente"), None)
    if found is None:
        return None
    municipality, _ = Municipality.objects.get_or_create(code=found["id"], defaults={"name": found["name"]})
    return municipality


def _store_areas(table: AreaTable, document: Document) -> None:
    TableArea.objects.bulk_create(
        TableArea(table=table, **_keyed(place, entry), **file.columns(TableArea, entry, file.AREA))
        for place, entry in enumerate(document["areas"])
    )
    entries = document.get("figures", ())
    figures = TableFigure.objects.bulk_create(
        TableFigure(
            table=table,
            **_keyed(place, entry),
            **file.columns(TableFigure, entry, file.FIGURE),
            **file.columns(TableFigure, entry.get("source", {}), file.SOURCE, "source_"),
        )
        for place, entry in enumerate(entries)
    )
    FigureValue.objects.bulk_create(
        FigureValue(figure=figure, area=area, value=value)
        for figure, entry in zip(figures, entries, strict=True)
        for area, value in entry["values"].items()
    )


def _store_parties(table: AreaTable, document: Document) -> Parties:
    entries = document.get("parties", ())
    parties = Party.objects.bulk_create(
        Party(table=table, organisation=organisation(entry), **_keyed(place, entry), **party_columns(entry))
        for place, entry in enumerate(entries)
    )
    store_party_parts(list(zip(parties, entries, strict=True)))
    return {party.key: party for party in parties}


def party_columns(entry: Document) -> dict[str, Any]:
    """Return the columns of a party; what the entry does not say is left out."""
    return {
        "known_empty": file.empty_lists(entry, file.PARTY_LISTS),
        **file.columns(Party, entry, file.PARTY),
    }


def store_party_parts(given: list[tuple[Party, Document]]) -> None:
    """Store the hours that parties offer."""
    offers = [
        (offer, HourOffer(party=party, position=place, skill=offer.get("skill")))
        for party, entry in given
        for place, offer in enumerate(entry.get("hours", ()))
    ]
    HourOffer.objects.bulk_create(offer for _, offer in offers)
    OfferedHours.objects.bulk_create(
        OfferedHours(offer=offer, year=int(year), hours=hours)
        for entry, offer in offers
        for year, hours in entry["per_year"].items()
    )


def organisation(entry: Document) -> Organisation:
    """Return the organisation of a party, shared by every table at which it has a place."""
    name = entry["name"][: Organisation._meta.get_field("name").max_length]
    found, _ = Organisation.objects.get_or_create(
        name=name, defaults={"owner_class": entry.get("owner_class")}
    )
    return found


def _store_challenges(table: AreaTable, document: Document) -> dict[str, Challenge]:
    challenges = Challenge.objects.bulk_create(
        Challenge(table=table, **_keyed(place, entry), **challenge_columns(entry))
        for place, entry in enumerate(document.get("challenges", ()))
    )
    return {challenge.key: challenge for challenge in challenges}


def challenge_columns(entry: Document) -> dict[str, Any]:
    """Return the columns of a challenge; what the entry does not say is left out."""
    return {"joining": entry.get("with"), **file.columns(Challenge, entry, file.CHALLENGE)}


def _store_statements(table: AreaTable, document: Document) -> None:
    entries = document.get("statements", ())
    statements = Statement.objects.bulk_create(
        Statement(
            table=table,
            known_empty=file.empty_lists(entry, file.STATEMENT_LISTS),
            **_keyed(place, entry),
            **file.columns(Statement, entry, file.STATEMENT),
        )
        for place, entry in enumerate(entries)
    )
    GroupVotes.objects.bulk_create(
        GroupVotes(
            statement=statement,
            group=group,
            agree=votes["agree"],
            disagree=votes["disagree"],
            passed=votes["pass"],
        )
        for statement, entry in zip(statements, entries, strict=True)
        for group, votes in entry.get("votes", {}).items()
    )


def _store_flows(table: AreaTable, document: Document, parties: Parties) -> None:
    entries = document.get("money_flows", ())
    flows = MoneyFlow.objects.bulk_create(MoneyFlow(**flow_columns(entry, parties)) for entry in entries)
    FlowOffer.objects.bulk_create(
        FlowOffer(table=table, flow=flow, **_keyed(place, entry), **offer_columns(entry, parties))
        for place, (flow, entry) in enumerate(zip(flows, entries, strict=True))
    )
    store_flow_parts(list(zip(flows, entries, strict=True)))


def offer_columns(entry: Document, parties: Parties) -> dict[str, Any]:
    """Return the columns of a flow that are of the table it is offered to."""
    return {
        "holder": parties[entry["holder"]],
        "applicant": parties.get(entry.get("applicant", "")),
        "needs_at_table": parties.get(entry.get("needs_at_table", "")),
        **file.columns(FlowOffer, entry, file.OFFER),
    }


def flow_columns(entry: Document, parties: Parties) -> dict[str, Any]:
    """Return the columns of a flow itself; what the entry does not say is left out."""
    unit = entry.get("max_per_unit") or {}
    return {
        "organisation": parties[entry["holder"]].organisation,
        "max_per_unit": unit.get("unit"),
        "max_per_unit_cents": unit.get("cents"),
        "known_empty": file.empty_lists(entry, file.FLOW_LISTS),
        **file.columns(MoneyFlow, entry, file.FLOW),
        **file.columns(MoneyFlow, entry.get("source", {}), file.SOURCE, "source_"),
        **file.columns(MoneyFlow, entry.get("match", {}), file.MATCH, "match_"),
        **file.columns(MoneyFlow, entry.get("core", {}), file.CORE, "core_"),
        **file.columns(MoneyFlow, entry.get("correction", {}), file.CORRECTION, "correction_"),
        **file.columns(MoneyFlow, entry.get("accounting", {}), file.ACCOUNTING, "accounting_"),
        **file.columns(MoneyFlow, entry.get("scheme", {}), file.SCHEME, "scheme_"),
        **file.columns(MoneyFlow, entry.get("reservation", {}), file.RESERVATION, "reservation_"),
    }


def store_flow_parts(given: list[tuple[MoneyFlow, Document]]) -> None:
    """Store what flows hold per year, and what people check about them."""
    FlowYear.objects.bulk_create(
        FlowYear(flow=flow, year=int(year), cents=cents)
        for flow, entry in given
        for year, cents in entry.get("budget", {}).items()
    )
    FlowCondition.objects.bulk_create(
        FlowCondition(flow=flow, position=place, **file.columns(FlowCondition, condition, file.CONDITION))
        for flow, entry in given
        for place, condition in enumerate(entry.get("conditions", ()))
    )


def _store_measures(
    table: AreaTable, document: Document, parties: Parties, challenges: Mapping[str, Challenge]
) -> dict[str, Measure]:
    entries = document.get("measures", ())
    rows = Measure.objects.bulk_create(
        Measure(table=table, **_keyed(place, entry), **measure_columns(entry))
        for place, entry in enumerate(entries)
    )
    measures = {measure.key: measure for measure in rows}
    given = [(measures[entry["id"]], entry) for entry in entries]
    store_measure_parts(given, parties, challenges, measures)
    return measures


def measure_columns(entry: Document) -> dict[str, Any]:
    """Return the columns of a measure; what the entry does not say is left out."""
    return {
        "known_empty": file.empty_lists(entry, file.MEASURE_LISTS),
        **file.columns(Measure, entry, file.MEASURE),
        **file.columns(Measure, entry.get("start", {}), file.START),
    }


def store_measure_parts(
    given: list[tuple[Measure, Document]],
    parties: Parties,
    challenges: Mapping[str, Challenge],
    measures: Mapping[str, Measure],
) -> None:
    """Store what measures cost, ask and give, and what they wait for."""
    MeasureCost.objects.bulk_create(cost for measure, entry in given for cost in _costs(measure, entry))
    MeasureHours.objects.bulk_create(
        row for measure, entry in given for row in _hours(measure, entry, parties)
    )
    Effect.objects.bulk_create(
        Effect(measure=measure, challenge=challenges[key], size=size)
        for measure, entry in given
        for key, size in entry.get("effects", {}).items()
    )
    _store_ties(given, parties, measures)
    store_voices(given, parties, challenges)


def _store_ties(
    given: list[tuple[Measure, Document]], parties: Parties, measures: Mapping[str, Measure]
) -> None:
    Benefit.objects.bulk_create(
        Benefit(
            measure=measure,
            party=parties[benefit["party"]],
            position=place,
            **file.columns(Benefit, benefit, file.BENEFIT),
            **file.columns(Benefit, benefit.get("reply", {}), file.REPLY, "reply_"),
        )
        for measure, entry in given
        for place, benefit in enumerate(entry.get("benefits", ()))
    )
    Predecessor.objects.bulk_create(
        Predecessor(measure=measure, needs=measures[one["measure"]], lag=one.get("lag"), position=place)
        for measure, entry in given
        for place, one in enumerate(entry.get("requires", ()))
    )
    MeasureCondition.objects.bulk_create(
        MeasureCondition(
            measure=measure, position=place, **file.columns(MeasureCondition, condition, file.CONDITION)
        )
        for measure, entry in given
        for place, condition in enumerate(entry.get("conditions", ()))
    )


def _costs(measure: Measure, entry: Document) -> Iterable[MeasureCost]:
    for is_revenue, name in ((False, "costs"), (True, "revenue")):
        for cost_type, per_year in entry.get(name, {}).items():
            for offset, cents in enumerate(per_year):
                yield MeasureCost(
                    measure=measure, is_revenue=is_revenue, cost_type=cost_type, offset=offset, cents=cents
                )


def _hours(measure: Measure, entry: Document, parties: Parties) -> Iterable[MeasureHours]:
    for is_freed, name in ((False, "hours"), (True, "hours_freed")):
        for number, need in enumerate(entry.get(name, ())):
            for offset, hours in enumerate(need["per_year"]):
                yield MeasureHours(
                    measure=measure,
                    is_freed=is_freed,
                    need=number,
                    party=parties.get(need.get("party", "")),
                    skill=need.get("skill"),
                    offset=offset,
                    hours=hours,
                )


def _store_bundles(table: AreaTable, document: Document) -> None:
    Bundle.objects.bulk_create(
        Bundle(table=table, **_keyed(place, entry), **bundle_columns(entry))
        for place, entry in enumerate(document.get("bundles", ()))
    )


def bundle_columns(entry: Document) -> dict[str, Any]:
    """Return the columns of a bundle; what the entry does not say is left out."""
    return file.columns(Bundle, entry, file.BUNDLE)


def _store_choices(
    table: AreaTable, document: Document, measures: Mapping[str, Measure], *, at: datetime
) -> None:
    choices = document.get("choices", {})
    rows: dict[str, ForcedChoice] = {}
    for part in ("in", "out", "start"):
        for key in choices.get(part, ()):
            rows.setdefault(key, ForcedChoice(table=table, measure=measures[key], at=at, position=len(rows)))
    for side in ("in", "out"):
        for key in choices.get(side, ()):
            rows[key].side = side
    for key, year in choices.get("start", {}).items():
        rows[key].start = year
    ForcedChoice.objects.bulk_create(rows.values())


def _keyed(place: int, entry: Document) -> dict[str, Any]:
    return {"key": entry["id"], "position": place}
