"""Money rows a hair wider for the search, because presolve calls a sum that fits exactly impossible.

3/7 of 70 % is 30 %, but not in the last bit of a computer's fractions: without this HiGHS takes co-funding
that is just enough for too little. What follows the search, and decides, has the exact rows.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .model import Arrays, Model

#: On the model's scale, where the largest measure costs 4096: under a cent for measures below
#: 40 million euros. At a thousandth of this presolve errs the other way.
SLACK = 1e-6
MONEY = frozenset({"pay", "save"})


def loosened(model: Model, arrays: Arrays) -> Arrays:
    """The same arrays, with each row of "at most" over payments wider by the slack."""
    money = np.array([name[0] in MONEY for name in model.names])
    rows = np.repeat(np.arange(len(arrays.row_upper)), np.diff(arrays.start))
    touched = np.zeros(len(arrays.row_upper), dtype=bool)
    touched[rows[money[arrays.index]]] = True
    touched &= np.isneginf(arrays.row_lower)
    return replace(arrays, row_upper=np.where(touched, arrays.row_upper + SLACK, arrays.row_upper))
