"""What was changed in a table's rows, by whom, and what stood there before."""

from __future__ import annotations

from django.db import models

from gebiedstafel.tables.models import AreaTable, Seat


class ChangeSet(models.Model):
    """Rows that were changed in one deed. Kept so that it can be shown and undone."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="change_sets")
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    by_name = models.TextField()
    origin = models.CharField(max_length=20)
    at = models.DateTimeField()
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, related_name="undone_by", null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["table", "-at"])]

    def __str__(self) -> str:
        return f"{self.table_id} {self.at:%Y-%m-%d %H:%M} {self.by_name}"


class RowChange(models.Model):
    """One row before and after, as entries of the table's document.

    Private to the circles of its fields: show it only through `exchange.circles`.
    """

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    version = models.PositiveIntegerField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "kind", "key"], name="a_deed_changes_a_row_at_most_once"
            ),
            models.CheckConstraint(
                condition=models.Q(before__isnull=False) | models.Q(after__isnull=False),
                name="a_change_has_a_before_or_an_after",
            ),
        ]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
