"""Asking whether to stop: once the answer was yes, nobody is asked again."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from .plan import Progress


class Stopping:
    """What asks `stop` on behalf of every part of a search. `heard` says that one of them was to stop."""

    def __init__(self, stop: Callable[[Progress], bool] | None) -> None:
        self._ask = stop or (lambda progress: False)
        self.heard = False

    def __call__(self, progress: Progress) -> bool:
        """Tell how far the search is and ask whether to stop."""
        self.heard = self.heard or self._ask(progress)
        return self.heard

    def now(self, worth: float | None = None) -> bool:
        """Ask where nothing is proven yet; `worth` is that of a plan known, if any."""
        return self(Progress(0, worth, inf, inf))
