"""What happens by itself as time passes: a layer says it in its `ticks.py`, the worker's clock runs it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, wraps

from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules
from django.utils.timezone import now

Tick = Callable[[datetime], object]

logger = logging.getLogger(__name__)
_FIRST: dict[str, Tick] = {}
_TICKS: dict[str, Tick] = {}

#: So often the clock strikes; what needs it less often looks at the time it is given.
SECONDS = 5.0
QUARTER = timedelta(minutes=15)
_RAN: dict[str, datetime] = {}


def each_tick(tick: Tick) -> Tick:
    """Let this run whenever the clock strikes, in the order of its place in the code."""
    _TICKS[f"{tick.__module__}.{tick.__qualname__}"] = tick
    return tick


def each_quarter(tick: Tick) -> Tick:
    """Let this run when the clock strikes, but not again within a quarter of an hour."""

    @wraps(tick)
    def seldom(at: datetime) -> None:
        name = f"{tick.__module__}.{tick.__qualname__}"
        before = _RAN.get(name)
        if before is not None and before <= at < before + QUARTER:
            return
        _RAN[name] = at
        tick(at)

    return each_tick(seldom)


def when_it_starts(tick: Tick) -> Tick:
    """Let this run once, before a worker begins."""
    _FIRST[f"{tick.__module__}.{tick.__qualname__}"] = tick
    return tick


def wind_up(at: datetime) -> None:
    """Do what comes before a worker begins."""
    find_ticks()
    _run(_FIRST, at)


def strike(at: datetime) -> None:
    """Run everything once; what goes wrong in one is written down and holds up none of the others."""
    find_ticks()
    _run(_TICKS, at)


@cache
def find_ticks() -> None:
    """Read the `ticks.py` of every layer, once."""
    autodiscover_modules("ticks")


def _run(ticks: dict[str, Tick], at: datetime) -> None:
    for name, tick in sorted(ticks.items()):
        try:
            tick(at)
        except Exception:
            logger.exception("%s went wrong; it is tried again at the next strike of the clock", name)


class Clock(threading.Thread):
    """Strikes beside the worker, so that a long search holds up no letter."""

    def __init__(self, seconds: float = SECONDS) -> None:
        super().__init__(name="clock", daemon=True)
        self.seconds = seconds
        self._over = threading.Event()

    def run(self) -> None:
        """Strike until it is stopped."""
        while not self._over.wait(self.seconds):
            close_old_connections()
            strike(now())
        close_old_connections()

    def stop(self) -> None:
        """Let the last strike end, then stop."""
        self._over.set()
        self.join(timeout=30)
