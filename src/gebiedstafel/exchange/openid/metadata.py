"""Where a provider's doors are and which keys it signs with; remembered for an hour."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from .fetching import fetch
from .provider import NotReached, NotTrusted, Provider, is_safe_address

HOUR, MINUTE = 3600.0, 60.0
#: Who did not answer is not asked again for so long: each ask may hold a worker for seconds.
RETRY = 30.0
Fetch = Callable[..., dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Doors:
    """The addresses a provider names."""

    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    end_session: str = ""
    names_issuer: bool = False


class Known:
    """What is known of providers in this process. An unknown key asks again, once a minute at most."""

    def __init__(self, fetch: Fetch = fetch) -> None:
        self._fetch = fetch
        self._doors: dict[str, tuple[float, Doors]] = {}
        self._keys: dict[str, tuple[float, KeySet]] = {}
        self._silent: dict[str, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def doors(self, provider: Provider, *, at: float) -> Doors:
        """Return the provider's addresses."""
        with self._lock:
            kept, silent = self._doors.get(provider.issuer), self._silent.get(provider.issuer)
        if kept and at - kept[0] < HOUR:
            return kept[1]
        if silent and 0 <= at - silent[0] < RETRY:
            raise NotReached(silent[1])
        url = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
        try:
            doors = doors_in(provider, self._fetch(url))
        except NotReached as fault:
            with self._lock:
                self._silent[provider.issuer] = (at, str(fault))
            raise
        with self._lock:
            self._doors[provider.issuer] = (at, doors)
        return doors

    def key(self, provider: Provider, kid: str | None, algorithm: str, *, at: float) -> Any:
        """Return the key that signed; one we do not know makes us look again."""
        doors = self.doors(provider, at=at)
        with self._lock:
            kept = self._keys.get(provider.issuer)
        if kept and at - kept[0] < HOUR:
            found = _pick(kept[1], kid, algorithm)
            if found is not None or at - kept[0] < MINUTE:
                return _known(found, kid)
        keys = _keys_in(doors.keys, self._fetch(doors.keys))
        with self._lock:
            self._keys[provider.issuer] = (at, keys)
        return _known(_pick(keys, kid, algorithm), kid)


def _known(key: Any, kid: str | None) -> Any:
    if key is None:
        raise NotTrusted(f"the provider has no key {kid!r} that fits")
    return key


def doors_in(provider: Provider, found: dict[str, Any]) -> Doors:
    """Return the addresses in a discovery document; refuse one of another issuer."""
    if found.get("issuer") != provider.issuer:
        raise NotTrusted(f"the discovery document is of {str(found.get('issuer'))[:200]!r}")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    unsafe = [name for name in names if not is_safe_address(found.get(name))]
    if unsafe:
        raise NotTrusted(f"the discovery document has no https address for {', '.join(unsafe)}")
    methods = found.get("code_challenge_methods_supported")
    if isinstance(methods, list) and "S256" not in methods:
        raise NotTrusted("the provider does not do PKCE with S256")
    return Doors(
        found["authorization_endpoint"],
        found["token_endpoint"],
        found["jwks_uri"],
        _if_safe(found.get("userinfo_endpoint")),
        _if_safe(found.get("end_session_endpoint")),
        found.get("authorization_response_iss_parameter_supported") is True,
    )


def _if_safe(url: object) -> str:
    return str(url) if is_safe_address(url) else ""


def _keys_in(url: str, found: dict[str, Any]) -> KeySet:
    rows = found.get("keys")
    if not isinstance(rows, list):
        raise NotReached(f"{url} has no list of keys")
    usable = []
    for row in rows:
        if not isinstance(row, dict) or row.get("use", "sig") != "sig" or row.get("kty") not in ("RSA", "EC"):
            continue
        try:
            usable += KeySet.import_key_set({"keys": [row]}).keys
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    return KeySet(usable)


def _pick(keys: KeySet, kid: str | None, algorithm: str) -> Any:
    kind = "EC" if algorithm.startswith("ES") else "RSA"
    fitting = [key for key in keys.keys if key.key_type == kind and key.get("alg") in (None, algorithm)]
    if kid is None:
        return fitting[0] if len(fitting) == 1 else None
    return next((key for key in fitting if key.get("kid") == kid), None)
