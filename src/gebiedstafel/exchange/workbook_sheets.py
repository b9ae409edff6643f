"""A document laid out in sheets: which headings, and what stands in each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .cell_lists import NOTHING
from .cell_values import TEXT, Choice, Id, Value
from .entries import NAMES
from .workbook_layout import ITEM, KEY, KINDS, Child, Field, Sheet, children, sheets, table_fields
from .workbook_rows import NamesByKind, Years, headings, written_row

Document = Mapping[str, Any]

OF_TABLE = "Tafel"
WHAT, WORTH, MEANS = "Wat", "Waarde", "Uitleg"
TEXT_VALUE = Value()


@dataclass(frozen=True, slots=True)
class Head:
    """A heading, what is meant by it, and how values stand beneath it."""

    heading: str
    note: str
    value: Value


#: What stands in a row: per column its value and how it is shown.
RowCells = dict[int, tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class Content:
    """One sheet: its heads, its rows, and how many columns stay in sight."""

    title: str
    heads: tuple[Head, ...]
    rows: list[RowCells]
    frozen: int


def contents(document: Document, names: NamesByKind) -> Iterator[Content]:
    """Return every sheet of a document."""
    years = years_of(document)
    yield from (_of_kind(sheet, document, names, years) for sheet in sheets())
    yield from (_of_child(child, document, names, years) for child in children())
    yield _of_table(document, names, years)


def names_of(document: Document) -> dict[str, dict[str, str]]:
    """Return per kind the names of its things by their id, for lists to choose from."""
    return {
        kind: {row["id"]: str(row.get(NAMES.get(kind, "name")) or "") for row in document.get(kind, ())}
        for kind in KINDS
        if kind not in ("figures", "statements")
    }


def items_of(rows: Any) -> Iterator[dict[str, Any]]:
    """Return what a list of a thing holds, as rows of its own sheet."""
    if isinstance(rows, Mapping):
        for key, value in rows.items():
            yield {KEY: key, **(value if isinstance(value, Mapping) else {ITEM: value})}
    else:
        yield from rows or ()


def leading_heads(child: Child) -> tuple[Head, ...]:
    """Return the heads of a child sheet that say to which row it belongs."""
    kinds = tuple(dict.fromkeys(source.kind for source in child.sources))
    owner = Head(child.owner, "Bij welke rij dit hoort.", Id(names=kinds))
    if not child.what:
        return (owner,)
    words = tuple(source.word for source in child.sources)
    return Head(child.what, f"{' of '.join(words)}.", Choice(choices=words)), owner


def years_of(document: Document) -> Years:
    """Return the years that need a column: those of the table, and those that something names."""
    calendar = {int(year) for year in document["table"]["years"]}
    longest = len(calendar)
    for row in document.get("money_flows", ()):
        for each in (*row.values(), row.get("correction", {}).get("per_year")):
            if isinstance(each, Mapping) and each and all(_is_year(name) for name in each):
                calendar |= {int(year) for year in each}
    for row in document.get("parties", ()):
        for offer in row.get("hours", ()):
            calendar |= {int(year) for year in offer["per_year"]}
    for row in document.get("measures", ()):
        for name in ("costs", "revenue"):
            longest = max(longest, *map(len, row.get(name, {}).values()), 0)
        for name in ("hours", "hours_freed"):
            longest = max(longest, *(len(need["per_year"]) for need in row.get(name, ())), 0)
    return Years(tuple(sorted(calendar)), longest)


def _is_year(name: str) -> bool:
    return len(name) == 4 and name.isascii() and name.isdigit()


def _of_kind(sheet: Sheet, document: Document, names: NamesByKind, years: Years) -> Content:
    heads = tuple(_heads(sheet.fields, years))
    place = {head.heading: number for number, head in enumerate(heads, 1)}
    rows = [
        {
            place[heading]: (value, form)
            for heading, value, form in written_row(sheet.fields, entry, names, years)
        }
        for entry in document.get(sheet.kind, ())
    ]
    if document.get(sheet.kind) == []:
        rows = [{1: (NOTHING, TEXT)}]
    return Content(sheet.name, heads, rows, 2)


def _of_child(child: Child, document: Document, names: NamesByKind, years: Years) -> Content:
    leading = leading_heads(child)
    heads = (*leading, *_heads(child.fields, years))
    place = {head.heading: number for number, head in enumerate(heads, 1)}
    rows = []
    for source in child.sources:
        known = names.get(source.kind, {})
        for entry in document.get(source.kind, ()):
            owner = (Id().text(entry["id"], known), TEXT)
            first = [(source.word, TEXT), owner] if child.what else [owner]
            for item in items_of(entry.get(source.name)):
                cells: RowCells = dict(enumerate(first, 1))
                for heading, value, form in written_row(child.fields, item, names, years):
                    cells[place[heading]] = (value, form)
                rows.append(cells)
    return Content(child.name, heads, rows, len(leading))


def _of_table(document: Document, names: NamesByKind, years: Years) -> Content:
    heads = tuple(Head(word, "", TEXT_VALUE) for word in (WHAT, WORTH, MEANS))
    rows = []
    for field in table_fields():
        cells: RowCells = {1: (field.heading, TEXT), 3: (field.note, TEXT)}
        for _, value, form in written_row([field], document, names, years):
            cells[2] = (value, form)
        rows.append(cells)
    return Content(OF_TABLE, heads, rows, 1)


def _heads(fields: Iterable[Field], years: Years) -> Iterator[Head]:
    return (Head(heading, field.note, field.value) for heading, field in headings(fields, years))
