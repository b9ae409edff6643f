"""Who reads the letters of a table: the people who sit for a party, else the chair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gebiedstafel.accounts.models import Person
from gebiedstafel.tables.models import AreaTable, Seat

from .models import Kind, MailChoice

#: Those who may report how an agreement goes, and so are asked.
WHO_ANSWER = (Seat.Role.CHAIR, Seat.Role.MEMBER)


@dataclass(frozen=True, slots=True)
class Readers:
    """The seats of a table whose people can get mail, by party."""

    seats: tuple[Seat, ...]

    def of(self, kind: Kind, party_id: int | None) -> tuple[Seat, ...]:
        """Return to whom a reminder of this kind goes: the lead, or the chair where nobody sits for it."""
        lead = tuple(one for one in self.seats if party_id is not None and one.party_id == party_id)
        chair = tuple(one for one in self.seats if one.role == Seat.Role.CHAIR)
        if kind is Kind.UP:
            return chair
        if kind in (Kind.AGENDA, Kind.NEXT):
            return _once((*lead, *chair))
        return lead or chair


def _once(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple({one.pk: one for one in seats}.values())


def readers_at(table: AreaTable) -> Readers:
    """Return who can get mail at a table."""
    seats = Seat.objects.select_related("person", "party").filter(
        table=table, role__in=WHO_ANSWER, person__is_active=True
    )
    return Readers(tuple(one for one in seats if one.person and one.person.email))


def wants_reminders(people: Iterable[Person]) -> set[int]:
    """Return those of these people who did not say that they want no reminders."""
    ids = {one.pk for one in people}
    refused = MailChoice.objects.filter(person__in=ids, reminders=False).values_list("person_id", flat=True)
    return ids - set(refused)
