"""Who is at a meeting: seats by their role and party, never people by their names."""

from __future__ import annotations

from dataclasses import dataclass

from gebiedstafel.tables.models import Seat

from .models import Meeting


@dataclass(frozen=True, slots=True)
class SeatThere:
    """A seat, and whether it is taken at this meeting; None is not said yet."""

    pk: int
    name: str
    is_there: bool | None


def seats_there(meeting: Meeting) -> list[SeatThere]:
    """Return the seats of the table with who is there; a seat given up shows only if it was there."""
    said = dict(meeting.presences.values_list("seat_id", "is_there"))
    seats = Seat.objects.filter(table=meeting.table_id).select_related("party")
    return [
        SeatThere(seat.pk, name_of(seat), said.get(seat.pk))
        for seat in seats
        if seat.pk in said or meeting.table.is_demo or seat.is_taken
    ]


def name_of(seat: Seat) -> str:
    """Return what a seat is called at a meeting."""
    role = str(seat.get_role_display())
    if seat.party is None:
        return role
    return seat.party.name if seat.role == Seat.Role.MEMBER else f"{seat.party.name} ({role})"
