"""From payments in fractions to payments in whole cents that keep every rule."""

from __future__ import annotations

import math

import numpy as np

from .highs import Outcome, fix_whole, run
from .model import Arrays, Floats, Model, Name

WHOLE = {"pay", "save", "short"}
LOOSE = {"reserve", "advance"}
NEAR = 1e-3
WIDER = (0, 1, 5, 25, 500)


class CannotRound(RuntimeError):
    """No payments in whole cents keep every rule, although fractions of cents do."""


def whole_cents(model: Model, values: Floats) -> dict[Name, int]:
    """Cents per pay and save column: each fraction up or down, such that every row still holds.

    Rows about sums and budgets hold exactly; rows marked `ratio` may be passed by less than a cent
    for each payment in them. A column at zero stays zero.
    """
    cents = {c: values[c] / model.cent for c, name in enumerate(model.names) if name[0] in WHOLE}
    near = {c: round(v) for c, v in cents.items()}
    if all(abs(v - near[c]) < NEAR for c, v in cents.items()):
        return {model.names[c]: near[c] for c in cents}
    for wider in WIDER:
        found = _round(model, values, cents, wider)
        if found is not None:
            return {model.names[c]: found[c] for c in cents}
    raise CannotRound("payments could not be rounded to whole cents")


def held(model: Model, arrays: Arrays, values: Floats) -> Outcome | None:
    """The best point with these yes-or-no choices at tight tolerance; None if it is none in whole cents."""
    outcome = run(fix_whole(arrays, values), exact=True)
    if outcome.values is None:
        return None
    try:
        whole_cents(model, outcome.values)
    except CannotRound:
        return None
    return outcome


def _round(model: Model, values: Floats, cents: dict[int, float], wider: int) -> dict[int, int] | None:
    fixed: dict[int, int] = {}
    free: dict[int, tuple[int, int]] = {}
    for c, v in cents.items():
        near = round(v)
        if v < NEAR or (not wider and abs(v - near) < NEAR):
            fixed[c] = near
        else:
            free[c] = (max(0, math.floor(v + NEAR) - wider), math.ceil(v - NEAR) + wider)
    loose = [c for c, name in enumerate(model.names) if name[0] in LOOSE]
    number = {c: k for k, c in enumerate([*free, *loose])}
    rows = _rows(model, values, fixed, number, cents)
    arrays = _arrays(free, loose, {c: cents[c] for c in free}, rows)
    outcome = run(arrays, exact=True)
    if outcome.values is None:
        return None
    found = {c: round(outcome.values[number[c]]) for c in free}
    return fixed | found


Row = tuple[float, list[tuple[int, float]], float]


def _rows(
    model: Model, values: Floats, fixed: dict[int, int], number: dict[int, int], cents: dict[int, float]
) -> list[Row]:
    """The model's rows that touch a free column, in cents, everything else moved to the right."""
    rows: list[Row] = []
    whole_only = {k for c, k in number.items() if c in cents}
    for r in range(len(model.row_names)):
        part = slice(model.row_start[r], model.row_start[r + 1])
        columns, factors = model.indices[part], model.values[part]
        terms = [(number[c], a) for c, a in zip(columns, factors, strict=True) if c in number]
        if not terms:
            continue
        moved = 0.0
        for c, a in zip(columns, factors, strict=True):
            if c in fixed:
                moved += a * fixed[c]
            elif c not in number:
                moved += a * values[c] / model.cent
        lower = model.row_lower[r] / model.cent - moved
        upper = model.row_upper[r] / model.cent - moved
        if model.ratio[r]:
            payments = sum(1 for c in columns if cents.get(c, 0.0) >= NEAR)
            upper += 0.999 * payments
        elif whole_only.issuperset(c for c, _ in terms) and all(a in (1.0, -1.0) for _, a in terms):
            lower, upper = _whole(lower), _whole(upper)
        rows.append((lower, terms, upper))
    return rows


def _whole(bound: float) -> float:
    return bound if math.isinf(bound) else float(round(bound))


def _arrays(
    free: dict[int, tuple[int, int]], loose: list[int], cents: dict[int, float], rows: list[Row]
) -> Arrays:
    """Round to the nearest where the rows allow it."""
    lower = [float(low) for low, _ in free.values()] + [0.0] * len(loose)
    upper = [float(high) for _, high in free.values()] + [np.inf] * len(loose)
    cost = [2 * (cents[c] - math.floor(cents[c])) - 1 for c in free] + [0.0] * len(loose)
    start = np.cumsum([0] + [len(terms) for _, terms, _ in rows])
    return Arrays(
        cost=np.array(cost),
        lower=np.array(lower),
        upper=np.array(upper),
        integer=np.array([1] * len(free) + [0] * len(loose), dtype=np.int32),
        row_lower=np.array([low for low, _, _ in rows]),
        row_upper=np.array([high for _, _, high in rows]),
        start=start.astype(np.int32),
        index=np.array([c for _, terms, _ in rows for c, _ in terms], dtype=np.int32),
        value=np.array([a for _, terms, _ in rows for _, a in terms]),
        offset=0.0,
    )
