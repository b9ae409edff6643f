"""Addresses that hold a secret, such as those in letters: it is written down nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

#: What the part of an address is called that opens something.
SECRETS = ("token", "link", "code")


class SecretAddresses:
    """Django writes the address of every answer from 400 on into its log; not of one with a secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a link that opens nothing is not written down."""
        answer = self.get_response(request)
        where = request.resolver_match
        if where is not None and any(name in where.kwargs for name in SECRETS):
            answer._has_been_logged = True  # type: ignore[attr-defined]
        return answer


def without_secrets(path: str, parts: Mapping[str, object]) -> str:
    """Return an address without what opens something in it."""
    for secret in filter(None, (str(parts.get(name, "")) for name in SECRETS)):
        path = path.replace(secret, "…")
    return path
