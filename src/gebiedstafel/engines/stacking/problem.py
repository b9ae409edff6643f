"""What the stacking engine is asked: areas, who is compared with whom, and figures with a direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .never_ranked import is_never_ranked
from .places import FEWEST_COMPARABLE

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class InvalidStacking(ValueError):
    """A problem that cannot be answered; the sentence says what, why, and what would help."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure. Direction 1: higher is less favourable; −1: lower is.

    Only a core indicator counts in its domain; another one is only given its place. `overlaps` names the
    figures that measure partly the same: two of those never count together.
    """

    code: str
    domain: str
    direction: int
    core: bool = True
    overlaps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class StackingProblem:
    """Areas by indicators: v = `values`, areas in rows, indicators in columns, nan where a figure is missing.

    `groups` names per area with whom it is compared. `low` and `high` bound a figure that is uncertain (the
    same unit; the figure itself where it is exact). `small` marks figures that rest on too few people.
    With fewer than `fewest` others in its group an area has no place.
    """

    areas: tuple[str, ...]
    groups: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    values: Floats
    low: Floats | None = None
    high: Floats | None = None
    small: Flags | None = None
    fewest: int = FEWEST_COMPARABLE

    def __post_init__(self) -> None:
        _check_areas(self.areas, self.groups)
        _check_indicators(self.indicators)
        self._check_values()

    def _check_values(self) -> None:
        shape = (len(self.areas), len(self.indicators))
        for name in ("values", "low", "high", "small"):
            found = getattr(self, name)
            if found is not None and found.shape != shape:
                raise InvalidStacking(f"{name} must have a row per area and a column per indicator: {shape}")
        if np.isinf(self.values).any():
            raise InvalidStacking("a figure must be a number or missing (nan), never infinite")
        if (self.low is None) != (self.high is None):
            raise InvalidStacking("give both low and high of an uncertain figure, or neither")
        if self.low is not None and self.high is not None:
            known = ~np.isnan(self.values)
            within = (self.low <= self.values) & (self.values <= self.high)
            if not within[known].all():
                raise InvalidStacking("a figure must lie between its own low and high")


def _check_areas(areas: Sequence[str], groups: Sequence[str]) -> None:
    if len(set(areas)) != len(areas):
        raise InvalidStacking("an area must be there once; leave one of each code")
    if len(groups) != len(areas):
        raise InvalidStacking("every area needs the name of the group it is compared with")


def _check_indicators(indicators: Sequence[Indicator]) -> None:
    codes = [one.code for one in indicators]
    if len(set(codes)) != len(codes):
        raise InvalidStacking("an indicator must be there once")
    for one in indicators:
        if is_never_ranked(one.code):
            raise InvalidStacking(
                f"{one.code} is about who people are (origin, age, sex, household), which is no problem to be"
                " ranked; leave it out"
            )
        if one.direction not in (1, -1):
            raise InvalidStacking(
                f"{one.code} has no direction, so it is context and cannot pile up; leave it out"
            )
    core = {one.code for one in indicators if one.core}
    for one in indicators:
        if one.core and (twice := sorted(one.overlaps & core - {one.code})):
            raise InvalidStacking(
                f"{one.code} measures partly the same as {', '.join(twice)} and would count twice;"
                " let only one of them be core"
            )
