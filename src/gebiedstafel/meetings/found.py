"""Finding a meeting of the table whoever asks sits at."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat

from .models import Meeting
from .permissions import check_can_read


def seat_and_meeting(request: HttpRequest, table_id: str, meeting_id: int) -> tuple[Seat, Meeting]:
    """Return the seat that asks and the meeting; who may not read meetings is refused first."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    return seat, meeting_of(seat, meeting_id)


def meeting_of(seat: Seat, meeting_id: int) -> Meeting:
    """Return a meeting of this seat's table."""
    rows = Meeting.objects.select_related("table", "chair", "current")
    return get_object_or_404(rows, pk=meeting_id, table=seat.table_id)
