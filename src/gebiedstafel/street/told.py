"""What the table told the wijk: its own messages, and the lines it made public of its meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gebiedstafel.meetings.public import told
from gebiedstafel.tables.models import AreaTable

from .models import Told


@dataclass(frozen=True, slots=True)
class Message:
    """A few sentences of one day, about one area or all of it; `told_id` where it can be taken back here."""

    name: str
    words: str
    area: str
    on: date
    told_id: int | None = None
    learned: bool = False


def messages_of(table: AreaTable) -> tuple[Message, ...]:
    """Return what was told, the newest first."""
    own = [
        Message(f"told/{one.pk}", one.words, one.area, localdate(one.at), one.pk, one.learned)
        for one in Told.objects.filter(table=table)
    ]
    met = [
        Message(f"meeting/{one.address}/{number}", line, "", one.held_on)
        for one in told(table)
        for number, line in enumerate(one.lines)
    ]
    return tuple(sorted([*own, *met], key=lambda one: one.on, reverse=True))
