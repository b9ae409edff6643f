"""The measures and challenges that can build on a strength, told to the page of strengths below."""

from __future__ import annotations

from django.urls import reverse

from gebiedstafel.strengths.subjects import Subject
from gebiedstafel.tables.models import Seat

from .visible import seen_by

SLUGS = {"challenges": "opgaven", "measures": "maatregelen"}


def subjects_for(seat: Seat) -> list[Subject]:
    """Return the challenges and measures that this seat may see, by title within their kind."""
    document = seen_by(seat)
    return [
        Subject(kind, row["id"], row["title"], reverse("means:row", args=[seat.table_id, slug, row["id"]]))
        for kind, slug in SLUGS.items()
        for row in sorted(document.get(kind, ()), key=lambda row: (row["title"], row["id"]))
    ]
