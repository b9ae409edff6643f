"""Which agreements somebody may read: the table's own at the table, and what is public everywhere."""

from __future__ import annotations

from gebiedstafel.tables.models import AreaTable, Seat

from .models import Agreement, AgreementQuerySet, Publicity


def visible_agreements(seat: Seat) -> AgreementQuerySet:
    """Return the agreements of its table that this seat may read; a visitor reads what is public."""
    if seat.role == Seat.Role.VISITOR:
        return public_agreements(seat.table)
    return Agreement.objects.of(seat.table)


def visible_drafts(seat: Seat) -> AgreementQuerySet:
    """Return what was drafted from a plan and not promised yet; nobody outside the table sees it."""
    if seat.role == Seat.Role.VISITOR:
        return Agreement.objects.none()
    return Agreement.objects.filter(table=seat.table_id, drafted=True)


def public_agreements(table: AreaTable) -> AgreementQuerySet:
    """Return what everyone may read, without signing in."""
    return Agreement.objects.of(table).filter(publicity=Publicity.PUBLIC)
