"""When a deed cannot be done: the reason, and the page that tells it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise


class Refused(Exception):
    """This is not possible now; the text is a sentence for people."""

    status = 409

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


class NotAllowed(Refused):
    """This seat may not do this."""

    status = 403


class Refusals:
    """Turn a refusal into a page, or into an alert where only a part of the page was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; an address that only a button may use says so instead of staying empty."""
        answer = self.get_response(request)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or answer.content:
            return answer
        page = render(request, "405.html", {"back": way_back(request)}, status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception to crash."""
        if not isinstance(exception, Refused):
            return None
        part_only = request.headers.get("HX-Request") == "true"
        template = "ui/parts/alert.html" if part_only else "ui/refused.html"
        context = {
            "kind": "warning",
            "title": str(exception.reason),
            "reason": exception.reason,
            "allowed": not isinstance(exception, NotAllowed),
            "back": way_back(request),
        }
        return render(request, template, context, status=exception.status)


def way_back(request: HttpRequest) -> str:
    """Return where this person came from on this site, else the front page."""
    here, there = request.build_absolute_uri("/"), request.headers.get("Referer", "")
    return "/" + there.removeprefix(here) if there.startswith(here) else "/"


def why_not(check: Callable[..., None], *about: Any) -> str:
    """Return the sentence beside a grey button; empty when the button works."""
    try:
        check(*about)
    except Refused as refusal:
        return str(refusal)
    return ""
