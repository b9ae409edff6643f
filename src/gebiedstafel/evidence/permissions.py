"""Who reads what the picture brings up, and who writes down what the table does with it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("lezen wat het beeld van het gebied naar voren brengt"))
def check_can_read(seat: Seat) -> None:
    """Who sits at the table reads it; much of it was told to the table alone."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Voorstellen uit het beeld lezen alleen de mensen aan tafel."))


@right(gettext_lazy("een voorstel uit het beeld overnemen, samenvoegen of opzijleggen"))
def check_can_weigh(seat: Seat) -> None:
    """The table weighs it together; the chair writes it down."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("De tafel kiest samen. De voorzitter legt de keuze vast."))
