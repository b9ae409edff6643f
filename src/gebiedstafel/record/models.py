"""What the record keeps of itself: the files with a whole table in them, and how long things stay."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gebiedstafel.tables.models import AreaTable, Municipality, Seat
from gebiedstafel.trail.models import Run


class RecordFile(models.Model):
    """One file with the whole record of a table, made in the background; it goes after a week."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="record_files")
    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    asked_at = models.DateTimeField()
    name = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, default="")
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.table_id} {self.asked_at:%Y-%m-%d}"

    @property
    def is_there(self) -> bool:
        """Whether it can be taken along."""
        return bool(self.name) and self.gone_at is None


class KeepingTime(models.Model):
    """How many days a municipality keeps a kind of data, where it chose another time than usual."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="keeping_times")
    kind = models.CharField(max_length=20)
    days = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind"], name="a_kind_is_kept_for_one_time"),
            models.CheckConstraint(condition=Q(days__gte=1), name="what_is_kept_is_kept_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"
