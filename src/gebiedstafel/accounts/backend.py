"""Signing in with a user name, or with the e-mail address that belongs to one account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from .models import Person


class ByNameOrMail(ModelBackend):
    """Looks for the name first, then for the one account with this address."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Person | None:
        """Return who this is, or nothing; both take as long."""
        return super().authenticate(request, username=_name_of(username), password=password, **more)


def _name_of(typed: str | None) -> str | None:
    if typed is None or "@" not in typed or "\0" in typed or Person.objects.filter(username=typed).exists():
        return typed
    names = Person.objects.filter(email__iexact=typed, is_active=True).values_list("username", flat=True)[:2]
    return names[0] if len(names) == 1 else typed
