"""What someone may see of a challenge: fields outside their circle are as if never said."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from gebiedstafel.exchange.circles import DEFAULT, Viewer, may_see
from gebiedstafel.tables.models import AreaTable

from .models import Challenge

#: What a challenge says of itself, under the names of the file, and in which column.
FIELDS = {
    "themes": "themes",
    "areas": "areas",
    "arises": "arises",
    "solved_at": "solved_at",
    "owners": "owners",
    "with": "joining",
    "need_words": "need_words",
    "need": "need",
    "urgency": "urgency",
    "resident_priority": "resident_priority",
    "key_higher": "key_higher",
}


def seen_challenges(table: AreaTable, viewer: Viewer) -> list[Challenge]:
    """Return the challenges this viewer may see, with what they may see of each."""
    default = table.circles_default or DEFAULT
    return list(_seen(table.challenges.all(), viewer, default))


def seen_titles(table: AreaTable, viewer: Viewer) -> dict[str, str]:
    """Return the title of each challenge this viewer may see, by its key."""
    return {one.key: one.title for one in seen_challenges(table, viewer)}


def _seen(rows: Iterable[Challenge], viewer: Viewer, default: str) -> Iterable[Challenge]:
    for row in rows:
        entry = {"id": row.key, "owners": row.owners, "circles": row.circles}
        if not may_see(viewer, entry, "challenges", "title", default):
            continue
        shown = copy.copy(row)
        for field, column in FIELDS.items():
            if not may_see(viewer, entry, "challenges", field, default):
                setattr(shown, column, None)
        yield shown
