"""Who opens the box for ideas, answers what came in, and uses the agenda."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("ideeën en aanbod van bewoners lezen"))
def check_can_read(seat: Seat) -> None:
    """Who sits at the table reads what people brought; a visitor does not."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Wat bewoners brengen, lezen alleen de mensen aan tafel."))


@right(gettext_lazy("een idee of aanbod beantwoorden"))
def check_can_answer(seat: Seat) -> None:
    """Who sits at the table answers in its name."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, geeft antwoord."))


@right(gettext_lazy("de ideeënbus openen en sluiten"))
def check_can_open(seat: Seat) -> None:
    """The chair says whether anyone may bring something."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter opent of sluit de ideeënbus."))


@right(gettext_lazy("een vraag op de agenda zetten"))
def check_can_ask(seat: Seat) -> None:
    """Who has a voice at the table puts questions on its agenda."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, zet een vraag op de agenda."))


@right(gettext_lazy("opschrijven wat de tafel op een vraag zei"))
def check_can_settle(seat: Seat) -> None:
    """The chair writes down what the table said."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter schrijft op wat de tafel antwoordde."))
