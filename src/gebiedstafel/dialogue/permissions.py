"""Who may make a round and what its state allows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.rights import Whose, right

from .rounds import Phase, Round

A_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def _its_table(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, seat.table_id), {}


def _a_closed_round(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, Round(table_id=seat.table_id, opens_at=A_DAY, closes_at=A_DAY), A_DAY), {}


@right(
    gettext_lazy("het gesprek leiden: stellingen lezen, codes maken en papier overtypen"), example=_its_table
)
def check_can_lead(seat: Seat, table_id: str) -> None:
    """The chair makes, opens and closes rounds, reads statements and types over paper."""
    stay_at_table(seat, table_id)
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter leidt het gesprek. U kunt meekijken en zelf meedoen."))


@right(gettext_lazy("de vraag en de regels van een gesprek veranderen"), example=_a_closed_round)
def check_can_change(seat: Seat, round: Round, at: datetime) -> None:
    """The question and the rules stand once the first person could come in."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) not in (Phase.DRAFT, Phase.COMING):
        raise Refused(_("De ronde is al open. De vraag en de regels staan nu vast, voor iedereen gelijk."))


@right(gettext_lazy("stellingen en ingangen aan een gesprek toevoegen"), example=_a_closed_round)
def check_not_closed(seat: Seat, round: Round, at: datetime) -> None:
    """What is closed stays as people left it."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) == Phase.CLOSED:
        raise Refused(_("De ronde is gesloten. Wat er staat, blijft zo."))


@right(gettext_lazy("een gesprek openen"), example=_a_closed_round)
def check_can_open(seat: Seat, round: Round, at: datetime) -> None:
    """A round opens once, with something to judge."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) in (Phase.OPEN, Phase.CLOSED):
        raise Refused(_("Deze ronde is al open of gesloten."))
    if not round.statements.filter(state="shown").exists():
        raise Refused(_("Er staat nog geen stelling in. Plak er eerst een paar."))


@right(gettext_lazy("een gesprek sluiten"), example=_a_closed_round)
def check_can_close(seat: Seat, round: Round, at: datetime) -> None:
    """Only what is open can close."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) != Phase.OPEN:
        raise Refused(_("Deze ronde is niet open."))


@right(gettext_lazy("de stemmen van een gesprek als bestanden meenemen"), example=_a_closed_round)
def check_can_export(seat: Seat, round: Round, at: datetime) -> None:
    """The chair takes the votes as files, once nobody votes any more."""
    check_can_lead(seat, round.table_id)
    if round.phase(at) != Phase.CLOSED:
        raise Refused(_("De stemmen gaan pas mee als het gesprek gesloten is."))
