"""Rows that someone brought in a file or pasted, kept until they chose what to save."""

from __future__ import annotations

from django.db import models

from gebiedstafel.tables.models import AreaTable, Seat


class Delivery(models.Model):
    """A workbook or a pasted table of one seat, not saved in the table yet; only that seat sees it."""

    class Origin(models.TextChoices):
        WORKBOOK = "excel"
        PASTE = "paste"

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin)
    name = models.TextField()
    #: The bytes of the workbook, or the pasted text.
    content = models.BinaryField()
    #: Whether outcomes of formulas may count.
    with_results = models.BooleanField(default=False)
    at = models.DateTimeField()
    expires = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(origin__in=["excel", "paste"]), name="a_delivery_is_a_workbook_or_a_paste"
            ),
            models.CheckConstraint(
                condition=models.Q(expires__gt=models.F("at")), name="a_delivery_is_kept_for_a_while"
            ),
        ]

    def __str__(self) -> str:
        return self.name
