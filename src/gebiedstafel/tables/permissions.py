"""Who may arrange a table: who sits there, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import Whose, right

from .models import Party, Seat

CHAIR = Seat.Role.CHAIR


class Sits(Protocol):
    """A seat, or who acts like one: it belongs to one table."""

    @property
    def table_id(self) -> str:
        """The table it sits at."""
        ...


def stay_at_table(seat: Sits, table_id: str) -> None:
    """Nobody does anything at a table where another seat is theirs."""
    if seat.table_id != table_id:
        raise NotAllowed(_("Uw stoel staat aan een andere tafel."))


@right(gettext_lazy("mensen uitnodigen, en een uitnodiging intrekken of opnieuw sturen"))
def check_can_invite(seat: Seat) -> None:
    """The chair invites."""
    if seat.role != CHAIR:
        raise NotAllowed(_("Alleen de voorzitter nodigt mensen uit. Vraag het de voorzitter."))


@right(gettext_lazy("iemand een andere rol of partij geven, ook die van voorzitter"))
def check_can_move_seat(seat: Seat) -> None:
    """The chair says who sits for whom."""
    if seat.role != CHAIR:
        raise NotAllowed(_("Alleen de voorzitter geeft iemand een andere stoel."))


def _a_seat(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    other = Seat(table_id=seat.table_id, role=Seat.Role.MEMBER)
    return (seat, seat if whose == Whose.OWN else other), {}


@right(
    gettext_lazy("een stoel intrekken; de eigen stoel is: van tafel gaan"),
    on=(Whose.OWN, Whose.OTHER),
    example=_a_seat,
)
def check_can_withdraw_seat(seat: Seat, withdrawn: Seat) -> None:
    """Everyone may leave; the chair may end the seat of another."""
    if seat != withdrawn and seat.role != CHAIR:
        raise NotAllowed(_("Alleen de voorzitter trekt de stoel van een ander in."))


@right(gettext_lazy("zien welke mensen aan tafel zitten"))
def check_can_see_people(seat: Seat) -> None:
    """Who sits at the table sees the others; visitors see parties only."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Bezoekers zien welke partijen aan tafel zitten, niet welke mensen."))


@right(gettext_lazy("de tafel inrichten: naam, gebied, straten, jaren, en welke partijen meedoen"))
def check_can_arrange(seat: Seat) -> None:
    """The chair keeps what the table is about."""
    if seat.role != CHAIR:
        raise NotAllowed(_("Alleen de voorzitter richt de tafel in."))


@right(gettext_lazy("zien wat elke partij zelf mag beslissen, en tot welk bedrag"))
def check_can_see_mandates(seat: Seat) -> None:
    """Who sits at the table knows what the others may promise; a visitor does not."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Wat elke partij mag beslissen, is van de mensen aan tafel."))


def _a_party(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    other = Party(key="other", name="other", table_id=seat.table_id)
    return (seat, (seat.party or Party(key="own")) if whose == Whose.OWN else other), {}


@right(
    gettext_lazy("opschrijven wat een partij zelf mag beslissen"),
    on=(Whose.OWN, Whose.OTHER),
    example=_a_party,
)
def check_can_set_mandate(seat: Seat, party: Party) -> None:
    """A party says itself what it may decide, whatever kind of party it is; nobody does so for another."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Een bezoeker kijkt mee en verandert niets."))
    if seat.table_id != party.table_id or seat.party is None or seat.party.key != party.key:
        raise NotAllowed(_("Wat een partij mag beslissen, schrijft alleen die partij zelf op."))
