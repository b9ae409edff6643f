"""Who lets the wijk see what the table does, and who tells it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("de pagina Mijn straat openen of sluiten, en zeggen bij wie men vragen stelt"))
def check_can_open_page(seat: Seat) -> None:
    """The chair says whether anyone may read along."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter opent of sluit Mijn straat."))


@right(gettext_lazy("de wijk iets vertellen op Mijn straat, en dat terugnemen"))
def check_can_tell(seat: Seat) -> None:
    """The chair tells the wijk what the table agreed to tell."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter vertelt de wijk iets namens de tafel."))


@right(gettext_lazy("zien wat nog niet openbaar is op Mijn straat, en waarom"))
def check_can_see_hidden(seat: Seat) -> None:
    """Who sits at the table sees what the wijk does not see yet; a visitor reads the page itself."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Wat nog niet openbaar is, zien alleen de mensen aan tafel."))


@right(gettext_lazy("ondernemers vragen of werk in hun straat past"))
def check_can_ask_shops(seat: Seat) -> None:
    """The chair asks in the name of the table."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter stelt ondernemers een vraag namens de tafel."))


@right(gettext_lazy("lezen wat ondernemers over werk in hun straat antwoorden"))
def check_can_read_answers(seat: Seat) -> None:
    """Who sits at the table reads the answers as counts and reasons."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Wat ondernemers antwoorden, lezen alleen de mensen aan tafel."))
