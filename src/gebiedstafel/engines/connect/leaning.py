"""Which rules a proof that something cannot be leans on, so that the others are set aside in one question.

A relaxation, also that of a branch, has no point when some of its rows, weighed and added, contradict each
other (Farkas). A rule that is about nothing named in those rows changes none of them: without it the
contradiction mostly stands. Mostly, for what a rule keeps out has no column yet; so this is a guess, and who
uses it asks again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np

from .model import Arrays, Floats, Model, Name
from .named_rules import Rule, closing_rules
from .problem import Problem

TINY = 1e-9
"""Weights of rows and columns below this share of the largest are rounding."""
PEOPLE = frozenset({"hours", "capacity", "lead", "led_by", "max_leads", "no_hours"})
BY_PARTY = frozenset({"empty_chair", "willing", "max_leads"})

Leaned = tuple[Name, ...]


def leaned_on(model: Model, arrays: Arrays, weights: Floats) -> Leaned:
    """Names of the rows that count in a proof, and of the columns whose upper bound does."""
    scale = float(np.abs(weights).max(initial=0.0)) or 1.0
    y = np.where(np.abs(weights) > TINY * scale, weights / scale, 0.0)
    rows = np.repeat(np.arange(len(y)), np.diff(arrays.start))
    summed = np.bincount(arrays.index, weights=y[rows] * arrays.value, minlength=len(arrays.cost))
    drawn: Floats = summed.astype(np.float64)
    bound = (np.abs(drawn) > TINY) & (arrays.upper > 0) & np.isfinite(arrays.upper)
    used = bound & (drawn > 0 if _valid(arrays, y, drawn) else drawn < 0)
    return (
        *(model.row_names[r] for r in np.flatnonzero(y)),
        *(model.names[c] for c in np.flatnonzero(used)),
    )


def _valid(arrays: Arrays, y: Floats, drawn: Floats) -> bool:
    """Whether the weights, taken as they are and not turned around, stay within the columns' open ends."""
    open_above = np.isinf(arrays.upper) & (drawn > TINY)
    open_rows = (np.isinf(arrays.row_lower) & (y > 0)) | (np.isinf(arrays.row_upper) & (y < 0))
    return not open_above.any() and not open_rows.any()


def rules_leaned_on(part: Problem, rules: Iterable[Rule], names: Leaned) -> set[Rule]:
    """Of these rules those that are about what a proof names, or that keep out what would undo it."""
    things = {thing for name in names for thing in _things(name)}
    heads = {name[0] for name in names}
    unpaid = {name[1:3] for name in names if name[0] == "pay" and len(name) == 4}
    bills = [m for m in part.measures if m.id in {measure for measure, _ in unpaid}]
    shut = {rule for m in bills for f in part.flows for rule in closing_rules(part, f, m)}
    shut |= {Rule("cost_type", f.id) for f in part.flows if not f.cost_types.issuperset(k for _, k in unpaid)}
    shut |= {Rule("empty_chair", f.needs_at_table) for f in part.flows if bills}
    people = BY_PARTY if heads & PEOPLE else frozenset()
    return {rule for rule in rules if rule.about in things or rule in shut or rule.code in people}


def _things(name: Collection[object]) -> Iterator[object]:
    """Every id in a name, also those inside its groups."""
    for thing in name:
        if isinstance(thing, tuple):
            yield from _things(thing)
        else:
            yield thing
