"""Parts of pages that are the same until the table changes: made once per edition and language."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from .models import AreaTable

Part = TypeVar("Part")
A_DAY = 24 * 60 * 60
#: One lock for each of some names: those with the same lock wait for each other, which costs little.
_MAKING = tuple(Lock() for _ in range(16))


def remembered(table: AreaTable, about: str, make: Callable[[], Part]) -> Part:
    """Return what was made for this edition of the table, or make it now."""
    key = _key(table, about)
    part: Part | None = cache.get(key)
    if part is None:
        part = make()
        cache.set(key, part, A_DAY)
    return part


def made_once(table: AreaTable, about: str, make: Callable[[], Part]) -> Part:
    """Return what was made for this edition, or make it now; who asks meanwhile waits for the first.

    For what costs much. Nothing that `make` asks for is made once itself, so nobody waits in a circle.
    """
    part: Part | None = cache.get(_key(table, about))
    if part is not None:
        return part
    with _MAKING[hash(about) % len(_MAKING)]:
        return remembered(table, about, make)


def _key(table: AreaTable, about: str) -> str:
    return sha256(f"{about}/{table.edition}/{get_language()}".encode()).hexdigest()
