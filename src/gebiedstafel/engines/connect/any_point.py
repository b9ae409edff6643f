"""Whether a table has any plan at all: first at plans known of like tables, then by proof.

Who asks what forbids a measure asks hundreds of times about tables that differ in a few rules. Most of the
answers are at hand: a plan of the one is mostly one of the next, and where even measures in part cannot be,
once a choice or two is made both ways, whole ones cannot. Only what neither settles is searched.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from .halving import halved
from .highs import SMALL, run, without_point
from .leaning import Leaned, leaned_on
from .loosening import loosened
from .model import Arrays, Floats, Model, Name
from .rounding import held

ATTEMPTS = 5
REMEMBERED = 4
"""So many plans are tried: the first ones that held last."""

Known = dict[Name, float]


class AnyPoint:
    """Answers for like models; `searched` counts those that no known plan and no small tree settled.

    `leaned` is what the tree leaned on for the last no; None where that took a search. `ended` counts how
    often a branch of a column ended in the trees so far.
    """

    def __init__(self) -> None:
        self.known: list[Known] = []
        self.searched = 0
        self.leaned: Leaned | None = None
        self.ended: Counter[Name] = Counter()

    def of(self, model: Model, arrays: Arrays) -> bool:
        """Whether the model has a point whose payments are whole cents and hold at tight tolerance."""
        wide = loosened(model, arrays)
        if self._at_known(model, arrays):
            return True
        half = halved(wide, np.array([self.ended[name] for name in model.names], dtype=np.float64))
        self.ended.update({model.names[c]: times for c, times in half.ended.items()})
        if half.proof:
            named = {n for weights in half.proof for n in leaned_on(model, wide, weights)}
            self.leaned = (*named, *(model.names[c] for c in half.made))
            return False
        self.leaned = None
        if half.point is not None and self._holds(model, arrays, half.point):
            return True
        return self._found(model, arrays, wide)

    def _at_known(self, model: Model, arrays: Arrays) -> bool:
        for known in self.known:
            values = np.array([known.get(name, 0.0) for name in model.names])
            if held(model, arrays, values) is not None:
                self._remember(known)
                return True
        return False

    def _found(self, model: Model, arrays: Arrays, wide: Arrays) -> bool:
        """Search; without presolve, which takes longer here and money that fits exactly for too little."""
        self.searched += 1
        for _ in range(ATTEMPTS):
            values = run(wide, presolve=False, settings=SMALL).values
            if values is None:
                return False
            if self._holds(model, arrays, values):
                return True
            wide = without_point(wide, values)
        return False

    def _holds(self, model: Model, arrays: Arrays, values: Floats) -> bool:
        """Whether these choices hold, to be tried first from now on."""
        if held(model, arrays, values) is None:
            return False
        chosen = np.flatnonzero(arrays.integer)
        self._remember({model.names[c]: float(np.rint(values[c])) for c in chosen})
        return True

    def _remember(self, known: Known) -> None:
        others = [k for k in self.known if k is not known]
        self.known = [known, *others][:REMEMBERED]
