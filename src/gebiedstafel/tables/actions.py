"""What changes who sits at a table."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.accounts.actions import erase_person
from gebiedstafel.accounts.models import Person
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .locking import locked_table
from .models import AreaTable, Party, Seat
from .permissions import check_can_move_seat, check_can_withdraw_seat
from .seating import check_chair_stays, check_place, get_up, given_by_hand, label_of, sit


@transaction.atomic
def give_seat(
    person: Person, table: AreaTable, *, role: Seat.Role, party: Party | None, by: str, at: datetime
) -> Seat:
    """Give someone a seat at a table, or another one than they had; a demo table keeps its own seats."""
    table = locked_table(table.pk)
    seat = sit(table, person, role, party)
    given_by_hand(seat)
    table.count_change()
    record_deed(
        table.chain,
        action="give_seat",
        subject=_said(f"person/{person.pk}", role, party),
        actor=by,
        origin="command",
        at=at,
    )
    return seat


@transaction.atomic
def move_seat(seat: Seat, *, role: Seat.Role, party: Party | None, by: Seat, at: datetime) -> Seat:
    """Let someone sit for another party or in another role; a table always keeps a chair."""
    check_can_move_seat(by)
    seat = _held(seat)
    check_place(seat.table, role, party)
    if role != Seat.Role.CHAIR:
        check_chair_stays(seat)
    seat.role, seat.party, seat.label = role, party, label_of(role, party)
    seat.save(update_fields=["role", "party", "label"])
    given_by_hand(seat)
    record_deed(
        seat.table.chain,
        action="move_seat",
        subject=_said(f"seat/{seat.pk}", role, party),
        actor=by.actor,
        at=at,
    )
    return seat


@transaction.atomic
def withdraw_seat(seat: Seat, *, by: Seat, at: datetime) -> None:
    """End a seat: one's own by leaving, another's by the chair. What was done from it stays."""
    check_can_withdraw_seat(by, seat)
    seat = _held(seat)
    check_chair_stays(seat)
    actor = by.actor
    get_up(seat, at=at)
    record_deed(seat.table.chain, action="withdraw_seat", subject=f"seat/{seat.pk}", actor=actor, at=at)


@transaction.atomic
def close_account(person: Person, *, at: datetime) -> None:
    """Leave every table and erase who this was; a table is never left without a chair."""
    tables = AreaTable.objects.filter(seats__person=person).order_by("pk")
    list(tables.select_for_update(no_key=True, of=("self",)))
    for seat in Seat.objects.select_related("table").filter(person=person):
        check_chair_stays(seat)
        get_up(seat, at=at)
        record_deed(
            seat.table.chain,
            action="withdraw_seat",
            subject=f"seat/{seat.pk}",
            actor=f"person/{person.pk}",
            at=at,
        )
    erase_person(person, at=at)


def _held(seat: Seat) -> Seat:
    """Return the seat as it is now, with its table held."""
    table = locked_table(seat.table_id)
    if table.is_demo:
        raise Refused(_("Aan een voorbeeldtafel kiest iedereen zelf een stoel."))
    held = Seat.objects.select_related("party").get(pk=seat.pk)
    if not held.is_taken:
        raise Refused(_("Op deze stoel zit niemand meer."))
    held.table = table
    return held


def _said(who: str, role: Seat.Role, party: Party | None) -> str:
    return f"{who} {role.value}" + (f" {party.key}" if party else "")
