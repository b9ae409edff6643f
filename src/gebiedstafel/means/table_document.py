"""A table's rows as its exchange document, the same one that came in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from gebiedstafel.dialogue.models import Statement
from gebiedstafel.tables.models import AreaTable, Party, TableFigure

from . import table_columns as file
from .models import (
    Bundle,
    FlowOffer,
    ForcedChoice,
    Measure,
    MeasureCost,
    MeasureHours,
    MoneyFlow,
    VolunteerHours,
)

Document = dict[str, Any]


def table_document(table: AreaTable, kinds: Collection[str] = file.TABLE_LISTS) -> Document:
    """Return the exchange document of a table: everything known about it, nothing made up.

    With fewer `kinds` only those lists are read, for a page that shows no more.
    """
    document: Document = {
        "format": "gebiedstafel/table",
        "version": 1,
        "table": _heading(table),
        "areas": [{"id": area.key} | file.entries(area, file.AREA) for area in table.areas.all()],
    }
    if table.circles_default is not None:
        document["circles_default"] = table.circles_default
    if table.settings is not None:
        document["settings"] = table.settings
    for name, read in _READ.items():
        if name not in kinds:
            continue
        rows = read(table)
        if rows or name in table.known_empty:
            document[name] = rows
    return document


def forced_choices(table: AreaTable) -> Document:
    """Return what the table forced in and out, and in which year."""
    rows = list(table.choices.select_related("measure"))
    choices: Document = {
        side: [row.measure.key for row in rows if row.side == side]
        for side in (ForcedChoice.Side.IN.value, ForcedChoice.Side.OUT.value)
    }
    choices["start"] = {row.measure.key: row.start for row in rows if row.start is not None}
    return {part: value for part, value in choices.items() if value or f"choices.{part}" in table.known_empty}


def _heading(table: AreaTable) -> Document:
    heading = {"id": table.pk, "name": table.name, "area": table.area, "years": table.years}
    return heading | file.entries(table, ("as_of", "fictional", "notice"))


def _figure(figure: TableFigure) -> Document:
    values = {cell.area: cell.value for cell in figure.cells.all()}
    entry = {"id": figure.key} | file.entries(figure, file.FIGURE) | {"values": values}
    return entry | _part("source", file.entries(figure, file.SOURCE, "source_"))


def _party(party: Party) -> Document:
    entry = {"id": party.key} | file.entries(party, file.PARTY)
    hours = [
        file.entries(offer, ("skill",))
        | {"per_year": {str(one.year): one.hours for one in offer.years.all()}}
        for offer in party.offers.all()
    ]
    return entry | _list("hours", hours, party.known_empty)


def _challenge(challenge: Any) -> Document:
    entry = {"id": challenge.key} | file.entries(challenge, file.CHALLENGE)
    return entry if challenge.joining is None else entry | {"with": challenge.joining}


def _offers(table: AreaTable) -> Iterable[FlowOffer]:
    return table.flow_offers.select_related("flow", "holder", "applicant", "needs_at_table").prefetch_related(
        "flow__budget", "flow__conditions"
    )


def _flow(offer: FlowOffer) -> Document:
    flow = offer.flow
    entry: Document = {"id": offer.key} | file.entries(flow, file.FLOW) | file.entries(offer, file.OFFER)
    entry["holder"] = offer.holder.key
    entry |= _list("budget", {str(one.year): one.cents for one in flow.budget.all()}, flow.known_empty)
    if offer.applicant:
        entry["applicant"] = offer.applicant.key
    if offer.needs_at_table:
        entry["needs_at_table"] = offer.needs_at_table.key
    if flow.max_per_unit is not None:
        entry["max_per_unit"] = {"unit": flow.max_per_unit, "cents": flow.max_per_unit_cents}
    entry |= _part("source", file.entries(flow, file.SOURCE, "source_"))
    entry |= _part("correction", file.entries(flow, file.CORRECTION, "correction_"))
    entry |= _part("accounting", file.entries(flow, file.ACCOUNTING, "accounting_"))
    entry |= _part("scheme", file.entries(flow, file.SCHEME, "scheme_"))
    entry |= _part("reservation", file.entries(flow, file.RESERVATION, "reservation_"))
    entry |= _part("core", file.entries(flow, file.CORE, "core_"))
    return entry | _rules(flow)


def _rules(flow: MoneyFlow) -> Document:
    match = file.entries(flow, file.MATCH, "match_")
    rules: Document = {"match": match} if match or "match" in flow.known_empty else {}
    return rules | _list("conditions", _conditions(flow), flow.known_empty)


def _measures(table: AreaTable) -> Iterable[Measure]:
    return table.measures.prefetch_related(
        "costs",
        "hours__party",
        "effects__challenge",
        "judgements__challenge",
        "judgements__party",
        "offered_hours__party",
        "benefits__party",
        "predecessors__needs",
        "conditions",
    )


def _measure(measure: Measure) -> Document:
    entry: Document = {"id": measure.key} | file.entries(measure, file.MEASURE)
    entry |= _part("start", file.entries(measure, file.START))
    costs, hours = measure.costs.all(), measure.hours.all()
    lists: Document = {
        "costs": _by_cost_type(one for one in costs if not one.is_revenue),
        "revenue": _by_cost_type(one for one in costs if one.is_revenue),
        "hours": _needs(one for one in hours if not one.is_freed),
        "hours_freed": _needs(one for one in hours if one.is_freed),
        "effects": {one.challenge.key: one.size for one in measure.effects.all()},
        "judgements": [
            {"challenge": one.challenge.key, "party": one.party.key, "size": one.size}
            for one in measure.judgements.all()
        ],
        "offered_hours": _offered(measure.offered_hours.all()),
        "benefits": [
            {"party": one.party.key}
            | file.entries(one, file.BENEFIT)
            | _part("reply", file.entries(one, file.REPLY, "reply_"))
            for one in measure.benefits.all()
        ],
        "requires": [
            {"measure": one.needs.key} | file.entries(one, ("lag",)) for one in measure.predecessors.all()
        ],
        "conditions": _conditions(measure),
    }
    return entry | {name: rows for name, rows in lists.items() if rows or name in measure.known_empty}


def _by_cost_type(costs: Iterable[MeasureCost]) -> Document:
    lists: dict[str, list[int]] = {}
    for cost in sorted(costs, key=lambda one: one.pk):
        lists.setdefault(cost.cost_type, []).append(cost.cents)
    return lists


def _needs(rows: Iterable[MeasureHours]) -> list[Document]:
    needs: dict[int, Document] = {}
    for row in rows:
        said = {"party": row.party.key} if row.party else {}
        entry = needs.setdefault(row.need, said | file.entries(row, ("skill",)) | {"per_year": []})
        entry["per_year"].append(row.hours)
    return [needs[number] for number in sorted(needs)]


def _offered(rows: Iterable[VolunteerHours]) -> list[Document]:
    offers: dict[int, Document] = {}
    for row in rows:
        entry = offers.setdefault(row.offer, {"party": row.party.key, "per_year": []})
        entry["per_year"].append(row.hours)
    return [offers[number] for number in sorted(offers)]


def _bundle(bundle: Bundle) -> Document:
    return {"id": bundle.key} | file.entries(bundle, file.BUNDLE)


def _statement(statement: Statement) -> Document:
    entry = {"id": statement.key} | file.entries(statement, file.STATEMENT)
    return entry | _list("votes", statement.counts, statement.known_empty)


def _conditions(row: MoneyFlow | Measure) -> list[Document]:
    return [file.entries(one, file.CONDITION) for one in row.conditions.all()]


def _list(name: str, rows: Any, known_empty: list[str]) -> Document:
    return {name: rows} if rows or name in known_empty else {}


def _part(name: str, entry: Document) -> Document:
    return {name: entry} if entry else {}


#: How each list of the document is read.
_READ: Mapping[str, Callable[[AreaTable], Any]] = {
    "figures": lambda table: [_figure(one) for one in table.figures.prefetch_related("cells")],
    "parties": lambda table: [_party(one) for one in table.parties.prefetch_related("offers__years")],
    "challenges": lambda table: [_challenge(one) for one in table.challenges.all()],
    "money_flows": lambda table: [_flow(one) for one in _offers(table)],
    "measures": lambda table: [_measure(one) for one in _measures(table)],
    "bundles": lambda table: [_bundle(one) for one in table.bundles.all()],
    "statements": lambda table: [_statement(one) for one in table.statements.prefetch_related("votes")],
    "choices": forced_choices,
}
