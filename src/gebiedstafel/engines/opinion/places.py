"""Where each participant and each statement stands on the map.

Symbols: p_j the components' weights of statement j, n_i how many votes i cast, T how many statements count.

    place(i) = √(T / n_i) · Σ_j x_ij p_j        of a participant; voting more moves nobody outward
    place(j) = √T · (1 − m_j) p_j               of someone who agrees with statement j and votes no further
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .components import Components, Floats
from .votes import Votes


def participant_places(votes: Votes, found: Components, counted: NDArray[np.bool_]) -> Floats:
    """Return one row per participant: the place in each direction."""
    used = counted[votes.column]
    column, row = votes.column[used], votes.row[used]
    x = votes.value[used] - found.centre[column]
    people = len(votes.participants)
    cast = np.bincount(row, minlength=people)
    scale = np.sqrt(counted.sum() / np.maximum(1, cast))
    places = [np.bincount(row, weights=x * p[column], minlength=people) * scale for p in found.vectors]
    return np.stack(places, axis=1) if places else np.zeros((people, 0))


def statement_places(found: Components, counted: NDArray[np.bool_]) -> Floats:
    """Return one row per statement: where someone stands who agrees with it alone."""
    reach = np.sqrt(counted.sum()) * (1 - found.centre) * counted
    return np.asarray((found.vectors * reach).T)
