"""The slow and obvious attacker: try every whole number for every unknown, and see which tables fit."""

from __future__ import annotations

from itertools import product

from gebiedstafel.engines.disclosure.linear import Facts


def every_fit(facts: Facts):
    """Yield every point of whole numbers that obeys all facts."""
    ranges = [range(round(low), round(high) + 1) for low, high in zip(facts.lower, facts.upper, strict=True)]
    for point in product(*ranges):
        if all(
            low <= sum(weight * point[column] for column, weight in form.items()) <= high
            for form, low, high in facts.rows
        ):
            yield point


def slow_bounds(facts: Facts, form) -> tuple[int, int]:
    """Return the smallest and largest value of a sum over everything that fits."""
    values = [sum(weight * point[column] for column, weight in form.items()) for point in every_fit(facts)]
    return min(values), max(values)
