"""Groups as they are told: who stands between counts with the nearest; both divisions count the same people.

The engine leaves people between groups out of every group, and those who judged few statements too.
Counts of residents and institutions minus counts of groups would then give the votes of those few. So
whoever stands between counts with the group that is nearest, and who is in no group counts in neither
division. A group of fewer than ten settles nothing for the others: it is left out before measuring.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gebiedstafel.engines.opinion import Comparison, OpinionMap, Votes
from gebiedstafel.engines.opinion.agreement import compare

Id = int | str


def whole_groups(opinions: OpinionMap, votes: Votes, sides: Mapping[Id, str], *, needed: int) -> OpinionMap:
    """Return the same map with whole groups, and residents and institutions within them."""
    if not opinions.found.groups:
        return opinions
    group_of = _nearest(opinions)
    sizes = {name: sum(one == name for one in group_of.values()) for name in set(group_of.values())}
    told = {who: name for who, name in group_of.items() if sizes[name] >= needed}
    if not told:
        return replace(opinions, found=_everyone(votes, needed))
    found = _measured(votes, told, needed)
    stability = {group.id: group.stability for group in opinions.found.groups}
    groups = tuple(replace(group, stability=stability[group.id]) for group in found.groups)
    within = {who: sides[who] for who in told}
    return replace(opinions, found=replace(found, groups=groups), given=_measured(votes, within, needed))


def _nearest(opinions: OpinionMap) -> dict[Id, str]:
    """Return the group of everyone in one, and the nearest of who stands between."""
    group_of: dict[Id, str] = {who: group.id for group in opinions.found.groups for who in group.members}
    return group_of | {who: opinions.nearest[who] for who in opinions.between if who in opinions.nearest}


def _everyone(votes: Votes, needed: int) -> Comparison:
    """Measure all people as one, where no group is large enough to be told."""
    labels = np.zeros(len(votes.participants), np.int32)
    counted = np.ones(len(votes.statements), dtype=bool)
    return compare(votes, [""], labels, counted=counted, evidence=needed, everyone=True)


def _measured(votes: Votes, group_of: Mapping[Id, str], needed: int) -> Comparison:
    """Measure everything across these groups, with the engine's one measure."""
    names = sorted(set(group_of.values()))
    number = {name: place for place, name in enumerate(names)}
    labels: NDArray[np.int32] = np.array(
        [number[group_of[who]] if who in group_of else -1 for who in votes.participants], np.int32
    )
    counted = np.ones(len(votes.statements), dtype=bool)
    return compare(votes, names, labels, counted=counted, evidence=needed)
