"""Who may look back: read the trail, take the whole record along, and see what will be removed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("het logboek lezen: wie deed wat, en wie keek naar wat vertrouwelijk is"))
def check_can_read_trail(seat: Seat) -> None:
    """The chair answers for what is done with the record, and so reads it."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter leest het logboek. Vraag het de voorzitter."))


@right(gettext_lazy("het hele dossier van de tafel meenemen"))
def check_can_take_record(seat: Seat) -> None:
    """The chair takes the record along, as far as the chair may see it."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter neemt het hele dossier mee."))


@right(gettext_lazy("zien wat er wanneer wordt gewist, en dat laten doen"))
def check_can_clear(seat: Seat) -> None:
    """The chair sees to it that nothing stays longer than it should."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter laat opruimen wat te oud is."))
