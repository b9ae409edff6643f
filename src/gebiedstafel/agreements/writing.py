"""Writing down what happened to an agreement: a row of its history and a deed in the trail, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed

from .models import Agreement, Change

DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class Happened:
    """One row to be written: what changed, from what to what, and why."""

    kind: str
    field: str = ""
    before: str = ""
    after: str = ""
    why: str = ""


def write_down(
    agreement: Agreement,
    action: str,
    rows: Sequence[Happened],
    *,
    by: Seat | None,
    at: datetime,
    who: str = "",
    origin: str = "web",
) -> None:
    """Add these rows to the history of an agreement whose row is locked, and seal them in the trail.

    The deed carries a digest of the rows, so that a history that was rewritten no longer fits its trail.
    """
    last = Change.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"] or 0
    who = who or (who_acts(by) if by else _("de installatie"))
    changes = [
        Change(
            agreement=agreement,
            number=last + place,
            kind=one.kind,
            field=one.field,
            before=one.before,
            after=one.after,
            why=one.why,
            who=who[:300],
            by=by,
            origin=origin,
            at=at,
        )
        for place, one in enumerate(rows, start=1)
    ]
    Change.objects.bulk_create(changes)
    subject = f"{agreement.subject} {last + 1}-{last + len(changes)} {digest_of(changes)}"
    actor = by.actor if by else "installation"
    record_deed(agreement.table.chain, action=action, subject=subject, origin=origin, actor=actor, at=at)


def digest_of(changes: Sequence[Change]) -> str:
    """Return a fingerprint of rows of a history, as the trail keeps it."""
    text = "\x1e".join(
        "\x1f".join(
            (str(one.number), one.kind, one.field, one.before, one.after, one.why, one.who, one.origin)
        )
        for one in changes
    )
    return sha256(text.encode()).hexdigest()[:32]


def who_acts(seat: Seat) -> str:
    """Return who acts as the history tells it: a party and a role, never a person."""
    with override(DUTCH):
        role = str(seat.get_role_display())
        if seat.party is None:
            return role
        if seat.role in (Seat.Role.CHAIR, Seat.Role.FINANCE):
            return f"{seat.party} ({role})"
        return str(seat.party)
