"""Where we ask: an https address that points outward, looked up once, so that it cannot turn inward after."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from .faults import NotFetched

IP = IPv4Address | IPv6Address
LookUp = Callable[[str, int], Sequence[str]]

# Within these an IPv4 address is wrapped that is where the packet goes in the end.
NAT64 = IPv6Network("64:ff9b::/96")
COMPATIBLE = IPv6Network("::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and the number it stood for when we looked: the number is what we connect to."""

    url: SplitResult
    host: str
    port: int
    number: str


def look_up(host: str, port: int) -> list[str]:
    """Return every number a name stands for."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def points_inward(number: str) -> bool:
    """Tell whether a number lies on this computer, in a private network, or anywhere but the open internet.

    >>> [points_inward(n) for n in ("127.0.0.1", "10.1.2.3", "::ffff:192.168.0.1", "169.254.169.254")]
    [True, True, True, True]
    >>> points_inward("93.184.215.14")
    False
    """
    found = ip_address(number.partition("%")[0])
    return any(not one.is_global or one.is_multicast for one in (found, *_wrapped(found)))


def _wrapped(found: IP) -> list[IP]:
    """Return the IPv4 addresses that an IPv6 address wraps."""
    if isinstance(found, IPv4Address):
        return []
    teredo = found.teredo
    inner = [found.ipv4_mapped, found.sixtofour, *(teredo or ())]
    if found in NAT64 or found in COMPATIBLE:
        inner.append(IPv4Address(int(found) & 0xFFFFFFFF))
    return [one for one in inner if one is not None]


def placed(url: str, *, inward: bool = False, look: LookUp = look_up) -> Place:
    """Return where an address is now, or refuse it. `inward` is for tests: it allows http and loopback.

    One number that points inward is enough to refuse: a name may have several, and they take turns.
    """
    try:
        split = urlsplit(url)
        host, port = split.hostname or "", split.port
    except ValueError:
        raise NotFetched("not_https", host=url[:80]) from None
    schemes = ("http", "https") if inward else ("https",)
    if not host or split.scheme not in schemes or split.username or split.password:
        raise NotFetched("not_https", host=host or url[:80])
    port = port or (443 if split.scheme == "https" else 80)
    if not inward and port != 443:
        raise NotFetched("not_https", host=f"{host}:{port}")
    try:
        numbers = look(host, port)
    except (OSError, UnicodeError):
        raise NotFetched("down", host=host) from None
    if not numbers:
        raise NotFetched("down", host=host)
    if not inward and any(points_inward(number) for number in numbers):
        raise NotFetched("inward", host=host)
    return Place(split, host, port, numbers[0])
