"""Where a search begins: at a known plan, or at a plan of the table with most choices made already.

The linear relaxation leaves some fifty choices in parts. Those that it makes wholly stay as it makes them,
but for the starts it was nearly undecided about; what is left is small, and its best plan mostly within two
percent of the bound. From there the search need not look for plans, only prove: looking is half of its time.
Where the first plan is poor, or there is none, the search looks as it does by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from .highs import FIRST, PROVING, USUAL, Relaxation, Settings, relax, run
from .model import Arrays, Floats, Model
from .plan import Plan, Progress
from .possible import Possible
from .warm_start import starting_point

#: With fewer choices than this, or when the best plan itself is asked, a search begins by itself.
FEW = 100
#: Starts that the relaxation decides, but hardly, and that are open again.
OPEN_AGAIN = 20
#: The small table is solved to this gap; a first plan needs no more.
GAP = 0.004
#: A plan this near to the relaxation's bound is good enough only to prove.
NEAR = 0.02
#: A whole number of the relaxation may be off by this much.
WHOLE = 1e-6


@dataclass(frozen=True)
class Beginning:
    """A point to start from, NaN where it does not say, and how to search from there."""

    point: Floats | None
    settings: Settings


def beginning(
    able: Possible,
    model: Model,
    arrays: Arrays,
    known: Plan | None,
    gap: float,
    stop: Callable[[Progress], bool] | None = None,
) -> Beginning:
    """Where to begin; `known` is a plan that keeps every rule of this table. `stop` ends the looking too."""
    at_known = Beginning(starting_point(able, model, known) if known else None, USUAL)
    if not gap or arrays.integer.sum() < FEW:
        return at_known
    relaxed = relax(arrays)
    if relaxed is None:
        return at_known
    if known and _is_near(known.objective, relaxed):
        return replace(at_known, settings=PROVING)
    found = run(_most_choices_made(model, arrays, relaxed), gap=GAP, stop=_unproven(stop), settings=FIRST)
    if found.values is None or (known and known.objective > found.objective):
        return at_known
    point = np.where(arrays.integer.astype(bool), np.rint(found.values), np.nan)
    return Beginning(point, PROVING if _is_near(found.objective, relaxed) else USUAL)


def _unproven(stop: Callable[[Progress], bool] | None) -> Callable[[Progress], bool] | None:
    """The same `stop`, which hears that there is no plan yet: bounds of the small table prove nothing."""
    return stop and (lambda progress: stop(Progress(progress.nodes, None, inf, inf)))


def _is_near(objective: float, relaxed: Relaxation) -> bool:
    return relaxed.objective - objective <= NEAR * abs(objective)


def _most_choices_made(model: Model, arrays: Arrays, relaxed: Relaxation) -> Arrays:
    """The same table with the relaxation's whole choices made, but for the starts it hardly decided."""
    whole = np.rint(relaxed.values)
    made = arrays.integer.astype(bool) & (np.abs(relaxed.values - whole) < WHOLE)
    starts = np.flatnonzero(made & np.array([name[0] == "by" for name in model.names]))
    made[starts[np.argsort(np.abs(relaxed.prices[starts]), kind="stable")][:OPEN_AGAIN]] = False
    return replace(
        arrays, lower=np.where(made, whole, arrays.lower), upper=np.where(made, whole, arrays.upper)
    )
