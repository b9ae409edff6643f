"""Which forced choices cannot go together: a smallest set, by leaving out one at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .highs import run
from .model import Arrays, Model
from .plan import Infeasible, Reason
from .possible import Possible

FORCED = ("forced_in", "forced_out", "forced_start")


def find_conflict(able: Possible, model: Model) -> Infeasible:
    """A set of forced choices that clashes and of which none can be missed."""
    arrays = replace(model.arrays(), cost=np.zeros(len(model.cost)))
    forced = [r for r, name in enumerate(model.row_names) if name[0] in FORCED]
    needed = list(forced)
    for r in sorted(forced, key=lambda r: (model.row_names[r][0] != "forced_in", model.row_names[r][1])):
        without = [other for other in needed if other != r]
        if not _possible(arrays, [row for row in forced if row not in without]):
            needed = without
    names = [model.row_names[r] for r in needed]
    start = able.problem.choices.start
    reasons = [
        Reason(
            name[0],
            {"measure": name[1]} | ({"year": start[name[1]]} if name[0] == "forced_start" else {}),
        )
        for name in names
    ]
    return Infeasible(tuple(sorted({name[1] for name in names})), tuple(reasons))


def _possible(arrays: Arrays, dropped: list[int]) -> bool:
    lower, upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    lower[dropped], upper[dropped] = -np.inf, np.inf
    return run(replace(arrays, row_lower=lower, row_upper=upper)).values is not None
