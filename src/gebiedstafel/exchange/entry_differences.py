"""Rows that someone brings, beside what stands there now and what stood there when they took them away.

Three texts decide: what both sides left alone stays, what one side changed is that side's, and what
both changed differently is a conflict. Amounts per year are compared year by year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .entries import KINDS, name_of

Row = Mapping[str, Any]
Document = Mapping[str, Any]
Path = tuple[str, ...]

MISSING: Any = object()


class Fate(StrEnum):
    """What would happen to a row."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    #: It stood in the table, and someone took it away after the file was made.
    GONE_HERE = "gone_here"
    #: It stands in the table, and no longer in the file.
    GONE_THERE = "gone_there"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field: what stands there now, and what it becomes; None is unknown."""

    field: str
    now: Any
    becomes: Any
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that differs."""

    kind: str
    key: str
    name: str
    fate: Fate
    fields: tuple[FieldDifference, ...] = ()

    @property
    def address(self) -> str:
        """Kind and id in one word."""
        return f"{self.kind}/{self.key}"

    def values(self, taken: Collection[str] = ()) -> dict[str, Any] | None:
        """Return the patch of this row; of fields in conflict only those that are `taken`."""
        if self.fate is Fate.GONE_THERE:
            return None
        return {
            each.field: each.becomes for each in self.fields if not each.is_conflict or each.field in taken
        }


@dataclass(frozen=True, slots=True)
class Brought:
    """The rows someone brings, what they left alone, and what stood there when they took the file."""

    document: Document
    base: Document | None = None
    left_out_kinds: Collection[str] = ()
    left_out: Collection[tuple[str, Path]] = ()
    #: Which years have a column, per kind and field.
    years: Mapping[tuple[str, Path], Collection[str]] = field(default_factory=dict)


def differences(now: Document, brought: Brought) -> tuple[RowDifference, ...]:
    """Return every row that differs, in the order in which it was brought, then what is no longer there."""
    return tuple(
        found
        for kind in KINDS
        if kind not in brought.left_out_kinds
        for found in _of_kind(kind, now, brought)
    )


def _of_kind(kind: str, now: Document, brought: Brought) -> Iterator[RowDifference]:
    here, there = _by_key(now, kind), _by_key(brought.document, kind)
    base = here if brought.base is None else _by_key(brought.base, kind)
    left_out = [path for one, path in brought.left_out if one == kind]
    years = {path: there for (one, path), there in brought.years.items() if one == kind}
    for key, row in there.items():
        known = base.get(key) or here.get(key) or {}
        found = _of_row(kind, key, base.get(key), here.get(key), _filled(row, known, left_out, years))
        if found:
            yield found
    if brought.base is not None:
        for key in base.keys() & here.keys() - there.keys():
            yield RowDifference(kind, key, name_of(kind, here[key]), Fate.GONE_THERE)


def _of_row(kind: str, key: str, base: Row | None, here: Row | None, there: Row) -> RowDifference | None:
    name = name_of(kind, there)
    if here is None:
        fate = Fate.NEW if base is None else Fate.GONE_HERE
        if fate is Fate.GONE_HERE and there == base:
            return None  # taken away here, left alone there
        fields = tuple(
            FieldDifference(field, None, value, False) for field, value in there.items() if field != "id"
        )
        return RowDifference(kind, key, name, fate, fields)
    names = dict.fromkeys((*here, *there))
    found = tuple(each for field in names if (each := _of_field(field, base or {}, here, there)))
    if not found:
        return None
    fate = Fate.CONFLICT if any(each.is_conflict for each in found) else Fate.CHANGED
    return RowDifference(kind, key, name, fate, found)


def _of_field(field: str, base: Row, here: Row, there: Row) -> FieldDifference | None:
    becomes, is_conflict = merged(
        base.get(field, MISSING), here.get(field, MISSING), there.get(field, MISSING)
    )
    now = here.get(field, MISSING)
    if becomes == now:
        return None
    known = None if now is MISSING else now
    return FieldDifference(field, known, None if becomes is MISSING else becomes, is_conflict)


def merged(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """Return what a value becomes, theirs where both changed it, and whether both did so differently."""
    if theirs in (base, ours):
        return ours, False
    if ours == base:
        return theirs, False
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        before = base if isinstance(base, Mapping) else {}
        parts = {
            name: merged(before.get(name, MISSING), ours.get(name, MISSING), theirs.get(name, MISSING))
            for name in dict.fromkeys((*ours, *theirs))
        }
        whole = {name: part for name, (part, _) in parts.items() if part is not MISSING}
        return whole, any(both for _, both in parts.values())
    return theirs, True


def _filled(row: Row, known: Row, left_out: Collection[Path], years: Mapping[Path, Collection[str]]) -> Row:
    """Return a row with what its file had no column for, as it was."""
    filled: dict[str, Any] = dict(row)
    for path in left_out:
        if (value := _at(known, path)) is not MISSING:
            _put(filled, path, value)
    for path, there in years.items():
        amounts = _at(known, path)
        if isinstance(amounts, Mapping):
            for year in amounts.keys() - set(there):
                _put(filled, (*path, year), amounts[year])
    return filled


def _at(row: Row, path: Path) -> Any:
    value: Any = row
    for step in path:
        value = value.get(step, MISSING) if isinstance(value, Mapping) else MISSING
    return value


def _put(row: dict[str, Any], path: Path, value: Any) -> None:
    for step in path[:-1]:
        row[step] = dict(row.get(step, {}))
        row = row[step]
    row.setdefault(path[-1], value)


def _by_key(document: Document, kind: str) -> dict[str, Row]:
    return {row["id"]: row for row in document.get(kind, ())}
