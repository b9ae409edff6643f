"""Who follows what went out, who changes the rules of follow-up, and whose messages are whose."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("zien wat er over afspraken uitging en terugkwam"))
def check_can_follow(seat: Seat) -> None:
    """Who sits at the table sees it; a visitor does not."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("De opvolging is van de mensen aan tafel. Bezoekers kijken niet mee."))


@right(gettext_lazy("herinneringen nu sturen, overslaan, en de regels daarvoor veranderen"))
def check_can_lead_follow_up(seat: Seat) -> None:
    """The chair leads."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter stuurt herinneringen en verandert de regels."))


@right(gettext_lazy("eigen berichten kiezen en de eigen agenda halen"))
def check_can_have_messages(seat: Seat) -> None:
    """Who sits at the table gets messages about its agreements; a visitor owes nothing."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Berichten zijn er voor wie aan tafel zit. Bezoekers krijgen er geen."))
