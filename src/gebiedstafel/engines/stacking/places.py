"""The place of an area among comparable areas: a rank between 0 and 100.

Symbols: v the area's own value, below = comparable areas with less, equal = others with the same,
others = all comparable areas with a figure, without the area itself.

    place(v) = 100 · (below + equal / 2) / others

Ties share the middle of their places, so turning every value around turns the place around:
place(−v) = 100 − place(v). An area without a figure has no place and takes none.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

FEWEST_COMPARABLE = 20
#: Within one municipality ten areas may be ranked: whoever lives there can look at all of them.
FEWEST_WITHIN = 9


@dataclass(frozen=True, slots=True)
class Ladder:
    """What comparable areas have on one figure: each value that occurs, and how many areas have it."""

    values: tuple[float, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(low >= high for low, high in zip(self.values, self.values[1:], strict=False)):
            raise ValueError("a ladder's values must rise")
        if len(self.values) != len(self.counts) or any(count < 1 for count in self.counts):
            raise ValueError("every value on a ladder must occur at least once")

    @property
    def areas(self) -> int:
        """How many areas stand on this ladder."""
        return sum(self.counts)

    def others(self, value: float) -> int:
        """Return how many areas an area with this value is compared with: all but itself."""
        at = bisect_left(self.values, value)
        stands_here = at < len(self.values) and self.values[at] == value
        return self.areas - 1 if stands_here else self.areas

    def place(self, value: float, *, direction: int = 1, fewest: int = FEWEST_COMPARABLE) -> float | None:
        """Return the place between 0 and 100, 100 being least favourable; none with too few to compare."""
        others = self.others(value)
        if others < fewest or direction == 0:
            return None
        at = bisect_left(self.values, value)
        below = list(accumulate(self.counts, initial=0))[at]
        stands_here = at < len(self.values) and self.values[at] == value
        equal = self.counts[at] - 1 if stands_here else 0
        rising = 100 * (below + equal / 2) / others
        return rising if direction > 0 else 100 - rising


def ladder_of(values: Iterable[float | None]) -> Ladder:
    """Return the ladder of these values; a missing figure is not on it."""
    counted = sorted(Counter(value for value in values if value is not None).items())
    return Ladder(tuple(value for value, _ in counted), tuple(count for _, count in counted))
