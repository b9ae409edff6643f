"""Schemes that a municipality adds to the catalogue itself, for all its tables."""

from __future__ import annotations

from typing import Any

from django.db import models

from gebiedstafel.exchange.schemes import Scheme
from gebiedstafel.tables.models import Municipality


class OwnScheme(models.Model):
    """One row of the catalogue of one municipality, in the form of the file of schemes.

    A row with the id of one that ships stands in its place. Its edition counts every change.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="schemes")
    key = models.CharField(max_length=64)
    row: Any = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "key"], name="a_municipality_has_one_scheme_of_an_id"
            )
        ]

    def __str__(self) -> str:
        return str(self.row.get("name", self.key))

    @property
    def scheme(self) -> Scheme:
        """This row as a scheme of the catalogue."""
        return Scheme(self.row, is_own=True)
