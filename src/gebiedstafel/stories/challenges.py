"""The challenges of a table that a story can belong to; they stand above stories, so others tell which."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from gebiedstafel.exchange.circles import Viewer
from gebiedstafel.tables.models import AreaTable


def challenge_titles(table: AreaTable, viewer: Viewer) -> dict[str, str]:
    """Return the title of each challenge that this viewer may see, by its key."""
    name = getattr(settings, "STORY_CHALLENGES", "")
    if not name:
        return {}
    tell = cast(Callable[[AreaTable, Viewer], dict[str, str]], import_string(name))
    return tell(table, viewer)
