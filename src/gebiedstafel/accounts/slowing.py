"""Slowing whoever tries secrets: per account, and per network; the same for accounts that do not exist.

A try is written down before the secret is looked at, so that a hundred at once are slowed too; who
turns out to know the secret leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from .models import Try
from .network import nameless, network_of

WINDOW = timedelta(minutes=15)
#: An account is tried five times from one network, twenty times from everywhere.
MOST_HERE, MOST_EVERYWHERE = 5, 20
#: A network tries fifty secrets of whatever kind: a town hall behind one address has typing errors too.
MOST_BY_NETWORK = 50
MISSED = {404, 410}

View = Callable[..., Any]


class TooOften(Exception):
    """Too many tries; the page says so and what to do."""


def try_secret(request: HttpRequest, what: str, account: str = "", *, at: datetime) -> Try:
    """Write a try down and return what to forget when it turns out right; raise when there were too many."""
    network = nameless("network", network_of(request))
    name = _key(account) if account else ""
    with transaction.atomic():
        Try.objects.filter(at__lt=at - WINDOW).delete()
        made = Try.objects.create(what=what, account=name, network=network, at=at)
    recent = Try.objects.filter(at__gt=at - WINDOW)
    if recent.filter(network=network).count() > MOST_BY_NETWORK:
        raise TooOften
    if account:
        by_account = recent.filter(account=name)
        if by_account.count() > MOST_EVERYWHERE or by_account.filter(network=network).count() > MOST_HERE:
            raise TooOften
    return made


def forget_tries(made: Try, account: str = "") -> None:
    """The secret was right: forget this try, and those of the account before it."""
    Try.objects.filter(pk=made.pk).delete()
    forget_account(account)


def forget_account(*names: str) -> None:
    """Forget every try at these accounts."""
    Try.objects.filter(account__in=[_key(name) for name in names if name]).delete()


def _key(account: str) -> str:
    return nameless("account", account.strip().lower())


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that it went wrong too often, the same to everyone."""
    answer = render(request, "accounts/locked.html", status=429)
    answer["Retry-After"] = str(int(WINDOW.total_seconds()))
    return answer


def slowed_by_link(what: str) -> Callable[[View], View]:
    """Mark a view whose address holds a secret: a miss counts for the network that guesses."""

    def mark(view: View) -> View:
        @wraps(view)
        def slowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            network = nameless("network", network_of(request))
            if Try.objects.filter(network=network, at__gt=now() - WINDOW).count() >= MOST_BY_NETWORK:
                return too_often(request)
            try:
                answer: HttpResponse = view(request, *args, **kwargs)
            except Http404:
                _count_miss(what, network)
                raise
            if answer.status_code in MISSED:
                _count_miss(what, network)
            return answer

        slowed.slows = what  # type: ignore[attr-defined]
        return slowed

    return mark


def _count_miss(what: str, network: str) -> None:
    Try.objects.create(what=what, network=network, at=now())


def slows(what: str) -> Callable[[View], View]:
    """Mark a view that slows secrets by itself, with the kind of secret."""

    def mark(view: View) -> View:
        view.slows = what  # type: ignore[attr-defined]
        return view

    return mark
