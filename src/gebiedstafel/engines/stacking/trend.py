"""Whether more or less is going on in a domain than some years ago, compared with the same areas."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from .stacking import NEEDED, DomainStack

#: A smaller move says nothing: ten places up or down.
LEAST_MOVE = 10.0


class Trend(StrEnum):
    """How a domain moved between two years among comparable areas."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    UNKNOWN = "unknown"


def trend(then: DomainStack, now: DomainStack, *, unbroken: Set[str]) -> Trend:
    """Return how a domain moved, on the figures that both years have with the same definition.

    `unbroken` names the figures whose definition did not change in between, for an area whose border did not
    either. With fewer than three in five of the core figures there is no trend; a move within what either
    year is unsure of, or of less than ten places, is none.
    """
    before, after = dict(then.figures), dict(now.figures)
    shared = sorted(before.keys() & after.keys() & unbroken)
    core = before.keys() | after.keys() | set(now.missing) | set(now.small) | set(now.alone)
    need, of = NEEDED
    if not shared or of * len(shared) < need * len(core):
        return Trend.UNKNOWN
    moved = sum(after[code] - before[code] for code in shared) / len(shared)
    unsure = max(_half(then), _half(now), LEAST_MOVE)
    if abs(moved) < unsure:
        return Trend.SAME
    return Trend.MORE if moved > 0 else Trend.LESS


def _half(domain: DomainStack) -> float:
    return 0.0 if domain.low is None or domain.high is None else (domain.high - domain.low) / 2
