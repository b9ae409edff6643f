"""What the worker does for the record."""

from __future__ import annotations

from django.utils.timezone import now
from django_tasks import task

from .making import make
from .models import RecordFile


@task()
def make_record(record_id: int) -> None:
    """Make the file of a record that was asked for."""
    rows = RecordFile.objects.select_related("run", "asked_by__table", "asked_by__party")
    record = rows.filter(pk=record_id).first()
    if record is not None:
        make(record, at=now())
