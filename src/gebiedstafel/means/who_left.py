"""Words about a chair that nobody sits on: still empty, or left, with the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.dates import day


def chair_in_words(party: Mapping[str, Any]) -> str:
    """Return why nobody sits for this party; nothing for a party at the table."""
    if party.get("at_table") is not False:
        return ""
    if "left_on" in party:
        return _("van tafel sinds {day}").format(day=day(date.fromisoformat(party["left_on"])))
    return _("lege stoel")
