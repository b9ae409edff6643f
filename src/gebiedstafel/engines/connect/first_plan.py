"""Where a search begins: at a known plan, or at a plan of the table with most choices made already.

The linear relaxation leaves some fifty choices in parts. Those that it makes wholly stay as it makes them,
but for the starts it was nearly undecided about, and for who leads and pays what may start at another time:
that follows from the starts, and costs the relaxation nothing either way. The best plan of what is left is
mostly within a percent of the very best. From there the search need only ask whether any plan is better by
more than the gap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import inf

import numpy as np

from .answer import relative_gap
from .highs import FIRST, Outcome, Relaxation, relax, run
from .loosening import loosened
from .model import Arrays, Floats, Model, Name
from .plan import Plan, Progress
from .possible import Possible
from .rounding import held
from .stopping import Stopping
from .warm_start import starting_point

#: With fewer choices than this, or when the best plan itself is asked, a search begins by itself.
FEW = 100
#: Starts that the relaxation decides, but hardly, and that are open again.
OPEN_AGAIN = 40
#: The small table is solved to this gap, in so many nodes; a first plan needs no more.
GAP, NODES = 0.004, 100
#: A whole number of the relaxation may be off by this much.
WHOLE = 1e-6


@dataclass(frozen=True)
class Beginning:
    """What is known when a search begins.

    `point` is where to start, NaN where it does not say. Or else a plan worth `worth` keeps every rule, so
    that only better ones need be sought; `values` is its point where nobody has it as a plan yet.
    """

    point: Floats | None = None
    relaxed: Relaxation | None = None
    worth: float | None = None
    values: Floats | None = None


def beginning(
    able: Possible,
    model: Model,
    arrays: Arrays,
    known: Plan | None,
    gap: float,
    stop: Stopping | None = None,
    look: bool = True,
    relaxed: Relaxation | None = None,
) -> Beginning:
    """Where to begin; `known` is a plan that keeps every rule of this table. `stop` ends the looking too.

    Without `look` no first plan is sought beside one that is known. `relaxed` is the relaxation if known.
    """
    at_known = Beginning(starting_point(able, model, known) if known else None)
    worth = known.objective if known else None
    if (stop and stop.now(worth)) or not gap or arrays.integer.sum() < FEW:
        return at_known
    if relaxed is None:
        relaxed = relax(loosened(model, arrays), stop=partial(stop.now, worth) if stop else None)
    if relaxed is None:
        return at_known
    proven = known is not None and relative_gap(known.objective, relaxed.objective) <= gap
    above = known.objective + gap * abs(known.objective) if known else None
    content = proven or (known is not None and not look)
    found = None if content else _first(model, arrays, relaxed, above, unproven(stop, known))
    if found is not None and found.objective > 0:
        return Beginning(relaxed=relaxed, worth=found.objective, values=found.values)
    if known is not None and known.objective > 0:
        return Beginning(relaxed=relaxed, worth=known.objective)
    return at_known


def _first(
    model: Model,
    arrays: Arrays,
    relaxed: Relaxation,
    above: float | None,
    stop: Callable[[Progress], bool] | None,
) -> Outcome | None:
    """The best plan of the table with most choices made, if its payments hold in whole cents."""
    small = most_choices_made(model, loosened(model, arrays), relaxed)
    found = run(small, gap=GAP, nodes=NODES, stop=stop, settings=FIRST, above=above)
    return None if found.values is None else held(model, arrays, found.values)


def unproven(
    stop: Callable[[Progress], bool] | None, known: Plan | None = None
) -> Callable[[Progress], bool] | None:
    """The same `stop`, which hears of the known plan alone: bounds of the small table prove nothing."""
    worth = known.objective if known else None
    return stop and (lambda progress: stop(Progress(progress.nodes, worth, inf, inf)))


def most_choices_made(model: Model, arrays: Arrays, relaxed: Relaxation) -> Arrays:
    """The same table with the relaxation's whole choices made, but for the starts it hardly decided.

    What follows from a start that is open is open too.
    """
    whole, choices = np.rint(relaxed.values), arrays.integer.astype(bool)
    made = choices & (np.abs(relaxed.values - whole) < WHOLE)
    by = np.array([name[0] == "by" for name in model.names])
    starts = np.flatnonzero(made & by)
    made[starts[np.argsort(np.abs(relaxed.prices[starts]), kind="stable")][:OPEN_AGAIN]] = False
    undecided = {model.names[c][1] for c in np.flatnonzero(choices & by & ~made)}
    made[[c for c in np.flatnonzero(made) if follows(model.names[c], undecided)]] = False
    return replace(
        arrays, lower=np.where(made, whole, arrays.lower), upper=np.where(made, whole, arrays.upper)
    )


def follows(name: Name, undecided: set[str]) -> bool:
    """Whether a choice follows from when these measures start: leads, payers, used-up bundles."""
    kind, *about = name
    return (
        kind == "full"
        or (kind == "uses" and about[1] in undecided)
        or (kind == "lead" and about[0] in undecided)
    )
