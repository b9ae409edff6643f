"""Who may make, change, confirm and drop an agreement; nobody confirms for another, the chair neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import Whose, right

from .models import Agreement, Part

#: Residents and entrepreneurs have the same standing here as institutions.
AT_THE_TABLE = (Seat.Role.CHAIR, Seat.Role.MEMBER)


def takes_part(seat: Seat, agreement: Agreement) -> bool:
    """Whether this seat sits for the lead or for a party that does something for it."""
    if seat.party_id is None:
        return False
    parts = agreement.parts.all() if agreement.pk else ()
    return agreement.lead_id == seat.party_id or any(one.party_id == seat.party_id for one in parts)


def _led(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, Agreement(lead_id=seat.party_id if whose is Whose.OWN else None)), {}


def _part(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    part = Part(party=seat.party) if whose is Whose.OWN and seat.party else Part()
    return (seat, part), {}


@right(gettext_lazy("een afspraak maken"))
def check_can_make(seat: Seat) -> None:
    """Who sits at the table writes agreements down; they count once their parties confirm."""
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, schrijft een afspraak op. U kunt meelezen."))


@right(gettext_lazy("een afspraak veranderen"), on=(Whose.OWN, Whose.OTHER), example=_led)
def check_can_change(seat: Seat, agreement: Agreement) -> None:
    """The chair and the parties that take part word an agreement; each confirms again what changed."""
    check_can_make(seat)
    if seat.role != Seat.Role.CHAIR and not takes_part(seat, agreement):
        raise NotAllowed(
            _("Alleen de voorzitter en wie aan deze afspraak meedoet, veranderen haar. Vraag het de trekker.")
        )


@right(
    gettext_lazy("een deel van een afspraak bevestigen of weigeren"),
    on=(Whose.OWN, Whose.OTHER),
    example=_part,
)
def check_can_confirm(seat: Seat, part: Part) -> None:
    """Only the party itself says yes or no to what it does; the chair does not do so for another."""
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, bevestigt wat de eigen partij doet."))
    if seat.party_id is None or seat.party_id != part.party_id:
        raise NotAllowed(_("Niemand bevestigt voor een ander. Dit deel bevestigt alleen de partij zelf."))


@right(gettext_lazy("vertellen hoe het met een afspraak gaat"), on=(Whose.OWN, Whose.OTHER), example=_led)
def check_can_report(seat: Seat, agreement: Agreement) -> None:
    """The chair and the parties that take part tell how it goes."""
    check_can_make(seat)
    if seat.role != Seat.Role.CHAIR and not takes_part(seat, agreement):
        raise NotAllowed(_("Alleen de voorzitter en wie meedoet, vertellen hoe het gaat."))


@right(gettext_lazy("een afspraak laten vervallen en terughalen"), on=(Whose.OWN, Whose.OTHER), example=_led)
def check_can_drop(seat: Seat, agreement: Agreement) -> None:
    """The chair and the lead say that an agreement is off, with the reason."""
    check_can_make(seat)
    if seat.role != Seat.Role.CHAIR and (seat.party_id is None or seat.party_id != agreement.lead_id):
        raise NotAllowed(_("Alleen de voorzitter en de trekker laten een afspraak vervallen."))


@right(gettext_lazy("van een aangenomen plan afspraken in concept maken"))
def check_can_draft(seat: Seat) -> None:
    """The chair turns the plan that the table adopted into drafts."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter maakt van het plan concept-afspraken."))


@right(gettext_lazy("een opgave of een vastgelopen afspraak naar een hoger niveau brengen"))
def check_can_raise(seat: Seat) -> None:
    """The chair brings to a higher level what the table cannot solve, and writes down what came back."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter brengt iets naar een hoger niveau."))


@right(gettext_lazy("lezen wat de tafel in concept heeft en wat zij naar boven bracht"))
def check_can_read_table(seat: Seat) -> None:
    """Drafts and what went up are of the people at the table."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Dit is van de mensen aan tafel. Bij Afspraken leest u wat openbaar is."))
