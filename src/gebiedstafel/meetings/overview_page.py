"""The meetings of a table: what comes next first, then what is still to confirm, then what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gebiedstafel.tables.models import AreaTable

from .models import Meeting


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Every meeting, by where it stands; `next` is the first that is not past its day."""

    now: tuple[Meeting, ...]
    coming: tuple[Meeting, ...]
    to_confirm: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    called_off: tuple[Meeting, ...]
    next: Meeting | None

    @property
    def is_empty(self) -> bool:
        """Whether there was never any."""
        return not (self.now or self.coming or self.to_confirm or self.past)


def overview_page(table: AreaTable, today: date) -> OverviewPage:
    """Sort the meetings of a table, in one query."""
    rows = list(Meeting.objects.filter(table=table).select_related("chair"))
    coming = [one for one in rows if not one.begun_at and not one.gone_at]
    ended = [one for one in reversed(rows) if one.ended_at]
    return OverviewPage(
        now=tuple(one for one in rows if one.is_going_on),
        coming=tuple(coming),
        to_confirm=tuple(one for one in ended if not one.confirmed_at),
        past=tuple(one for one in ended if one.confirmed_at),
        called_off=tuple(one for one in rows if one.gone_at),
        next=next((one for one in coming if one.held_on >= today), None),
    )
