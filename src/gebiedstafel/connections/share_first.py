"""Which parties stand first on *Wie betaalt, wie profiteert*, and which are folded."""

from __future__ import annotations

from collections.abc import Sequence

from gebiedstafel.exchange.plan_sharing import PlanSharing

from .folded import Folded
from .share_page import SMALL_CENTS, PartyRow

#: So many parties with the largest amounts stand on the page, whatever they say.
LARGEST = 4


def first_parties(rows: Sequence[PartyRow], found: PlanSharing) -> Folded:
    """Put first the largest, whom the proposal changes something for, one's own, and who says something."""
    moved = {one.party for one in found.parties if one.asked and abs(one.change) >= SMALL_CENTS}
    first = tuple(
        row
        for place, row in enumerate(rows)
        if place < LARGEST or row.key in moved or row.is_mine or row.reply
    )
    rest = tuple(row for row in rows if row not in first)
    return Folded(first, rest) if len(rest) > 1 else Folded(tuple(rows), ())
