"""What happened to an agreement, row after row; it is read and added to, never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Rewriting


class ChangeRows(models.QuerySet["Change"]):
    """The history of agreements can be read and added to, never changed or removed."""

    def update(self, **changes: Any) -> NoReturn:
        """Refuse: what happened stays as it was written."""
        raise Rewriting("The history of an agreement is never changed; write down what happens now.")

    def delete(self) -> NoReturn:
        """Refuse: what happened stays."""
        raise Rewriting("The history of an agreement is never removed; it goes with its table.")

    def bulk_update(self, *rows: Any, **options: Any) -> NoReturn:
        """Refuse: what happened stays as it was written."""
        raise Rewriting("The history of an agreement is never changed; write down what happens now.")


class Change(models.Model):
    """One thing that happened to an agreement: what, by whom in words, and what stood there before.

    `kind` is one of `KINDS`; `field` is what changed, empty where it is about the whole. `who` names a
    party and a role, never a person. `origin` says where it came from: the site, a link in a mail, a file.
    """

    KINDS = (
        "made", "changed", "progress", "confirmed", "declined", "again", "dropped", "back", "lifted",
        "step", "up", "answer",
    )  # fmt: skip

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    field = models.CharField(max_length=40, blank=True, default="")
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    why = models.TextField(blank=True, default="")
    who = models.CharField(max_length=300)
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    origin = models.CharField(max_length=20, default="web")
    at = models.DateTimeField()

    objects = ChangeRows.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="each_place_in_a_history_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "made", "changed", "progress", "confirmed", "declined", "again", "dropped", "back",
                        "lifted", "step", "up", "answer",
                    ]
                ),
                name="a_change_is_of_a_known_kind",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.number} {self.kind} {self.field}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a new row; a written one stays as it is."""
        if not self._state.adding:
            raise Rewriting("The history of an agreement is never changed; write down what happens now.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what happened stays."""
        raise Rewriting("The history of an agreement is never removed; it goes with its table.")
