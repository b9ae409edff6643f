"""Single rows of a table put in their place: the same columns and parts as when a whole table comes in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import RestrictedError
from django.utils.translation import gettext as _

from gebiedstafel.challenges.models import Challenge
from gebiedstafel.tables.models import AreaTable, HourOffer, Party
from gebiedstafel.ui.refusals import Refused

from . import table_rows
from .models import (
    Benefit,
    Bundle,
    Effect,
    FlowCondition,
    FlowOffer,
    FlowYear,
    Judgement,
    Measure,
    MeasureCondition,
    MeasureCost,
    MeasureHours,
    MoneyFlow,
    Predecessor,
    VolunteerHours,
)

Document = dict[str, Any]
#: An entry with its place in the list and the version it gets.
Placed = tuple[Document, int, int]

MODELS: Mapping[str, type[models.Model]] = {
    "parties": Party,
    "challenges": Challenge,
    "money_flows": FlowOffer,
    "measures": Measure,
    "bundles": Bundle,
}
PARTS_OF_A_MEASURE = (
    MeasureCost, MeasureHours, Effect, Judgement, VolunteerHours, Benefit, Predecessor, MeasureCondition,
)  # fmt: skip
#: What a row keeps when its entry changes.
KEPT = ("id", "table", "key", "flow")


def row_versions(table: AreaTable, kind: str) -> dict[str, tuple[int, int]]:
    """Return version and place of each row of a kind; the version of money is that of the flow itself."""
    version = "flow__version" if kind == "money_flows" else "version"
    rows = MODELS[kind]._default_manager.filter(table=table)
    return {key: (seen, place) for key, seen, place in rows.values_list("key", version, "position")}


def put_rows(table: AreaTable, kind: str, placed: Sequence[Placed]) -> None:
    """Store these entries, each whole, over what stood there; the caller checked that they are sound."""
    if placed:
        _PUT[kind](table, placed)


def remove_rows(table: AreaTable, kind: str, keys: Collection[str]) -> None:
    """Remove rows; money that no other table has goes as well."""
    rows = MODELS[kind]._default_manager.filter(table=table, key__in=keys)
    flows = list(rows.values_list("flow", flat=True)) if kind == "money_flows" else []
    try:
        rows.delete()
    except RestrictedError:
        raise Refused(
            _(
                "Bij deze partij horen afspraken of signalen. Laat haar van tafel gaan; "
                "dan blijft staan wat zij beloofde en meldde."
            )
        ) from None
    MoneyFlow.objects.filter(pk__in=flows, offers__isnull=True).delete()


def _put_parties(table: AreaTable, placed: Sequence[Placed]) -> None:
    known = {party.key: party.organisation for party in table.parties.select_related("organisation")}
    rows = _put(
        Party,
        table,
        placed,
        lambda entry: {
            "organisation": known.get(entry["id"]) or table_rows.organisation(entry),
            **table_rows.party_columns(entry),
        },
    )
    HourOffer.objects.filter(party__in=rows.values()).delete()
    table_rows.store_party_parts(_with_entries(rows, placed))


def _put_challenges(table: AreaTable, placed: Sequence[Placed]) -> None:
    _put(Challenge, table, placed, table_rows.challenge_columns)


def _put_measures(table: AreaTable, placed: Sequence[Placed]) -> None:
    rows = _put(Measure, table, placed, table_rows.measure_columns)
    for part in PARTS_OF_A_MEASURE:
        part._default_manager.filter(measure__in=rows.values()).delete()
    table_rows.store_measure_parts(
        _with_entries(rows, placed),
        _by_key(table.parties),
        _by_key(table.challenges),
        _by_key(table.measures),
    )


def _put_bundles(table: AreaTable, placed: Sequence[Placed]) -> None:
    _put(Bundle, table, placed, table_rows.bundle_columns)


def _put_flows(table: AreaTable, placed: Sequence[Placed]) -> None:
    parties = {party.key: party for party in table.parties.select_related("organisation")}
    offers = {offer.key: offer for offer in table.flow_offers.select_related("flow")}
    flows: dict[str, MoneyFlow] = {}
    for entry, _place, version in placed:
        flow = offers[entry["id"]].flow if entry["id"] in offers else MoneyFlow()
        _set(flow, table_rows.flow_columns(entry, parties))
        flow.version = version
        flows[entry["id"]] = flow
    _store(MoneyFlow, flows.values())
    rows = [
        _set(offers.get(entry["id"]) or FlowOffer(table=table, key=entry["id"], flow=flows[entry["id"]]),
             {"position": place, **table_rows.offer_columns(entry, parties)})
        for entry, place, _version in placed
    ]  # fmt: skip
    _store(FlowOffer, rows)
    FlowYear.objects.filter(flow__in=flows.values()).delete()
    FlowCondition.objects.filter(flow__in=flows.values()).delete()
    table_rows.store_flow_parts(_with_entries(flows, placed))
    _count_elsewhere(table, flows.values())


def _count_elsewhere(table: AreaTable, flows: Iterable[MoneyFlow]) -> None:
    """Money may be offered to more tables: their files changed too."""
    others = AreaTable.objects.filter(flow_offers__flow__in=flows).exclude(pk=table.pk).distinct()
    for other in others:
        other.count_change()


def _put(
    model: Any, table: AreaTable, placed: Sequence[Placed], columns: Callable[[Document], dict[str, Any]]
) -> dict[str, Any]:
    keys = [entry["id"] for entry, _place, _version in placed]
    there = {row.key: row for row in model.objects.filter(table=table, key__in=keys)}
    rows = {
        entry["id"]: _set(
            there.get(entry["id"]) or model(table=table, key=entry["id"]),
            {"position": place, "version": version, **columns(entry)},
        )
        for entry, place, version in placed
    }
    _store(model, rows.values())
    return rows


def _set(row: Any, values: Mapping[str, Any]) -> Any:
    """Give a row these columns; every other is as if nothing was ever said."""
    for field in row._meta.concrete_fields:
        if field.name in values:
            setattr(row, field.name, values[field.name])
        elif field.name not in KEPT and field.name != "version":
            setattr(row, field.name, None if field.null else field.get_default())
    return row


def _store(model: Any, rows: Iterable[Any]) -> None:
    every = list(rows)
    changed = [row for row in every if row.pk]
    model.objects.bulk_create(row for row in every if not row.pk)
    if changed:
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=names)


def _with_entries(rows: Mapping[str, Any], placed: Sequence[Placed]) -> list[tuple[Any, Document]]:
    return [(rows[entry["id"]], entry) for entry, _place, _version in placed]


def _by_key(rows: Any) -> dict[str, Any]:
    return {row.key: row for row in rows.all()}


_PUT: Mapping[str, Callable[[AreaTable, Sequence[Placed]], None]] = {
    "parties": _put_parties,
    "challenges": _put_challenges,
    "money_flows": _put_flows,
    "measures": _put_measures,
    "bundles": _put_bundles,
}
