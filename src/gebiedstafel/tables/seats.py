"""Finding the seat of whoever asks, and changing seats in a demo."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from gebiedstafel.accounts.models import Person

from .kept_choices import keep_choice, kept_choice
from .models import AreaTable, Seat

#: Which seat of a demo table was taken is kept under this name.
TAKEN = "seats"


def find_seat(request: HttpRequest, table_id: str) -> Seat:
    """Return this visitor's seat at a table; who has none learns nothing, not even that it exists."""
    seats = Seat.objects.select_related("table__municipality", "party")
    seat = _own_seat(request, seats, table_id) or _demo_seat(request, seats.filter(table=table_id), table_id)
    if seat is None:
        raise Http404
    request.seat = seat  # type: ignore[attr-defined]
    return seat


def _own_seat(request: HttpRequest, seats: QuerySet[Seat], table_id: str) -> Seat | None:
    """Return their seat at this table; their other tables are remembered for the switch in the header."""
    if not request.user.is_authenticated:
        return None
    own = list(seats.filter(person=request.user))
    tables = sorted((seat.table for seat in own), key=lambda table: (table.name, table.pk))
    request.other_tables = [table for table in tables if table.pk != table_id]  # type: ignore[attr-defined]
    return next((seat for seat in own if seat.table_id == table_id), None)


def _demo_seat(request: HttpRequest, seats: QuerySet[Seat], table_id: str) -> Seat | None:
    if not demo_mode():
        return None
    free = list(seats.filter(table__is_demo=True, person=None))
    taken = kept_choice(request, TAKEN, table_id)
    request.demo_seats = free  # type: ignore[attr-defined]
    return next((seat for seat in free if seat.pk == taken), free[0] if free else None)


def take_demo_seat(request: HttpRequest, seat_id: str) -> Seat:
    """Sit down on another seat of a demo table; every other seat needs an account."""
    seats = Seat.objects.select_related("table").filter(table__is_demo=True, person=None)
    seat = seats.filter(pk=int(seat_id)).first() if seat_id.isdecimal() and demo_mode() else None
    if seat is None:
        raise Http404
    keep_choice(request, TAKEN, seat.table_id, seat.pk)
    return seat


def taken_seats(table: AreaTable) -> QuerySet[Seat]:
    """Return the seats where somebody sits; in a demo every seat counts as taken."""
    return table.seats.all() if table.is_demo else table.seats.filter(person__isnull=False)


def chairs_a_table(person: Person) -> bool:
    """Whether this person chairs a table of their own."""
    return Seat.objects.filter(person=person, role=Seat.Role.CHAIR, table__is_demo=False).exists()


def demo_mode() -> bool:
    """Whether this installation shows demo tables without sign-in."""
    return settings.DEMO


def tables_for(request: HttpRequest) -> list[AreaTable]:
    """Return the tables where this visitor has a seat."""
    person = request.user if request.user.is_authenticated else None
    own = AreaTable.objects.filter(seats__person=person) if person else AreaTable.objects.none()
    demos = AreaTable.objects.filter(is_demo=True) if demo_mode() else AreaTable.objects.none()
    return sorted({*own, *demos}, key=lambda table: (table.name, table.pk))
