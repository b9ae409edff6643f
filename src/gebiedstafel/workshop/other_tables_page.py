"""What other tables of the municipality opened of what they try, and what this table noted about it.

Of another table only the opened words are read, its name and the name of the wijk: no trio, no person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gebiedstafel.areas.models import Area
from gebiedstafel.tables.models import AreaTable

from .learning_models import TableNote, Trying


@dataclass(frozen=True, slots=True)
class OpenedTry:
    """A try of another table as that table opened it, with the note of who reads it."""

    pk: int
    tried: str
    happened: str
    changed: str
    said_at: datetime
    table: str
    wijk: str
    note: TableNote | None


def opened_by_others(table: AreaTable) -> list[OpenedTry]:
    """Return what other tables of this municipality let this table read, what was opened last first."""
    notes = {note.trying_id: note for note in TableNote.objects.filter(table=table)}
    rows = list(
        Trying.objects.open_to(table)
        .order_by("-opened_at", "-pk")
        .values("pk", "tried", "happened", "changed", "said_at", "sitting__table__name", "trio__area")
    )
    wijken = _wijken(row["trio__area"] for row in rows)
    return [
        OpenedTry(
            pk=row["pk"],
            tried=row["tried"],
            happened=row["happened"],
            changed=row["changed"],
            said_at=row["said_at"],
            table=row["sitting__table__name"],
            wijk=wijken.get(row["trio__area"], ""),
            note=notes.get(row["pk"]),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class LeftNote:
    """A note of this table on a try that is no longer open: its own words, and of which table it was."""

    trying: int
    text: str
    table: str


def notes_on_closed(table: AreaTable) -> list[LeftNote]:
    """Return the notes of this table whose try it cannot read any more; it may still take them away."""
    rows = TableNote.objects.filter(table=table).exclude(trying__in=Trying.objects.open_to(table))
    found = rows.values_list("trying", "text", "trying__sitting__table__name")
    return [LeftNote(trying, text, name) for trying, text, name in found]


def _wijken(codes: Iterable[str | None]) -> dict[str | None, str]:
    rows = Area.objects.filter(code__in={code for code in codes if code}).order_by("year")
    return {area.code: area.name for area in rows}
