"""The sheets with one row per thing, and the sheet Tafel, read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .cell_lists import NOTHING_WORDS
from .entries import KINDS as ROW_KINDS
from .entries import free_key
from .workbook_cells import Row
from .workbook_columns import Heads
from .workbook_found import NO_HEADS, SHEET_GONE, Entry, Found, text_at
from .workbook_layout import TABLE, Field, Sheet, table_fields
from .workbook_rows import normal, read_row
from .workbook_sheets import MEANS, OF_TABLE, WHAT, WORTH

_TOTALS = frozenset({"totaal", "totalen", "subtotaal", "samen", "total"})
_NAMES = (("name",), ("title",), ("text",))


def read_names(found: Found, sheet: Sheet) -> None:
    """Find the headings of a sheet and learn which things it names, before any row refers to them."""
    grid = found.grid(sheet.name)
    if grid is None:
        found.left_out_kinds.add(sheet.kind)
        found.note(sheet.name, SHEET_GONE)
        return
    heads = found.find_heads(sheet.name, sheet.fields, ())
    columns = {one.path: number for number, (one, _) in heads.columns.items()} if heads else {}
    if heads is None or ("id",) not in columns:
        found.left_out_kinds.add(sheet.kind)
        found.fault(sheet.name, 0, "", _NO_KEY if heads else NO_HEADS)
        return
    named = next((columns[path] for path in _NAMES if path in columns), 0)
    for _, row in heads.rows(grid):
        if key := text_at(row, columns["id",]).strip():
            found.names[sheet.kind][key] = text_at(row, named).strip()


def read_things(found: Found, sheet: Sheet) -> None:
    """Read every row of a sheet; rows without a number get theirs after the others."""
    grid, heads = found.grid(sheet.name), found.heads.get(sheet.name)
    if grid is None or heads is None or sheet.kind in found.left_out_kinds:
        return
    _note_left_out(found, sheet, heads)
    things: dict[str, Entry] = {}
    found.things[sheet.kind] = things
    unnamed: list[tuple[int, Entry, dict[Field, bool]]] = []
    for number, row in heads.rows(grid):
        if _says_none(row):
            found.document[sheet.kind] = []
            continue
        entry, said = found.read(sheet.name, heads, number, row)
        if "id" not in entry:
            if not _is_total(found, sheet, number, entry):
                unnamed.append((number, entry, said))
        elif entry["id"] in things:
            _tell_double(found, sheet, number, entry["id"])
        else:
            _keep(found, sheet, number, entry, said)
    for number, entry, said in unnamed:
        _keep(found, sheet, number, {"id": _free_key(found, sheet.kind, things)} | entry, said)
    if things:
        found.document[sheet.kind] = list(things.values())


def _keep(found: Found, sheet: Sheet, number: int, entry: Entry, said: dict[Field, bool]) -> None:
    key = entry["id"]
    found.things[sheet.kind][key] = entry
    found.said[sheet.kind, key] = said
    found.places.rows[sheet.kind, key] = (sheet.name, number)


def _tell_double(found: Found, sheet: Sheet, number: int, key: str) -> None:
    first = found.places.rows[sheet.kind, key][1]
    dutch = f"“{key}” staat ook in rij {first}. Geef elke rij een eigen nummer."
    english = f"“{key}” also stands in row {first}. Give each row its own number."
    found.fault(sheet.name, number, "Nr.", (dutch, english))


def _free_key(found: Found, kind: str, things: Mapping[str, Entry]) -> str:
    rows = [{"id": key} for key in {**found.names[kind], **things}]
    if kind not in ROW_KINDS:
        return f"{kind[:1].upper()}{len(rows) + 1}"
    others = {one: [{"id": key} for key in found.names[one]] for one in ("measures", "bundles")}
    key = free_key({**others, kind: rows}, kind)
    found.names[kind][key] = ""
    return key


def _note_left_out(found: Found, sheet: Sheet, heads: Heads) -> None:
    there = {one.path for one, _ in heads.columns.values()}
    for one in sheet.fields:
        if one.years == "calendar" and one.path in there:
            years = frozenset(year for each, year in heads.columns.values() if each == one)
            found.years[sheet.kind, one.path] = years
    gone = [one for one in sheet.fields if one.path not in there]
    found.leave_out(sheet.kind, (one.path for one in gone))
    if gone:
        named = ", ".join(one.heading.replace("{}", "per jaar") for one in gone)
        found.note(
            sheet.name,
            (
                f"deze kolommen staan er niet in en laten we zoals ze waren: {named}.",
                f"these columns are not there and stay as they were: {named}.",
            ),
        )


def _says_none(row: Row) -> bool:
    return len(row) == 1 and normal(next(iter(row.values())).text) in NOTHING_WORDS


def _is_total(found: Found, sheet: Sheet, number: int, entry: Entry) -> bool:
    is_total = normal(str(entry.get("name") or entry.get("title") or "")) in _TOTALS
    if is_total:
        dutch = f"rij {number} is een optelling. Die slaan we over."
        found.note(sheet.name, (dutch, f"row {number} is a sum and is skipped."))
    return is_total


def read_table(found: Found) -> None:
    """Read the sheet Tafel, where values stand beneath one another."""
    grid = found.grid(OF_TABLE)
    if grid is None:
        found.note(OF_TABLE, SHEET_GONE)
        return
    heads = found.find_heads(OF_TABLE, (), (WHAT, WORTH, MEANS))
    if heads is None or {WHAT, WORTH} - heads.leading.keys():
        found.fault(OF_TABLE, 0, "", NO_HEADS)
        return
    fields = {normal(one.heading): one for one in table_fields()}
    for number, row in heads.rows(grid):
        one = fields.get(normal(text_at(row, heads.leading[WHAT])))
        if one is not None and heads.leading[WORTH] in row:
            _read_value(found, one, number, row, heads.leading[WORTH])


def _read_value(found: Found, one: Field, number: int, row: Row, column: int) -> None:
    found.places.rows[TABLE, *one.path] = (OF_TABLE, number)

    def tell(_: int, words: tuple[str, str]) -> None:
        found.fault(OF_TABLE, number, one.heading, words)

    columns = {column: (one, "")}
    entry, _ = read_row(columns, row, found.names, tell, with_results=found.with_results)
    for step, value in entry.items():
        _merge(found.document, step, value)


def _merge(document: dict[str, Any], step: str, value: Any) -> None:
    if isinstance(value, dict) and isinstance(document.get(step), dict):
        for name, part in value.items():
            _merge(document[step], name, part)
    else:
        document[step] = value


_NO_KEY = (
    "de kolom “Nr.” ontbreekt. Zonder nummer weten we niet welke rij welke is. Zet de kolom terug.",
    "the column “Nr.” is missing. Without it one row cannot be told from another. Put it back.",
)
