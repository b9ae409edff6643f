"""What someone typed and could not save: kept for that seat alone until it is saved or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from gebiedstafel.tables.models import Seat

#: So much is kept of one form; a longer text would not be saved either.
MOST = 200_000


class Draft(models.Model):
    """A form as it was sent, when saving it failed. `key` is empty for a row that is not there yet."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64, blank=True)
    boxes = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "kind", "key"], name="a_seat_has_one_draft_of_a_row")
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.kind} {self.key}"


def keep_draft(seat: Seat, kind: str, key: str, data: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what was typed, in the place of an older draft of the same row."""
    boxes = {
        name: str(data[name]).replace("\x00", "")
        for name in data
        if name not in ("csrfmiddlewaretoken", "concept")
    }
    if sum(map(len, boxes.values())) <= MOST:
        Draft.objects.update_or_create(seat=seat, kind=kind, key=key, defaults={"boxes": boxes, "at": at})


def draft_of(seat: Seat, kind: str, key: str) -> Draft | None:
    """Return what this seat typed of a row and could not save."""
    return Draft.objects.filter(seat=seat, kind=kind, key=key).first()


def drop_draft(seat: Seat, kind: str, key: str) -> None:
    """Forget a draft: it was saved, or thrown away."""
    Draft.objects.filter(seat=seat, kind=kind, key=key).delete()
