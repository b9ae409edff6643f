"""Who lets residents tell, reads what they told before anyone sees it, and reads what is shown."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import right

from .models import StoryReader


@right(gettext_lazy("verhalen van bewoners lezen die alleen voor de tafel zijn"))
def check_can_hear(seat: Seat) -> None:
    """What was told to the table alone is for who sits there; a visitor reads what everyone may read."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Dit verhaal is alleen voor de mensen aan tafel."))


@right(gettext_lazy("bepalen of bewoners een verhaal kunnen vertellen, en wie verhalen vooraf leest"))
def check_can_open(seat: Seat) -> None:
    """The chair opens and closes the box and asks others to read along."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter bepaalt dit."))


@right(gettext_lazy("verhalen lezen voordat iemand ze ziet, en ze tonen of weigeren"))
def check_can_read_first(seat: Seat) -> None:
    """The chair reads first, and whom the chair asked to for as long as they sit here."""
    if seat.role == Seat.Role.CHAIR:
        return
    sits = seat.role in (Seat.Role.MEMBER, Seat.Role.FINANCE)
    if not sits or not StoryReader.objects.filter(seat=seat.pk or 0).exists():
        raise NotAllowed(
            _("Verhalen vooraf lezen doet de voorzitter, met de meelezers die de voorzitter vroeg.")
        )


@right(gettext_lazy("een verhaal op papier overtypen"))
def check_can_type_over(seat: Seat) -> None:
    """Who has a voice at the table brings along what a resident wrote on paper."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, typt een verhaal over."))


@right(gettext_lazy("een verhaal van een bewoner wissen"))
def check_can_erase(seat: Seat) -> None:
    """The chair erases a story when its teller lost their link, or someone turned out to be in it."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter wist een verhaal."))


@right(gettext_lazy("kiezen waar de tafel naar vraagt bij ‘herkent u dit?’"))
def check_can_ask_recognition(seat: Seat) -> None:
    """The chair chooses what is asked about, and lets residents answer."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter kiest waar de tafel naar vraagt."))


@right(gettext_lazy("voor de eigen partij antwoorden op ‘herkent u dit?’"))
def check_can_recognise(seat: Seat) -> None:
    """Who sits for a party answers for it."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER) or seat.party_id is None:
        raise NotAllowed(_("Wie voor een partij aan tafel zit, antwoordt voor die partij."))


@right(gettext_lazy("lezen wat partijen antwoordden op ‘herkent u dit?’"))
def check_can_see_recognition(seat: Seat) -> None:
    """What parties answered is of the table."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Wat partijen antwoorden, lezen alleen de mensen aan tafel."))
