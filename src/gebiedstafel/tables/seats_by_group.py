"""Seats that follow from the groups of someone's organisation: given, moved and withdrawn at each sign-in.

A seat that was given by hand is never touched, and at one table the first line of the file that fits counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.openid.provider import GroupSeat, Provider
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .locking import locked_table
from .models import AreaTable, Party, Seat, SeatByGroup
from .seating import check_place, get_up, sit


@dataclass(frozen=True, slots=True)
class SeatChange:
    """What happens with one seat; a fault says why nothing happens."""

    does: str
    table: str
    role: str = ""
    party: str = ""
    group: str = ""
    fault: str = ""

    def __str__(self) -> str:
        place = f"{self.table}: {self.role} {self.party}".strip()
        return f"{self.does} {place}" + (f" – {self.fault}" if self.fault else "")


def seat_changes(person: Person, provider: Provider, groups: Iterable[str]) -> list[SeatChange]:
    """Return what the groups of this person change, without doing it."""
    held = {row.table_id: row for row in _rows(person)}
    wanted = _wanted(provider, set(groups))
    changes = [_change(held.get(table), row, provider) for table, row in wanted.items()]
    gone = [seat for table, seat in held.items() if table not in wanted and _of(seat, provider)]
    withdrawn = [
        SeatChange("withdraw", seat.table_id, seat.role, seat.party.key if seat.party else "")
        for seat in gone
    ]
    return [change for change in changes if change] + withdrawn


@transaction.atomic
def seat_by_group(
    person: Person, provider: Provider, groups: Iterable[str], *, at: datetime
) -> list[SeatChange]:
    """Bring the seats of this person in line with their groups; each change is told on its table's trail."""
    wanted = _wanted(provider, set(groups))
    concerned = {*wanted, *(seat.table_id for seat in _rows(person) if _of(seat, provider))}
    for table in AreaTable.objects.filter(pk__in=concerned).order_by("pk"):
        locked_table(table.pk)
    changes = seat_changes(person, provider, groups)
    for change in changes:
        if not change.fault:
            _do(change, person, provider, at)
    return changes


def faults_of(provider: Provider) -> list[str]:
    """Return what in the file names a table or party that is not there, or a seat that cannot be."""
    return [
        f"providers.{provider.slug}: {row.group} → {row.table}: {fault}"
        for row in provider.seats
        if (fault := _fault(row))
    ]


def _rows(person: Person) -> list[Seat]:
    if person.pk is None:
        return []
    return list(Seat.objects.filter(person=person).select_related("by_group", "party"))


def _of(seat: Seat, provider: Provider) -> bool:
    mark = getattr(seat, "by_group", None)
    return mark is not None and mark.provider == provider.slug


def _wanted(provider: Provider, groups: set[str]) -> dict[str, GroupSeat]:
    wanted: dict[str, GroupSeat] = {}
    for row in provider.seats:
        if row.group in groups:
            wanted.setdefault(row.table, row)
    return wanted


def _change(seat: Seat | None, row: GroupSeat, provider: Provider) -> SeatChange | None:
    does = "give"
    if seat is not None:
        if not _of(seat, provider):
            return None
        party = seat.party.key if seat.party else None
        if (seat.role, party) == (row.role, row.party):
            return None
        does = "move"
    return SeatChange(does, row.table, row.role, row.party or "", row.group, _fault(row))


def _fault(row: GroupSeat) -> str:
    table = AreaTable.objects.filter(pk=row.table).first()
    if table is None:
        return "there is no such table"
    party = _party(row.table, row.party)
    if row.party and party is None:
        return f"the table has no party “{row.party}”"
    if party is not None and not party.sits:
        return f"“{row.party}” does not sit at the table"
    try:
        check_place(table, Seat.Role(row.role), party)
    except Refused as refused:
        return str(refused)
    return ""


def _party(table: str, key: str | None) -> Party | None:
    return Party.objects.filter(table=table, key=key).first() if key else None


def _do(change: SeatChange, person: Person, provider: Provider, at: datetime) -> None:
    table = AreaTable.objects.get(pk=change.table)
    if change.does == "withdraw":
        seat = Seat.objects.get(table=table, person=person)
        get_up(seat, at=at)
    else:
        seat = sit(table, person, Seat.Role(change.role), _party(change.table, change.party))
        SeatByGroup.objects.update_or_create(
            seat=seat, defaults={"provider": provider.slug, "group": change.group, "given_at": at}
        )
    record_deed(
        table.chain,
        action=f"{change.does}_seat_by_group",
        subject=f"seat/{seat.pk} {change.role} {change.party}".strip(),
        actor=f"provider/{provider.slug}",
        origin="provider",
        at=at,
    )
