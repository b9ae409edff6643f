"""What the chair reads about a round: how far it is, who came in, and what waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from gebiedstafel.tables.place_names import place_names
from gebiedstafel.ui.qr import qr_code

from .ballots import Participant
from .rounds import Entrance, Phase, Round, RoundStatement, Route


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a round is, in numbers."""

    phase: Phase
    people: int
    ballots: int
    shown: int
    waiting: int
    rejected: int

    @property
    def steps_left(self) -> int:
        """How many of the three steps are still to do."""
        if self.phase in (Phase.OPEN, Phase.CLOSED):
            return 0
        return 1 if self.shown else 2


@dataclass(frozen=True, slots=True)
class Door:
    """An entrance with its address, its picture and for whom it is."""

    entrance: Entrance
    address: str
    qr: str
    place: str


def standing(round: Round, at: datetime) -> Standing:
    """Return how far a round is."""
    counts = dict(
        round.statements.order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
        .values_list("state", "count")
    )
    return Standing(
        phase=round.phase(at),
        people=Participant.objects.filter(round=round).count(),
        ballots=round.ballots,
        shown=counts.get(RoundStatement.State.SHOWN, 0),
        waiting=counts.get(RoundStatement.State.WAITING, 0),
        rejected=counts.get(RoundStatement.State.REJECTED, 0),
    )


def doors(round: Round, whole: Callable[[str], str], address_of: Callable[[Entrance], str]) -> list[Door]:
    """Return the entrances of a round; `whole` makes an address complete."""
    names = place_names(round.table)
    return [
        Door(
            entrance=one,
            address=whole(address_of(one)),
            qr=qr_code(whole(address_of(one))) if one.route != Route.LINK else "",
            place=names.get(one.area, _("het hele gebied")),
        )
        for one in round.entrances.all()
    ]
