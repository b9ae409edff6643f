"""What a municipality does with its own rows of the catalogue: keep them, and take one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.schemes import FORMAT, VERSION, scheme_faults
from gebiedstafel.tables.models import Municipality, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from ..own_schemes import OwnScheme
from ..permissions import check_can_keep_schemes

Row = Mapping[str, Any]
#: So many rows fit in the catalogue of one municipality.
MOST = 500


@transaction.atomic
def keep_schemes(rows: Sequence[Row], *, by: Seat, at: datetime) -> int:
    """Keep these rows for the municipality, all of them or none; return how many changed.

    A row that is there already takes the place of the old one and counts one edition further; rows
    that are not named stay. Raises `BadFile` with every fault.
    """
    municipality = _municipality(by)
    faults = scheme_faults({"format": FORMAT, "version": VERSION, "schemes": list(rows)})
    if faults:
        raise BadFile(faults)
    stored = {one.key: one for one in OwnScheme.objects.filter(municipality=municipality)}
    if len({*stored, *(row["id"] for row in rows)}) > MOST:
        raise Refused(
            _("Er passen hoogstens {most} eigen regelingen. Haal er eerst een weg.").format(most=MOST)
        )
    changed = [_keep(municipality, stored.get(row["id"]), row, at) for row in rows]
    names = [key for key in changed if key]
    if names:
        _record(by, "keep_schemes", f"{municipality.pk}: {', '.join(names)}", at)
    return len(names)


@transaction.atomic
def drop_scheme(key: str, *, by: Seat, at: datetime) -> str:
    """Take a row of the municipality out; return its name. Flows taken from it stay as they are."""
    municipality = _municipality(by)
    one = OwnScheme.objects.select_for_update(no_key=True).filter(municipality=municipality, key=key).first()
    if one is None:
        raise Refused(_("Deze regeling is er al niet meer."))
    name = str(one)
    one.delete()
    _record(by, "drop_scheme", f"{municipality.pk}: {key}", at)
    return name


def _municipality(by: Seat) -> Municipality:
    check_can_keep_schemes(by)
    if by.table.municipality is None:
        raise Refused(_("Deze tafel hoort nog niet bij een gemeente. Kies eerst het gebied van de tafel."))
    return Municipality.objects.select_for_update(no_key=True).get(pk=by.table.municipality.pk)


def _keep(municipality: Municipality, stored: OwnScheme | None, row: Row, at: datetime) -> str:
    """Store one row if it differs; return its id, or nothing where it said the same."""
    said = {name: value for name, value in row.items() if name != "edition"}
    if stored is None:
        OwnScheme.objects.create(
            municipality=municipality, key=row["id"], row={**said, "edition": 1}, changed_at=at
        )
        return str(row["id"])
    if {name: value for name, value in stored.row.items() if name != "edition"} == said:
        return ""
    stored.row = {**said, "edition": stored.row["edition"] + 1}
    stored.changed_at = at
    stored.save(update_fields=["row", "changed_at"])
    return stored.key


def _record(by: Seat, action: str, subject: str, at: datetime) -> None:
    record_deed(by.table.chain, action=action, subject=subject, actor=by.actor, at=at)
