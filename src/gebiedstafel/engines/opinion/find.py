"""From votes to a map of opinions: components, places, groups, and what holds across them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .agreement import compare
from .camps import MOST_GROUPS, Labels
from .components import Components, components
from .grouping import Grouping, group
from .names import named
from .places import participant_places, statement_places
from .problem import OpinionProblem
from .result import Comparison, OpinionMap
from .stability import ROUNDS, Stability, measure
from .votes import Id, Votes

DIRECTIONS = MOST_GROUPS - 1


def find_groups(problem: OpinionProblem, *, rounds: int = ROUNDS) -> OpinionMap:
    """Find who votes alike and what they share. The same votes give the same answer, in any order.

    `rounds` is how often groups are looked for again with votes left out, to say how stable they are.
    """
    votes = problem.votes
    counted = np.array([one not in problem.moderated_out for one in votes.statements], dtype=bool)
    found, places, grouping = _grouped(votes, counted)
    names, labels = named(votes.participants, grouping.labels, problem.previous_names or {})
    stability = None
    if names and rounds:
        stability = measure(votes, labels, grouping.nearest, lambda fewer: _division(fewer, counted), rounds)
    return OpinionMap(
        participants=len(votes.participants),
        found=_found(problem, counted, names, labels, stability),
        given=_given(problem, counted),
        no_clear_groups=grouping.reason,
        places=_pairs(votes.participants, places),
        statement_places=_pairs(votes.statements, statement_places(found, counted)),
        between=frozenset(votes.participants[i] for i in np.flatnonzero(grouping.between)),
        stability=stability.members if stability else None,
        stability_of_nearest=stability.nearest if stability else None,
        nearest=_nearest(votes, names, labels, grouping),
    )


def _grouped(votes: Votes, counted: NDArray[np.bool_]) -> tuple[Components, NDArray[np.float64], Grouping]:
    found = components(votes, counted, DIRECTIONS)
    places = participant_places(votes, found, counted)
    return found, places, group(votes, found, places, counted)


def _nearest(votes: Votes, names: Sequence[str], labels: Labels, grouping: Grouping) -> dict[Id, str]:
    """The name of the nearest group of everyone who voted enough, those between included."""
    number = dict(zip(grouping.labels.tolist(), labels.tolist(), strict=True))
    return {
        votes.participants[i]: names[number[g]]
        for i, g in enumerate(grouping.nearest.tolist())
        if g >= 0 and number.get(g, -1) >= 0
    }


def _division(votes: Votes, counted: NDArray[np.bool_]) -> tuple[Labels, Labels]:
    grouping = _grouped(votes, counted)[2]
    return grouping.labels, grouping.nearest


def _found(
    problem: OpinionProblem,
    counted: NDArray[np.bool_],
    names: Sequence[str],
    labels: Labels,
    stability: Stability | None,
) -> Comparison:
    if names:
        kept = dict(zip(names, stability.groups, strict=True)) if stability else None
        return compare(
            problem.votes, names, labels, counted=counted, evidence=problem.evidence, stability=kept
        )
    everyone = np.zeros(len(labels), np.int32)
    return compare(problem.votes, [""], everyone, counted=counted, evidence=problem.evidence, everyone=True)


def _given(problem: OpinionProblem, counted: NDArray[np.bool_]) -> Comparison | None:
    if not problem.given_groups:
        return None
    names = sorted(set(problem.given_groups.values()))
    number = {name: g for g, name in enumerate(names)}
    of = [number.get(problem.given_groups.get(who, ""), -1) for who in problem.votes.participants]
    return compare(problem.votes, names, np.array(of, np.int32), counted=counted, evidence=problem.evidence)


def _pairs(ids: Sequence[Id], places: NDArray[np.float64]) -> dict[Id, tuple[float, float]]:
    padded = np.zeros((len(ids), 2))
    padded[:, : places.shape[1]] = places[:, :2]
    return dict(zip(ids, zip(*padded.T.tolist(), strict=True), strict=True))
