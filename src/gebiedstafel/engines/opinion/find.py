"""From votes to a map of opinions: components, places, groups, and what holds across them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .agreement import compare
from .components import CoVotes, components
from .grouping import Labels, group
from .places import participant_places, statement_places
from .problem import FEWEST_VOTES_TO_BE_GROUPED, OpinionProblem
from .result import Comparison, NoGroups, OpinionMap
from .votes import Id, Votes

FEWEST_PEOPLE = 4
BETWEEN = 0.8


def find_groups(problem: OpinionProblem) -> OpinionMap:
    """Find who votes alike and what they share. The same votes give the same answer, in any order."""
    votes = problem.votes
    counted = np.array([one not in problem.moderated_out for one in votes.statements], dtype=bool)
    found = components(CoVotes.of(votes), counted)
    places = participant_places(votes, found, counted)
    grouped = np.flatnonzero(votes.counts >= min(FEWEST_VOTES_TO_BE_GROUPED, max(1, counted.sum())))
    reason = _no_groups(places[grouped], counted)
    labels = np.full(len(votes.participants), -1, np.int32)
    if reason is None:
        labels[grouped] = group(places[grouped])
    names, labels = _named(votes, labels, problem.previous_names or {})
    return OpinionMap(
        participants=len(votes.participants),
        found=_found(problem, counted, names, labels, reason),
        given=_given(problem, counted),
        no_clear_groups=reason,
        places=_pairs(votes.participants, places),
        statement_places=_pairs(votes.statements, statement_places(found, counted)),
        between=frozenset(votes.participants[i] for i in _between(places, labels, len(names))),
        stability=None,
    )


def _no_groups(points: NDArray[np.float64], counted: NDArray[np.bool_]) -> NoGroups | None:
    if len(points) < FEWEST_PEOPLE:
        return NoGroups.TOO_FEW_PEOPLE
    if counted.sum() < 2:
        return NoGroups.TOO_FEW_STATEMENTS
    if np.ptp(points, axis=0).max() <= 1e-9:
        return NoGroups.ALL_THE_SAME
    return None


def _named(votes: Votes, labels: Labels, previous: Mapping[Id, str]) -> tuple[list[str], Labels]:
    """Give each group its old name by overlap, or the first free letter, largest group first."""
    sizes = Counter(int(g) for g in labels if g >= 0)
    order = sorted(sizes, key=lambda g: (-sizes[g], int((labels == g).argmax())))
    names = [chr(ord("A") + number) for number in range(len(order))]
    renumbered = np.full_like(labels, -1)
    for number, g in enumerate(order):
        renumbered[labels == g] = number
    return names, renumbered


def _found(
    problem: OpinionProblem,
    counted: NDArray[np.bool_],
    names: Sequence[str],
    labels: Labels,
    reason: NoGroups | None,
) -> Comparison:
    if reason is None:
        return compare(problem.votes, names, labels, counted=counted, evidence=problem.evidence)
    everyone = np.zeros(len(labels), np.int32)
    return compare(problem.votes, [""], everyone, counted=counted, evidence=problem.evidence, everyone=True)


def _given(problem: OpinionProblem, counted: NDArray[np.bool_]) -> Comparison | None:
    if not problem.given_groups:
        return None
    names = sorted(set(problem.given_groups.values()))
    number = {name: g for g, name in enumerate(names)}
    of = [number.get(problem.given_groups.get(who, ""), -1) for who in problem.votes.participants]
    return compare(problem.votes, names, np.array(of, np.int32), counted=counted, evidence=problem.evidence)


def _between(places: NDArray[np.float64], labels: Labels, groups: int) -> NDArray[np.int64]:
    """People for whom another group's middle is almost as near as that of their own."""
    if groups < 2:
        return np.array([], dtype=np.int64)
    centres = np.stack([places[labels == g].mean(axis=0) for g in range(groups)])
    far = np.sqrt(np.square(places[:, None] - centres[None]).sum(axis=2))
    nearest = np.sort(far, axis=1)
    return np.flatnonzero((labels >= 0) & (nearest[:, 0] > BETWEEN * nearest[:, 1]))


def _pairs(ids: Sequence[Id], places: NDArray[np.float64]) -> dict[Id, tuple[float, float]]:
    padded = np.zeros((len(ids), 2))
    padded[:, : places.shape[1]] = places[:, :2]
    return {one: (float(x), float(y)) for one, (x, y) in zip(ids, padded, strict=True)}
