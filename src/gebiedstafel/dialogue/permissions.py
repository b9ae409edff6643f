"""Who may make a round and what its state allows."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .rounds import Phase, Round


def check_can_lead(seat: Seat, table_id: str) -> None:
    """The chair makes, opens and closes rounds, reads statements and types over paper."""
    if seat.table_id != table_id:
        raise NotAllowed(_("Uw stoel staat aan een andere tafel."))
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter leidt het gesprek. U kunt meekijken en zelf meedoen."))


def check_can_change(seat: Seat, round: Round, at: datetime) -> None:
    """The question and the rules stand once the first person could come in."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) not in (Phase.DRAFT, Phase.COMING):
        raise Refused(_("De ronde is al open. De vraag en de regels staan nu vast, voor iedereen gelijk."))


def check_not_closed(seat: Seat, round: Round, at: datetime) -> None:
    """What is closed stays as people left it."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) == Phase.CLOSED:
        raise Refused(_("De ronde is gesloten. Wat er staat, blijft zo."))


def check_can_open(seat: Seat, round: Round, at: datetime) -> None:
    """A round opens once, with something to judge."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) in (Phase.OPEN, Phase.CLOSED):
        raise Refused(_("Deze ronde is al open of gesloten."))
    if not round.statements.filter(state="shown").exists():
        raise Refused(_("Er staat nog geen stelling in. Plak er eerst een paar."))


def check_can_close(seat: Seat, round: Round, at: datetime) -> None:
    """Only what is open can close."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) != Phase.OPEN:
        raise Refused(_("Deze ronde is niet open."))
