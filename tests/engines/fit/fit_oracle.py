"""The slow, obvious way to weigh ways of working: by the definition, and by trying everything."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations


def slow_fit(method, answers):
    """Return the fit by the definition, question by question."""
    weights, losses, missed = [], [], 0
    for name, answer in answers.items():
        band = method.bands[name]
        inside = range(band.low, band.high + 1)
        steps = min(abs(answer - one) for one in inside)
        weights.append(band.weight)
        losses.append(Fraction(band.weight) * min(steps, 2) / 2)
        if name in method.requires and answer < method.requires[name]:
            missed += 1
    if sum(weights) == 0:
        return None
    return 1 - sum(losses) / sum(weights) - Fraction(3, 20) * missed


def slow_first(table, answers):
    """Return who nothing fits better than."""
    fits = {one.id: slow_fit(one, answers) for one in table.methods}
    known = [fit for fit in fits.values() if fit is not None]
    return {name for name, fit in fits.items() if fit is not None and fit == max(known)}


def slow_deciding(table, answers, method, most):
    """Return the smallest sets of answers without which someone behind comes level."""
    own = table.method(method)
    for size in range(1, most + 1):
        found = set()
        for left_out in combinations(answers, size):
            rest = {name: answer for name, answer in answers.items() if name not in left_out}
            if not rest:
                continue
            for one in table.methods:
                before, after = slow_fit(one, answers), slow_fit(one, rest)
                if before is None or before >= slow_fit(own, answers) or after is None:
                    continue
                if slow_fit(own, rest) is None or after >= slow_fit(own, rest):
                    found.add(frozenset(left_out))
        if found:
            return found
    return set()


def slow_fewest(table, answers, method, most):
    """Return the fewest single steps to be among the first, by walking outward one step at a time."""
    here = {tuple(answers.items())}
    seen = set(here)
    for steps in range(most + 1):
        if any(method in slow_first(table, dict(one)) for one in here):
            return steps
        here = {near for one in here for near in neighbours(dict(one), table.fixed)} - seen
        seen |= here
    return None


def neighbours(answers, fixed=frozenset()):
    """Return every set of answers that is one step away."""
    return {
        tuple({**answers, name: answer + step}.items())
        for name, answer in answers.items()
        for step in (-1, 1)
        if name not in fixed and 0 <= answer + step <= 4
    }
