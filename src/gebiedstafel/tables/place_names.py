"""What the areas of a table are called."""

from __future__ import annotations

from collections.abc import Mapping

from .models import AreaTable
from .remembered import remembered


def place_names(table: AreaTable) -> Mapping[str, str]:
    """Return the name of each area by its key, read once per edition of the table."""
    return remembered(table, "areas/names", lambda: dict(table.areas.values_list("key", "name")))
