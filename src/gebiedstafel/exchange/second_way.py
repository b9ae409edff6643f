"""Where the second way of reckoning (the Shapley value) differs most from the proposal, and by what."""

from __future__ import annotations

from dataclasses import dataclass

from .plan_sharing import PartyShare, PlanSharing

#: Less than a euro is no difference.
ONE_EURO = 100


@dataclass(frozen=True, slots=True)
class SecondWay:
    """The party for which the two ways differ most; cents for what it gains, without what it carries.

    `measures` is what the difference is about: bears it less, the work it leads and others gain by; bears it
    more, the work it gains by and another leads. Nobody can do a work without who leads it, and the second
    way counts that. Without any, it is about what each adds to the others.
    """

    party: str
    fair: int
    second: int
    measures: tuple[str, ...]

    @property
    def bears_less(self) -> bool:
        """Whether the second way asks less of this party."""
        return self.second < self.fair


def second_way(found: PlanSharing) -> SecondWay | None:
    """Return where the two ways differ most; None where they agree to the euro."""
    apart = [one for one in found.parties if abs(one.shapley - one.fair) >= ONE_EURO]
    if not apart:
        return None
    most = max(apart, key=lambda one: (abs(one.shapley - one.fair), one.shapley < one.fair))
    second = most.shapley - most.carried
    return SecondWay(most.party, most.for_benefit, second, _about(found, most))


def _about(found: PlanSharing, one: PartyShare) -> tuple[str, ...]:
    asked = {party.party for party in found.parties if party.asked}
    gaining: dict[str, set[str]] = {}
    for gain in found.gains:
        if gain.quality in found.counted and (gain.cents or 0) > 0 and gain.party in asked:
            gaining.setdefault(gain.measure, set()).add(gain.party)
    if one.shapley < one.fair:
        led = [share for share in found.measures if share.lead == one.party]
        return tuple(share.measure for share in led if gaining.get(share.measure, set()) - {one.party})
    others = [share for share in found.measures if share.lead in asked - {one.party}]
    return tuple(share.measure for share in others if one.party in gaining.get(share.measure, set()))
