"""Holding the row of a table, so that what changes there goes one at a time."""

from __future__ import annotations

from .models import AreaTable


def locked_table(key: str) -> AreaTable:
    """Return the table with this key anew, held until this transaction ends."""
    return AreaTable.objects.select_for_update(no_key=True).get(pk=key)
