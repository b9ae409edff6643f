"""Who answers what is shown of signals: the party chosen for a group of themes, else the chair."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from gebiedstafel.exchange.themes import GROUPS, group_of
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.ui.refusals import why_not

from .models import Answerer
from .permissions import check_can_answer


def appointed_for(table: AreaTable) -> dict[str, Party]:
    """Return for each group of themes the party that answers, where one was chosen and still sits."""
    rows = Answerer.objects.filter(table=table).select_related("party")
    return {row.group: row.party for row in rows if row.party.left_on is None}


def role_for(appointed: dict[str, Party], theme: str) -> str:
    """Return how the one who answers is called."""
    party = appointed.get(group_of(theme))
    return party.name if party else _("de voorzitter")


def answers_of(seat: Seat, appointed: Mapping[str, Party]) -> tuple[list[str], list[str]]:
    """Return the groups of themes that this seat may answer, and those that are asked of it.

    The chair may answer everything, and is asked for what no party was chosen for.
    """
    mine = [group for group in GROUPS if not why_not(check_can_answer, seat, appointed.get(group))]
    if seat.role != Seat.Role.CHAIR:
        return mine, mine
    return mine, [group for group in mine if group not in appointed]
