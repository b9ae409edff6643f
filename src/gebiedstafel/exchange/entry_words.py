"""A row in words, heading by heading, so that people can lay two of them beside each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .cell_lists import NOTHING
from .workbook_layout import Child, Field, child_of, sheet_of
from .workbook_rows import MISSING, NamesByKind, at, names_for
from .workbook_sheets import items_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One heading: what stood there and what comes there; empty text is unknown."""

    heading: str
    before: str
    after: str


def told(
    kind: str, before: Row, after: Row, names: NamesByKind, fields: Collection[str] | None = None
) -> tuple[Told, ...]:
    """Return what differs between two rows, heading by heading; with `fields` only in those."""
    first, second = (dict(_lines(kind, row, names, fields)) for row in (before, after))
    return tuple(
        Told(heading, first.get(heading, ""), second.get(heading, ""))
        for heading in dict.fromkeys((*first, *second))
        if first.get(heading) != second.get(heading)
    )


def _lines(
    kind: str, row: Row, names: NamesByKind, fields: Collection[str] | None
) -> Iterator[tuple[str, str]]:
    for field in sheet_of(kind).fields:
        if field.path == ("id",) or (fields is not None and field.path[0] not in fields):
            continue
        value = at(row, field.path)
        if value is MISSING:
            continue
        child = child_of(kind, field.path[0])
        if child:
            yield from _items(field, child, value, names)
        else:
            yield from _of_field(field, value, names)


def _of_field(field: Field, value: Any, names: NamesByKind) -> Iterator[tuple[str, str]]:
    known = names_for(field.value, names)
    if not field.years:
        is_mapping_of_its_own = isinstance(value, Mapping) and not field.value.knows_none
        yield field.heading, "ja" if is_mapping_of_its_own else field.value.text(value, known)
    elif not value:
        yield field.heading.replace(" {}", "").replace("{}", ""), NOTHING
    else:
        counted = value.items() if field.years == "calendar" else enumerate(value, 1)
        for year, each in counted:
            yield field.heading_of(str(year)), field.value.text(each, {})


def _items(field: Field, child: Child, value: Any, names: NamesByKind) -> Iterator[tuple[str, str]]:
    if not value:
        yield field.heading, NOTHING
    seen: dict[str, int] = {}
    for item in items_of(value):
        parts = [pair for one in child.fields for pair in _part(one, item, names)]
        label = parts[0][1] if parts else ""
        words = ", ".join(text if one == "Effect" else f"{one}: {text}" for one, text in parts[1:])
        heading = f"{field.heading}: {label}" if label and words else field.heading
        seen[heading] = seen.get(heading, 0) + 1
        if seen[heading] > 1:
            heading = f"{heading} ({seen[heading]})"
        yield heading, words or label


def _part(field: Field, item: Row, names: NamesByKind) -> Iterator[tuple[str, str]]:
    value = at(item, field.path)
    return iter(()) if value is MISSING else _of_field(field, value, names)
