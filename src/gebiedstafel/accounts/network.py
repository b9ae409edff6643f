"""Where a request comes from, as coarse as it is counted: a /24 of IPv4, a /64 of IPv6."""

from __future__ import annotations

import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104 - nothing listens here; it stands for no address


def network_of(request: HttpRequest) -> str:
    """Return the network; whoever has one address there has the others easily."""
    text = far_end(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text or "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False))


def first_address(request: HttpRequest) -> str:
    """Return the first address of that network, for what wants an address; axes counts by it.

    Whoever comes without one, over a socket, counts as one: PostgreSQL keeps nothing but addresses there.
    """
    first, _, bits = network_of(request).partition("/")
    return first if bits else NOWHERE


def far_end(request: HttpRequest) -> str:
    """Return the address as the outermost proxy of our own saw it."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    passed: list[str] = [
        one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()
    ]
    proxies: int = settings.PROXIES
    if not proxies or not passed:
        return nearest
    return passed[-proxies] if len(passed) >= proxies else passed[0]


def nameless(kind: str, text: str) -> str:
    """Return a name under which something is counted, from which nobody reads what it was."""
    key = str(settings.SECRET_KEY).encode()
    return str(hmac.digest(key, f"{kind}/{text}".encode(), "sha256").hex())
