"""Who sends signals, reads what is shown of them, answers, and lets the public see."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right


@right(gettext_lazy("een signaal sturen voor de eigen partij, en terugnemen zolang het niet getoond is"))
def check_can_send(seat: Seat) -> None:
    """Who sits for a party reports for it."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, stuurt een signaal."))
    if seat.party is None:
        raise NotAllowed(_("Uw stoel hoort bij geen partij. Een signaal komt van een partij."))


@right(gettext_lazy("lezen wat van signalen getoond wordt"))
def check_can_read(seat: Seat) -> None:
    """Who sits at the table reads; a visitor does not."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Signalen lezen alleen de mensen aan tafel."))


@right(gettext_lazy("een signaal beantwoorden, als de eigen partij daarvoor gekozen is"))
def check_can_answer(seat: Seat, appointed: Party | None = None) -> None:
    """The chair answers, and who sits for the party that was chosen for these themes."""
    if seat.role == Seat.Role.CHAIR:
        return
    if seat.role != Seat.Role.MEMBER or appointed is None or seat.party_id != appointed.pk:
        raise NotAllowed(_("Dit beantwoordt de voorzitter, of de partij die daarvoor gekozen is."))


@right(gettext_lazy("kiezen welke partij signalen beantwoordt"))
def check_can_appoint(seat: Seat) -> None:
    """The chair says who answers."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter kiest wie signalen beantwoordt."))


@right(gettext_lazy("goedkeuren dat de wijk iets van signalen ziet"))
def check_can_review(seat: Seat) -> None:
    """The chair looks before the public does."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter keurt goed wat de wijk ziet."))


@right(gettext_lazy("de cijfers per kwartaal van signalen voor iedereen openzetten"))
def check_can_open_figures(seat: Seat) -> None:
    """The chair says whether everyone may read them."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter zet cijfers voor iedereen open."))
