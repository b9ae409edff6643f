"""Who may see what a row says: the own organisation, the table, or everyone.

Each field has its circle. A row that says nothing has the document's default, and a file without a
default was brought to the table as a whole. With `*: eigen` a row still tells its name and its
owner to the table, so that others know there is something; to hide the row, its name says `eigen`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from .entries import KINDS, NAMES, OWNERS, owner_of
from .verkenning import as_bands
from .without_rows import MAY_GO, Document, Row, without_rows


class Circle(IntEnum):
    """From narrow to wide."""

    EIGEN = 0
    TAFEL = 1
    OPENBAAR = 2


#: What a file without a word about it means: it was brought to the table.
DEFAULT = "tafel"
#: How a row is told to others: never with who may see it, nor with fields that they may not see.
ABOUT_FIELDS = ("circles", "quality")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: for which parties of the table, and whether at the table at all."""

    parties: frozenset[str] = frozenset()
    at_table: bool = True

    @property
    def circle(self) -> Circle:
        """The narrowest circle of others' fields that this viewer may see."""
        return Circle.TAFEL if self.at_table else Circle.OPENBAAR


#: What all at the table see, and what anyone sees.
THE_TABLE = Viewer()
THE_PUBLIC = Viewer(at_table=False)


def circle_of(entry: Row, kind: str, field: str, default: str = DEFAULT) -> Circle:
    """Return who may see one field of a row."""
    said: Mapping[str, str] = entry.get("circles") or {}
    if field in said:
        return Circle[said[field].upper()]
    whole = Circle[said.get("*", default).upper()]
    tells = field == "id" or field in (NAMES[kind], OWNERS.get(kind))
    return max(whole, Circle.TAFEL) if tells and NAMES[kind] not in said else whole


def may_see(viewer: Viewer, entry: Row, kind: str, field: str, default: str = DEFAULT) -> bool:
    """Whether this viewer may see this field of this row."""
    return is_own(viewer, entry, kind) or circle_of(entry, kind, field, default) >= viewer.circle


def is_own(viewer: Viewer, entry: Row, kind: str) -> bool:
    """Whether the row belongs to an organisation this viewer speaks for."""
    return owner_of(kind, entry) in viewer.parties


def visible_document(document: Document, viewer: Viewer) -> Document:
    """Return what this viewer may see, as a document of the same form.

    A row whose name may not be seen is not there, nor is any mention of it. An amount in *verkenning*
    is a band to others. A measure that waits for one that is not shown has that as a condition.
    """
    default = document.get("circles_default", DEFAULT)
    shown: dict[str, list[Row]] = {}
    gone: dict[str, set[str]] = {}
    for kind in KINDS:
        rows = document.get(kind, ())
        gone[kind] = {row["id"] for row in rows if not _is_told(viewer, row, kind, default)}
        shown[kind] = [_visible(row, kind, viewer, default) for row in rows]
    whole = {name: shown.get(name, part) for name, part in document.items() if name != "circles_default"}
    if not viewer.at_table:
        whole.pop("choices", None)
    kept = without_rows(whole, {kind: gone[kind] for kind in MAY_GO})
    _say_what_waits(kept, whole, gone["measures"])
    return kept


def _is_told(viewer: Viewer, row: Row, kind: str, default: str) -> bool:
    """Whether the row is there at all for this viewer; who sits at a table is known to all of it."""
    if kind == "parties":
        return True
    return may_see(viewer, row, kind, NAMES[kind], default)


def visible_row(row: Row, kind: str, viewer: Viewer, default: str = DEFAULT) -> Row | None:
    """Return what this viewer may see of one row; None where it is not told at all."""
    return _visible(row, kind, viewer, default) if _is_told(viewer, row, kind, default) else None


def _visible(row: Row, kind: str, viewer: Viewer, default: str) -> Row:
    if is_own(viewer, row, kind):
        return row
    kept = dict(_fields(row, kind, viewer, default))
    return as_bands(kept) if kind == "money_flows" else kept


def _fields(row: Row, kind: str, viewer: Viewer, default: str) -> Iterator[tuple[str, Any]]:
    for field, value in row.items():
        if field in ABOUT_FIELDS:
            continue
        always = field == "id" or (kind == "parties" and field == NAMES[kind])
        if always or circle_of(row, kind, field, default) >= viewer.circle:
            yield field, value
    if "quality" in row:
        seen = {
            field: quality
            for field, quality in row["quality"].items()
            if circle_of(row, kind, field, default) >= viewer.circle
        }
        if seen:
            yield "quality", seen


def _say_what_waits(kept: Document, whole: Document, gone: Iterable[str]) -> None:
    """Name, without saying which, that a measure waits for one that is not shown here."""
    hidden = set(gone)
    waiting = {
        row["id"]
        for row in whole.get("measures", ())
        if any(one["measure"] in hidden for one in row.get("requires", ()))
    }
    for row in kept.get("measures", ()):
        if row["id"] in waiting:
            row["conditions"] = [*row.get("conditions", ()), {"text": WAITS}]


WAITS = "Wacht op een andere maatregel, die hier nog niet wordt gedeeld."
