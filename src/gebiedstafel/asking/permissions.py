"""Who may ask the parties of a table, and who may lay their answers on it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import Whose, right

from .models import AskedParty, Request


def _table_of(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return (seat, seat.table_id), {}


def _answers_of(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], dict[str, Any]]:
    asked = AskedParty(request=Request(table_id=seat.table_id), party=Party(key=str(whose), name=str(whose)))
    return (seat, asked), {}


@right(gettext_lazy("de partijen om hun eigen rijen vragen"), example=_table_of)
def check_can_ask(seat: Seat, table_id: str) -> None:
    """The chair asks, reminds, extends and closes."""
    stay_at_table(seat, table_id)
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter doet een uitvraag. U kunt wel uw eigen rijen aanvullen."))


@right(
    gettext_lazy("antwoorden van een partij zien en overnemen"),
    on=(Whose.OWN, Whose.OTHER),
    example=_answers_of,
)
def check_can_merge(seat: Seat, asked: AskedParty) -> None:
    """The chair, or who sits here for the party itself; others do not even see the answers."""
    stay_at_table(seat, asked.request.table_id)
    if seat.role != Seat.Role.CHAIR and not is_own_seat(seat, asked):
        raise NotAllowed(_("Alleen de voorzitter en {party} zelf zien deze antwoorden.").format(party=asked))


def is_own_seat(seat: Seat, asked: AskedParty) -> bool:
    """Whether this seat speaks for the party that answered."""
    if seat.party is None or seat.party.key != asked.party.key:
        return False
    return seat.table_id == asked.request.table_id and seat.role in (
        Seat.Role.CHAIR,
        Seat.Role.MEMBER,
        Seat.Role.FINANCE,
    )


def find_asked(seat: Seat, asked_id: int) -> AskedParty:
    """Return a party that was asked at the table of this seat; of other tables nobody learns anything."""
    found = AskedParty.objects.select_related("request__table", "party").prefetch_related("answers")
    return get_object_or_404(found, pk=asked_id, request__table=seat.table_id)
