"""Who may take part in the werkplaats, lead it, and change the table of ways of working."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("de werkplaats lezen: antwoorden die open liggen, wat past, en de uitkomst"))
def check_can_read(seat: Seat) -> None:
    """Who sits at the table reads along; a visitor does not."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("De werkplaats is van de mensen aan tafel. Bezoekers kijken niet mee."))


@right(gettext_lazy("in de werkplaats zelf de vragen over de werkwijze beantwoorden"))
def check_can_answer(seat: Seat) -> None:
    """Who sits at the table answers, for themselves."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Alleen wie aan tafel zit, beantwoordt de vragen."))


@right(gettext_lazy("de werkplaats leiden: beginnen, openleggen, samen antwoorden, de uitkomst bewaren"))
def check_can_lead(seat: Seat) -> None:
    """The chair leads, or hands the device to who does."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter leidt de werkplaats. Vraag het de voorzitter."))


@right(gettext_lazy("de tabel met werkwijzen van de gemeente veranderen"))
def check_can_change_methods(seat: Seat) -> None:
    """The chair of a table of the municipality keeps its table of ways of working."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter van een tafel van de gemeente verandert de werkwijzen."))


@right(gettext_lazy("rollen bespreken: wie doet, beslist, adviseert en moet weten"))
def check_can_shape_roles(seat: Seat) -> None:
    """Who has a voice at the table writes on a canvas of roles."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, schrijft op wie wat doet."))


@right(gettext_lazy("een rollenblad weghalen en terugzetten"))
def check_can_remove_canvas(seat: Seat) -> None:
    """The chair tidies up."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter haalt een rollenblad weg."))


@right(gettext_lazy("andere tafels van de gemeente laten meelezen met een proef, of niet meer"))
def check_can_open_try(seat: Seat) -> None:
    """Who runs the werkplaats decides what others read of it."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie de werkplaats begeleidt, laat andere tafels meelezen."))


@right(gettext_lazy("opschrijven wat opvalt bij een proef van een andere tafel"))
def check_can_note(seat: Seat) -> None:
    """Who has a voice at the table writes the one note of the table."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, schrijft bij een proef van een andere tafel."))


@right(gettext_lazy("een bijeenkomst van de werkplaats begeleiden: stappen, tijd, kaarten laten zien"))
def check_can_facilitate(seat: Seat) -> None:
    """Who has a voice at the table may run a gathering; two can do so at once."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, begeleidt een bijeenkomst van de werkplaats."))
