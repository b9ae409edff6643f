"""Asking for the whole record of a table, and taking the file along."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.runs import open_run
from gebiedstafel.ui.refusals import Refused

from .making import folder
from .models import RecordFile
from .permissions import check_can_take_record
from .tasks import make_record

KIND = "record"


@transaction.atomic
def ask_record(*, by: Seat, at: datetime) -> RecordFile:
    """Have the record made in the background; one at a time per table."""
    check_can_take_record(by)
    table = locked_table(by.table_id)
    if RecordFile.objects.filter(table=table, run__finished=None).exists():
        raise Refused(_("Het dossier wordt al klaargezet. Wacht tot dat klaar is."))
    run = open_run(KIND, table.pk, at=at)
    asked = RecordFile.objects.create(table=table, run=run, asked_by=by, asked_at=at)
    record_deed(table.chain, action="ask_record", subject=f"record/{asked.pk}", actor=by.actor, at=at)
    transaction.on_commit(partial(make_record.enqueue, asked.pk))
    return asked


@transaction.atomic
def take_record(record: RecordFile, *, by: Seat, at: datetime) -> Path:
    """Return where the file lies, for who asked for it or may: taking it along stands in the trail."""
    check_can_take_record(by)
    place = folder() / record.name
    if not record.is_there or not place.is_file():
        raise Refused(_("Dit dossier is er niet meer. Laat het opnieuw klaarzetten."))
    if record.asked_by_id != by.pk:
        raise Refused(_("Dit dossier is voor een andere stoel gemaakt. Laat er zelf een klaarzetten."))
    record_deed(
        record.table.chain, action="take_record", subject=f"record/{record.pk}", actor=by.actor, at=at
    )
    return place
