"""Who writes down which challenges the table takes on first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("kiezen welke opgaven voorgaan"))
def check_can_choose(seat: Seat) -> None:
    """The table chooses three to five together; the chair writes it down."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("De tafel kiest samen welke opgaven voorgaan. De voorzitter legt de keuze vast."))
