"""Asking a provider something: with a deadline, no redirects, and no more than can be read."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from .provider import NotReached, is_safe_address

SECONDS = 8.0
MOST_BYTES = 512 * 1024


class _NoRedirects(HTTPRedirectHandler):
    """An answer that points elsewhere is no answer."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = build_opener(_NoRedirects, ProxyHandler({}))


def fetch(
    url: str, *, form: Mapping[str, str] | None = None, bearer: str = "", seconds: float = SECONDS
) -> dict[str, Any]:
    """Return the JSON object at an address; with a form it is sent there."""
    if not is_safe_address(url):
        raise NotReached(f"{url[:200]!r} is not an https address")
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
    request = Request(url, urlencode(form).encode() if form is not None else None, headers)  # noqa: S310
    until = time.monotonic() + seconds
    try:
        with _OPENER.open(request, timeout=seconds) as answer:
            text = _read(answer, until)
    except HTTPError as fault:
        raise NotReached(f"{url} answered {fault.code} {_reason(fault)}".strip()) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise NotReached(f"{url} did not answer: {type(fault).__name__}") from fault
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise NotReached(f"{url} did not answer in JSON") from fault
    if not isinstance(found, dict):
        raise NotReached(f"{url} did not answer with an object")
    return found


def _read(answer: Any, until: float) -> bytes:
    parts, size = [], 0
    while part := answer.read1(65536):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise ValueError("more than can be read")
        if time.monotonic() > until:
            raise TimeoutError
    if answer.length:
        raise http.client.IncompleteRead(b"")
    return b"".join(parts)


def _reason(fault: HTTPError) -> str:
    """Return the error a provider names; never what else it says, for that may hold a secret."""
    try:
        named = json.loads(fault.read(4096)).get("error", "")
    except (ValueError, OSError, AttributeError, http.client.HTTPException):
        return ""
    return f"({str(named)[:60]})" if named else ""
