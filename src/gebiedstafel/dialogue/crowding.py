"""How often something came from one network address: kept in memory alone, and only for a while.

An address is personal data, so it is never written down; a restart forgets all. Several web processes
each keep a count of their own.
"""

from __future__ import annotations

import ipaddress
import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest

_SALT = token_bytes(16)
MOST_ADDRESSES = 50_000


class Crowd:
    """Counts per address how often it came within a window of time."""

    def __init__(self, window: timedelta) -> None:
        self.window = window
        self._seen: dict[str, deque[datetime]] = defaultdict(deque)
        self._lock = threading.Lock()

    def is_full(self, address: str, most: int, *, at: datetime) -> bool:
        """Say whether this address came as often as it may."""
        with self._lock:
            return len(self._recent(address, at)) >= most

    def count(self, address: str, *, at: datetime) -> None:
        """Count that this address came now."""
        with self._lock:
            self._recent(address, at).append(at)
            if len(self._seen) > MOST_ADDRESSES:
                self._forget(at)

    def _recent(self, address: str, at: datetime) -> deque[datetime]:
        times = self._seen[address]
        while times and times[0] <= at - self.window:
            times.popleft()
        return times

    def _forget(self, at: datetime) -> None:
        for address in [
            one for one, times in self._seen.items() if not times or times[-1] <= at - self.window
        ]:
            del self._seen[address]


#: New people per address and day, wrong codes per address and quarter of an hour.
ARRIVALS = Crowd(timedelta(days=1))
WRONG_CODES = Crowd(timedelta(minutes=15))
MOST_WRONG_CODES = 10


def address_of(request: HttpRequest, about: str) -> str:
    """Return where a request comes from, as a name that says nothing outside this process."""
    return sha256(_SALT + f"{about}/{network_of(request)}".encode()).hexdigest()


def network_of(request: HttpRequest) -> str:
    """Return the address, of IPv6 its first half: a household has all the rest of it."""
    text = _far_end(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def _far_end(request: HttpRequest) -> str:
    """Return the address as the outermost proxy of our own saw it."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    passed = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    proxies: int = settings.PROXIES
    if not proxies or not passed:
        return nearest
    return passed[-proxies] if len(passed) >= proxies else passed[0]
