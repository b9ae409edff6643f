"""A table without what no plan above a given worth can have, by the prices of its linear relaxation.

Moving a column off the side at which the relaxation leaves it costs at least its price for every unit
(Dantzig, Fulkerson and Johnson, 1954). What would bring the whole below the asked worth is closed: a
choice that is never made, a payment that is never so large. A search for better plans is then a small one.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .highs import Relaxation
from .model import Arrays, Model

#: Columns that are whole in every plan although only some of them are declared so.
WHOLE = frozenset({"start", "by", "uses", "used", "some", "full"})
#: At a side within this much; and by so much less is anything closed, for prices are not exact.
NEAR, SPARE = 1e-7, 1e-6


def narrowed(model: Model, arrays: Arrays, relaxed: Relaxation, above: float) -> Arrays:
    """The same arrays in which every point with whole choices worth more than `above` is still there."""
    room = relaxed.objective - above + SPARE * abs(relaxed.objective)
    prices = np.abs(relaxed.prices)
    steps = max(room, 0.0) / np.maximum(prices, NEAR)
    whole = arrays.integer.astype(bool) | np.array([name[0] in WHOLE for name in model.names])
    steps = np.where(whole, np.floor(steps), steps * (1 + SPARE) + SPARE)
    priced = prices > NEAR
    low = priced & (np.abs(relaxed.values - arrays.lower) < NEAR)
    high = priced & (np.abs(relaxed.values - arrays.upper) < NEAR) & ~low
    return replace(
        arrays,
        lower=np.where(high, np.maximum(arrays.lower, arrays.upper - steps), arrays.lower),
        upper=np.where(low, np.minimum(arrays.upper, arrays.lower + steps), arrays.upper),
    )
