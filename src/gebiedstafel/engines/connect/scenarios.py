"""Tables that could as well be true: effects and costs somewhat other, and some grants not awarded.

Every scenario is drawn from the seed and its number, thing by thing in canonical order: the same table under
other names, or in another order, gives the same scenarios.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from .order import arrange
from .possible import open_flow
from .problem import Certainty, Measure, Problem

#: Effects and costs lie up to this share above or below what the table says.
SPREAD = Fraction(3, 10)
STEPS = 1000


def uncertain_flows(problem: Problem) -> tuple[str, ...]:
    """The flows the plan may count on although nobody promised them, in canonical order."""
    likely = (f for f in arrange(problem).flows if f.certainty is Certainty.LIKELY)
    return tuple(f.id for f in likely if not open_flow(problem, f))


def scenario(problem: Problem, *, seed: int, number: int, spread: Fraction = SPREAD) -> Problem:
    """One table that could be true. Each effect and each measure's costs get a factor of their own, evenly
    from 1 − spread to 1 + spread; each uncertain grant comes or does not, as a coin falls.

    Costs stay whole cents. What bundles save, what measures earn, budgets and hours stay as they are.
    """
    dice = random.Random(f"{seed}/{number}")
    ordered = arrange(problem)
    lost = {flow for flow in uncertain_flows(problem) if dice.random() < 0.5}
    places = {o.id: place for place, o in enumerate(ordered.challenges)}
    measures = {m.id: _other(m, dice, places, spread) for m in ordered.measures}
    return without_flows(replace(problem, measures=tuple(measures[m.id] for m in problem.measures)), lost)


def without_flows(problem: Problem, lost: Collection[str]) -> Problem:
    """The table when these grants are not awarded."""
    return replace(
        problem,
        flows=tuple(replace(f, certainty=Certainty.EXCLUDED) if f.id in lost else f for f in problem.flows),
    )


def _other(m: Measure, dice: random.Random, places: Mapping[str, int], spread: Fraction) -> Measure:
    dearer = _factor(dice, spread)
    drawn = {o: _factor(dice, spread) for o in sorted(m.effects, key=lambda o: places.get(o, -1))}
    return replace(
        m,
        costs={kind: tuple(_cents(cost * dearer) for cost in years) for kind, years in m.costs.items()},
        effects={o: None if effect is None else effect * drawn[o] for o, effect in m.effects.items()},
    )


def _factor(dice: random.Random, spread: Fraction) -> Fraction:
    return 1 + spread * Fraction(dice.randint(-STEPS, STEPS), STEPS)


def _cents(exact: Fraction) -> int:
    """Whole cents, halves up."""
    return int((2 * exact + 1) // 2)
