"""What a table is about: its name, area and streets, years and reference day, changed as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import entry_faults, name_of
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat, TableArea
from gebiedstafel.tables.permissions import check_can_arrange
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from . import table_columns as file
from .table_document import table_document
from .table_rows import municipality_of

Document = dict[str, Any]
Row = dict[str, Any]


#: The rule about structural costs that a table may lift knowingly, among its settings.
LIFT = "one_off_pays_recurring"


class FaultyHeading(Refused):
    """A heading with which the table would no longer be sound, with every fault as a sentence."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def heading_mark(table: AreaTable) -> str:
    """Return a short name of the heading as it is now, to see later whether someone changed it."""
    document = table_document(table, ())
    told = [document["table"], document["areas"], lifts_one_off(table)]
    text = json.dumps(told, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]


def lifts_one_off(table: AreaTable) -> bool:
    """Return whether this table lets one-off money pay costs that come back every year."""
    return bool((table.settings or {}).get(LIFT, False))


@transaction.atomic
def change_heading(
    table: AreaTable,
    values: Mapping[str, Any],
    *,
    areas: Sequence[Row] | None = None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> None:
    """Change name, area, years, reference day or what one-off money may pay, all or nothing.

    With `areas` also the list of areas.
    """
    check_can_arrange(by)
    table = locked_table(table.pk)
    document = table_document(table)
    changed = _changed(document, values, areas)
    _check_newest(table, document, seen)
    _check_sound(document, changed)
    _store(table, changed)
    table.count_change()
    record_deed(table.chain, action="change_heading", subject=table.pk, actor=by.actor, at=at)


def _changed(document: Document, values: Mapping[str, Any], areas: Sequence[Row] | None) -> Document:
    written = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
    }
    lifted = written.pop(LIFT, None)
    heading = {**document["table"], **written}
    changed = {**document, "table": heading, "areas": list(document["areas"] if areas is None else areas)}
    return changed if lifted is None else _with_lift(changed, lifted=bool(lifted))


def _with_lift(document: Document, *, lifted: bool) -> Document:
    """Say that the rule is lifted; a rule that holds needs no word."""
    settings = {name: value for name, value in document.get("settings", {}).items() if name != LIFT}
    if lifted:
        settings[LIFT] = True
    if not settings and "settings" not in document:
        return document
    return {**document, "settings": settings}


def _check_newest(table: AreaTable, document: Document, seen: str | None) -> None:
    if not seen or seen == heading_mark(table):
        return
    heading = document["table"]
    raise Refused(
        _("Iemand was u voor. Er staat nu: {name}, {years}. Kijk opnieuw en kies dan.").format(
            name=heading["name"], years=", ".join(map(str, heading["years"]))
        )
    )


def _check_sound(document: Document, changed: Document) -> None:
    """Refuse what the new heading would break; what was wrong before stops nobody."""
    known = entry_faults(document)
    faults = [one for one in entry_faults(changed) if one not in known and not one.path.startswith("choices")]
    told = [*_streets_in_use(document, changed), *(one.sentence(get_language() or "nl") for one in faults)]
    if told:
        raise FaultyHeading(told)


def _streets_in_use(document: Document, changed: Document) -> Iterator[str]:
    """Tell which works are in a street that would go; a file may name a street that is no area of it."""
    kept = {area["id"] for area in changed["areas"]}
    for area in document["areas"]:
        works = [
            name_of("measures", row)
            for row in document.get("measures", ())
            if row.get("street") == area["id"]
        ]
        if area["id"] not in kept and works:
            yield _("“{street}” staat nog bij: {works}. Haal het daar eerst weg.").format(
                street=area["name"], works=", ".join(f"“{work}”" for work in works)
            )


def _store(table: AreaTable, changed: Document) -> None:
    heading = changed["table"]
    municipality = municipality_of(changed) or table.municipality
    AreaTable.objects.filter(pk=table.pk).update(
        name=heading["name"],
        area=heading["area"],
        years=heading["years"],
        as_of=heading["as_of"],
        municipality=municipality,
        settings=changed.get("settings"),
    )
    TableArea.objects.filter(table=table).delete()
    TableArea.objects.bulk_create(
        TableArea(table=table, key=entry["id"], position=place, **file.columns(TableArea, entry, file.AREA))
        for place, entry in enumerate(changed["areas"])
    )
