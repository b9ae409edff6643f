"""Who sits at a table, per party, as the page of seats shows it to one seat."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import NotAllowed

from .models import AreaTable, Invitation, Seat
from .permissions import check_can_see_people


@dataclass(frozen=True, slots=True)
class Sitter:
    """One seat that is taken: who, in which role, and whether it is the seat that looks."""

    seat_id: int
    name: str
    role: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A party at the table, or nobody's, with who sits for it."""

    name: str
    left: bool
    sitters: tuple[Sitter, ...]


@dataclass(frozen=True, slots=True)
class WhoSits:
    """Every party with its people, and how many there are."""

    places: tuple[Place, ...]
    people: int
    parties: int
    sees_people: bool


def who_sits(table: AreaTable, looker: Seat) -> WhoSits:
    """Return who sits where, with names only for who may see them."""
    sees = _may_see_people(looker)
    taken = list(_taken(table))
    by_party: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in taken:
        by_party[seat.party_id].append(seat)
    parties = list(table.parties.all())
    places = [
        Place(party.name, not party.sits, _sitters(by_party[party.pk], looker, sees)) for party in parties
    ]
    if by_party[None]:
        places.append(Place(_("Zonder partij"), False, _sitters(by_party[None], looker, sees)))
    sitting = sum(bool(by_party[party.pk]) for party in parties)
    return WhoSits(tuple(places), len(taken), sitting, sees)


def _taken(table: AreaTable) -> list[Seat]:
    seats = Seat.objects.filter(table=table).select_related("person", "party")
    return [seat for seat in seats if seat.is_taken or table.is_demo]


def _sitters(seats: list[Seat], looker: Seat, sees: bool) -> tuple[Sitter, ...]:
    if not sees:
        seats = [seat for seat in seats if seat == looker]
    return tuple(Sitter(seat.pk, _name(seat), str(seat.get_role_display()), seat == looker) for seat in seats)


def _name(seat: Seat) -> str:
    return seat.person.called if seat.person else _("een voorbeeldstoel")


def _may_see_people(looker: Seat) -> bool:
    try:
        check_can_see_people(looker)
    except NotAllowed:
        return False
    return True


def waiting_invitations(table: AreaTable) -> list[Invitation]:
    """Return the invitations nobody answered yet."""
    rows = Invitation.objects.filter(table=table, used_at=None, withdrawn_at=None)
    return list(rows.select_related("party"))
