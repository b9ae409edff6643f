"""Where the words of a strength may stand besides, told through a setting: it lets go of what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from gebiedstafel.tables.models import AreaTable


def let_go(table: AreaTable, subject: str, *, at: datetime) -> None:
    """Let nobody keep what this strength, such as `strength/7`, said: it was just changed, or it went."""
    name = getattr(settings, "STRENGTHS_ASKED_ABOUT", "")
    if name:
        cast(Callable[..., None], import_string(name))(table, subject, at=at)
