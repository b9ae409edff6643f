"""The lists of a table's record: which rows go into it, and as what they are written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from gebiedstafel.exchange.csv_cells import cell
from gebiedstafel.tables.models import AreaTable

#: What would open something, and what says who a person is.
LEFT_OUT = ("digest", "address", "email", "person", "written_by")

#: For each list its name, its model, the way from a row to its table, and which rows are left out.
LISTS: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
    ("stoelen", "tables.Seat", "table", {}),
    ("mandaten", "tables.Mandate", "party__table", {}),
    ("afspraken", "agreements.Agreement", "table", {"drafted": True}),
    ("onderdelen", "agreements.Part", "agreement__table", {"agreement__drafted": True}),
    ("toegezegd-geld", "agreements.PromisedMoney", "agreement__table", {"agreement__drafted": True}),
    ("toegezegde-uren", "agreements.PromisedHours", "agreement__table", {"agreement__drafted": True}),
    ("geschiedenis", "agreements.Change", "agreement__table", {"agreement__drafted": True}),
    ("bijeenkomsten", "meetings.Meeting", "table", {}),
    ("agendapunten", "meetings.AgendaItem", "meeting__table", {}),
    ("besluiten", "meetings.Decision", "item__meeting__table", {}),
    ("acties", "meetings.Action", "item__meeting__table", {}),
    ("verslagen", "meetings.Minutes", "meeting__table", {}),
    ("verbeteringen", "meetings.Correction", "meeting__table", {}),
    ("jaar", "meetings.YearStep", "table", {}),
    ("werkplaatsen", "workshop.Workshop", "table", {}),
    ("proeven", "workshop.Trying", "sitting__table", {}),
    ("notities-van-andere-tafels", "workshop.TableNote", "trying__sitting__table", {}),
    ("notities-bij-andere-tafels", "workshop.TableNote", "table", {}),
    ("gevraagde-cijfers", "stories.Asked", "table", {}),
    ("herkend-door-partijen", "stories.PartyView", "asked__table", {}),
    ("verhalen", "stories.Story", "table", {"state__in": ("waiting", "refused")}),
    ("leervragen", "workshop.LearningQuestion", "table", {}),
    ("krachten", "strengths.Strength", "table", {"state__in": ("waiting", "refused")}),
    (
        "krachten-gebruikt",
        "strengths.StrengthUse",
        "strength__table",
        {"strength__state__in": ("waiting", "refused")},
    ),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list with its columns and rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]


def sheets_of(table: AreaTable) -> Iterator[Sheet]:
    """Yield every list of this table that the site knows."""
    for name, label, way, without in LISTS:
        model = _model(label)
        if model is not None:
            rows: QuerySet[Any] = model._default_manager.filter(**{way: table})
            for field, value in without.items():
                rows = rows.exclude(**{field: value})
            columns = columns_of(model)
            yield Sheet(name, columns, tuple(rows.order_by("pk").values(*columns)))


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """Return the columns of a list, without secrets and without who a person is."""
    fields = model._meta.concrete_fields
    return tuple(field.attname for field in fields if not any(word in field.name for word in LEFT_OUT))


def as_json(sheet: Sheet) -> str:
    """Return a list for a computer."""
    return json.dumps(list(sheet.rows), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def as_csv(sheet: Sheet) -> str:
    """Return a list for a spreadsheet; text that it would reckon with stays text."""
    return csv_of(sheet.columns, ([row[name] for name in sheet.columns] for row in sheet.rows))


def csv_of(columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> str:
    """Return rows as Dutch spreadsheets read them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return "\ufeff" + file.getvalue()


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None
