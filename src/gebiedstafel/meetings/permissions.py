"""Who plans and leads a meeting, who writes in it, and who arranges the year."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right

VOICES = (Seat.Role.CHAIR, Seat.Role.MEMBER)


@right(gettext_lazy("agenda's en verslagen van bijeenkomsten lezen"))
def check_can_read(seat: Seat) -> None:
    """Who sits at the table reads along; a visitor reads what the wijk is told."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(
            _("Agenda's en verslagen zijn van de mensen aan tafel. Bezoekers lezen wat de wijk hoort.")
        )


@right(gettext_lazy("een bijeenkomst plannen, verzetten of afzeggen"))
def check_can_plan(seat: Seat) -> None:
    """The chair of the table plans."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter van de tafel plant bijeenkomsten. Vraag het de voorzitter."))


@right(gettext_lazy("een bijeenkomst leiden: agenda maken, beginnen, eindigen, verslag vaststellen"))
def check_can_lead(seat: Seat, meeting: Any = None) -> None:
    """The chair leads, or who sits for the party that chairs this meeting."""
    chairs = meeting is not None and meeting.chair_id is not None and meeting.chair_id == seat.party_id
    if seat.role != Seat.Role.CHAIR and not (chairs and seat.role in VOICES):
        raise NotAllowed(_("Alleen de voorzitter leidt de bijeenkomst. Vraag het de voorzitter."))


@right(gettext_lazy("tijdens een bijeenkomst meeschrijven"))
def check_can_write(seat: Seat) -> None:
    """Who has a voice at the table writes along."""
    if seat.role not in VOICES:
        raise NotAllowed(_("Alleen wie aan tafel zit, schrijft mee in de bijeenkomst."))


@right(gettext_lazy("het jaar van de tafel inrichten"))
def check_can_arrange_year(seat: Seat) -> None:
    """The chair arranges the year."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter verandert het jaar. Vraag het de voorzitter."))
