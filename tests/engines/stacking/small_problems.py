"""Small made-up problems, with ties, gaps and small numbers on purpose."""

import numpy as np
from hypothesis import strategies as st

from gebiedstafel.engines.stacking.problem import Indicator, StackingProblem

CODES = (
    Indicator("leeg", "fysiek", 1),
    Indicator("woz", "fysiek", -1),
    Indicator("arts", "fysiek", 1),
    Indicator("bijstand", "sociaal", 1),
    Indicator("schulden", "sociaal", 1),
    Indicator("werk", "economie", -1),
    Indicator("super", "fysiek", 1, core=False),
)


def problem_of(values, *, groups=None, indicators=CODES, **more):
    """A problem of these rows; every area in one group unless told."""
    rows = np.array(values, dtype=float).reshape(len(values), len(indicators))
    areas = tuple(f"B{n:03d}" for n in range(len(rows)))
    return StackingProblem(areas, tuple(groups or ["alle"] * len(rows)), indicators, rows, **more)


def same_but(problem, **changed):
    """The same problem with something else in it."""
    names = ("areas", "groups", "indicators", "values", "low", "high", "small")
    return StackingProblem(**{**{name: getattr(problem, name) for name in names}, **changed})


def without(array, row):
    return None if array is None else np.delete(array, row, axis=0)


@st.composite
def problems(draw, *, unsure=False, fewest=0):
    """A country of at most two groups, drawn by a seed: hypothesis shrinks its size and its gaps."""
    seed = draw(st.integers(0, 2**32 - 1))
    size = draw(st.integers(fewest, 70))
    steps = draw(st.integers(2, 40))
    gaps = draw(st.sampled_from((0.0, 0.1, 0.4, 0.9)))
    dice = np.random.default_rng(seed)
    values = dice.integers(0, steps, (size, len(CODES))).astype(float)
    values[dice.random(values.shape) < gaps] = np.nan
    groups = [str(n) for n in dice.integers(0, 2, size)]
    more = {"small": dice.random(values.shape) < draw(st.sampled_from((0.0, 0.2)))}
    if unsure:
        more["low"] = values - dice.integers(0, 5, values.shape)
        more["high"] = values + dice.integers(0, 5, values.shape)
    return problem_of(values, groups=groups, **more)
