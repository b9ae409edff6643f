"""Parts of pages that are the same until the table changes: made once per edition and language."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from .models import AreaTable

Part = TypeVar("Part")
A_DAY = 24 * 60 * 60


def remembered(table: AreaTable, about: str, make: Callable[[], Part]) -> Part:
    """Return what was made for this edition of the table, or make it now."""
    name = f"{about}/{table.edition}/{get_language()}"
    key = sha256(name.encode()).hexdigest()
    part: Part | None = cache.get(key)
    if part is None:
        part = make()
        cache.set(key, part, A_DAY)
    return part
