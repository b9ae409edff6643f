"""Which empty chairs a decision asks for: told by a layer above, named in the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Seat


@dataclass(frozen=True, slots=True)
class EmptyChair:
    """A party that does not sit at the table, and each decision, measure or money that asks for it."""

    key: str
    name: str
    asked_by: tuple[str, ...]


def empty_chairs(seat: Seat) -> list[EmptyChair]:
    """Return the parties that are not at the table, those that most things ask for first."""
    name = getattr(settings, "EMPTY_CHAIRS", "")
    if not name:
        return []
    ask = cast(Callable[[Seat], list[EmptyChair]], import_string(name))
    return sorted(ask(seat), key=lambda one: (-len(one.asked_by), one.name))
