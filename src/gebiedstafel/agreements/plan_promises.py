"""Which parts of a plan are promised, by whom, and which hang on a decision; the plan's page asks."""

from __future__ import annotations

from django.urls import reverse

from gebiedstafel.connections.promises import Promise, Promises
from gebiedstafel.tables.models import Seat

from .models import Status
from .visible import visible_agreements, visible_drafts


def promised_measures(seat: Seat) -> Promises:
    """Return what is promised of each measure, as far as this seat may read agreements."""
    rows = visible_agreements(seat) | visible_drafts(seat)
    rows = rows.exclude(measure="").exclude(status=Status.DROPPED)
    found: dict[str, Promise] = {}
    for one in rows.select_related("lead").prefetch_related("parts__party").order_by("-drafted", "pk"):
        parts = list(one.parts.all())
        found[one.measure] = Promise(
            key=one.key,
            url=reverse("agreements:agreement", args=[seat.table_id, one.key]),
            who=tuple(str(part.party) for part in parts if part.confirmed_at),
            waits_for=tuple(str(part.party) for part in parts if not part.confirmed_at),
            drafted=one.drafted,
            reservation=one.reservation if one.hangs else "",
        )
    return Promises(found)
