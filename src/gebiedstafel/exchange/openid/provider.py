"""A provider as our configuration names it, and what it says about someone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

PRIVATE_KEY_JWT, SECRET_POST = "private_key_jwt", "client_secret_post"


class NotTrusted(Exception):
    """What came from a provider is not what it should be; the text says what, for who keeps the site."""


class NotReached(Exception):
    """The provider did not answer, or not in time, or not in a way that can be read."""


@dataclass(frozen=True, slots=True)
class GroupSeat:
    """The seat that a group of the provider gives at a table."""

    group: str
    table: str
    role: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation whose people sign in with their own account."""

    slug: str
    name: str
    issuer: str
    client_id: str
    client_auth: str = PRIVATE_KEY_JWT
    secret: str = field(default="", repr=False)
    trusted_domains: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    groups_claim: str = "groups"
    seats: tuple[GroupSeat, ...] = ()
    administrators: tuple[str, ...] = ()
    own_second_step: bool = True

    def trusts(self, email: str) -> bool:
        """Whether this provider speaks for the domain of that address."""
        return email.rpartition("@")[2].lower() in self.trusted_domains


@dataclass(frozen=True, slots=True)
class Identity:
    """Who someone is, as a provider says and we checked."""

    provider: str
    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""
    groups: tuple[str, ...] = ()
    id_token: str = field(default="", repr=False)


def identity_of(provider: Provider, claims: Mapping[str, Any], id_token: str = "") -> Identity:
    """Return who these claims are about; what is not as it should be is left out."""
    groups = claims.get(provider.groups_claim)
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    return Identity(
        provider.slug,
        provider.issuer,
        str(claims["sub"]),
        _line(claims.get("email"), 254).lower(),
        claims.get("email_verified") is True,
        _line(claims.get("name") or claims.get("preferred_username"), 150),
        tuple(sorted({one for one in named if isinstance(one, str)})),
        id_token,
    )


def _line(value: object, longest: int) -> str:
    text = value if isinstance(value, str) else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:longest]


def is_safe_address(url: object) -> bool:
    """Whether an address is https, or on this computer."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if parts.username is not None or not host or not url.isprintable() or " " in url:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
