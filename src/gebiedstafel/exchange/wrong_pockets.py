"""Measures for which one pays and another gains: the wrong pocket, as values for page and command line."""

from __future__ import annotations

from dataclasses import dataclass

from .plan_sharing import CONFIRMED, DISPUTED, MeasureShare, PlanSharing


@dataclass(frozen=True, slots=True)
class WrongPocket:
    """One measure: who pays without gain, and what others gain without paying.

    `sure` is in cents per party, as far as confirmed; of `guessed` no amount is sure. Neither names residents
    without money: that they gain is what a plan is for.
    """

    measure: str
    payers: tuple[str, ...]
    sure: dict[str, int]
    guessed: tuple[str, ...]


def wrong_pockets(found: PlanSharing) -> tuple[WrongPocket, ...]:
    """Return the measures of the plan for which one pays and another gains, in the order of the plan.

    Departments of one organisation have one pocket: who gains while another department pays, pays itself.
    """
    pockets = (_pocket(found, share) for share in found.measures)
    return tuple(pocket for pocket in pockets if pocket is not None)


def _pocket(found: PlanSharing, share: MeasureShare) -> WrongPocket | None:
    purse = found.organisation
    own = [
        gain
        for gain in found.gains
        if gain.measure == share.measure and not gain.harms and gain.quality != DISPUTED
    ]
    gaining = {gain.party for gain in own}
    paying = {purse[party] for party, cents in share.paid.items() if cents}
    payers = tuple(party for party, cents in sorted(share.paid.items()) if cents and party not in gaining)
    free = [g for g in own if purse[g.party] not in paying and g.party not in found.residents_unasked]
    if not payers or not free:
        return None
    sure: dict[str, int] = {}
    for gain in free:
        if gain.quality == CONFIRMED and gain.cents is not None:
            sure[gain.party] = sure.get(gain.party, 0) + gain.cents
    guessed = dict.fromkeys(gain.party for gain in free if gain.party not in sure)
    return WrongPocket(share.measure, payers, dict(sorted(sure.items())), tuple(guessed))
