"""The slow obvious twin of the opinion engine: dense matrices, loops, scipy's beta; nothing clever.

It takes what the engine found as groups and says, one cell at a time, what follows from the votes.
"""

import math

import numpy as np
from scipy.stats import beta

from gebiedstafel.engines.opinion import Votes


def dense(votes: Votes) -> np.ndarray:
    """The votes as a matrix with nan where nobody voted."""
    matrix = np.full((len(votes.participants), len(votes.statements)), np.nan)
    row = {who: number for number, who in enumerate(votes.participants)}
    column = {what: number for number, what in enumerate(votes.statements)}
    for who, what, vote in votes:
        matrix[row[who], column[what]] = vote
    return matrix


def centred(matrix: np.ndarray) -> np.ndarray:
    """x_ij: the vote minus the mean of its statement, 0 where nobody voted."""
    x = np.zeros(matrix.shape)
    for j in range(matrix.shape[1]):
        cast = [v for v in matrix[:, j] if not math.isnan(v)]
        for i in range(matrix.shape[0]):
            if not math.isnan(matrix[i, j]):
                x[i, j] = matrix[i, j] - sum(cast) / len(cast)
    return x


def places(matrix: np.ndarray) -> np.ndarray:
    """Where each participant stands, by a full singular value decomposition."""
    x = centred(matrix)
    vectors = np.linalg.svd(x, full_matrices=False)[2][:2]
    for vector in vectors:
        if vector[np.abs(vector).argmax()] < 0:
            vector *= -1
    found = np.zeros((len(matrix), 2))
    for i in range(len(matrix)):
        cast = max(1, sum(not math.isnan(v) for v in matrix[i]))
        found[i, : len(vectors)] = math.sqrt(matrix.shape[1] / cast) * (vectors @ x[i])
    return found


def tally(votes: Votes, people: set, statement) -> tuple[int, int, int]:
    """Agree, disagree and pass of some people on one statement."""
    cast = [vote for who, what, vote in votes if who in people and what == statement]
    return cast.count(1), cast.count(-1), cast.count(0)


def credible(hits: int, cast: int) -> tuple[float, float]:
    """Between which bounds the share lies with 90 % credibility."""
    return float(beta.ppf(0.05, hits + 1, cast - hits + 1)), float(beta.ppf(0.95, hits + 1, cast - hits + 1))


def verdict(votes: Votes, groups: list[set], statement, evidence: int) -> str:
    """Agree, disagree, differing or uncertain, by the words of the README."""
    counted = [tally(votes, people, statement) for people in groups]
    for side, name in ((0, "agree"), (1, "disagree")):
        if all(sum(one) >= evidence for one in counted) and all(
            credible(one[side], sum(one))[0] > 0.5 for one in counted
        ):
            return name
    known = [one for one in counted if sum(one) >= evidence]
    for side in (0, 1):
        bounds = [credible(one[side], sum(one)) for one in known]
        if any(low > 0.5 for low, _ in bounds) and any(high < 0.5 for _, high in bounds):
            return "differing"
    return "uncertain"
