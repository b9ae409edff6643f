"""A long list of which the first rows stand on the page, and the rest is folded and told in a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Folded:
    """The rows that stand on the page, and those that open with a press or on paper."""

    first: tuple[Any, ...]
    rest: tuple[Any, ...]

    @property
    def cents(self) -> int:
        """What the folded rows are about together, where each says what it is about."""
        return sum(row.cents for row in self.rest)


def folded(rows: Iterable[Any], most: int) -> Folded:
    """Fold what comes after the first `most` rows; a single row is not worth a fold."""
    rows = tuple(rows)
    most = len(rows) if len(rows) <= most + 1 else most
    return Folded(rows[:most], rows[most:])
