"""Rows pasted from Excel, one line a row and a tab between cells, under the headings of the workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .faults import Fault
from .workbook_cells import WORDS, Cell, Grid
from .workbook_children import read_child
from .workbook_found import Found
from .workbook_layout import Field, child_of, sheet_of, sheets
from .workbook_places import located
from .workbook_reading import Reading, form_faults_of, reading_of
from .workbook_rows import headings, names_for, normal, written_row
from .workbook_sheets import items_of, names_of, years_of
from .workbook_things import read_names, read_things

#: Per page: its sheet, and the columns that a person fills in there; the rest stays as it was.
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "geldstromen": (
        "Geldstromen",
        ("id", "name", "holder", "budget", "certainty", "cost_types", "spend_by", "note"),
    ),
    "maatregelen": (
        "Maatregelen",
        ("id", "title", "owner", "leads", "area", "start", "street", "note"),
    ),
    "uren": ("Uren van partijen", ("skill", "per_year")),
}
PARTIES = "parties"
MOST_LINES = 5_000


def pasted_lines(text: str) -> list[list[str]]:
    """Return the cells of pasted text; Excel puts quotes around a cell with a line end."""
    try:
        return [line for line in csv.reader(io.StringIO(text), delimiter="\t") if any(map(str.strip, line))]
    except csv.Error:
        return [line.split("\t") for line in text.splitlines() if line.strip()]


def page_columns(page: str, document: Mapping[str, Any]) -> list[tuple[str, Field]]:
    """Return the headings of a page's own table."""
    title, kept = PAGES[page]
    fields = _fields(title)
    return list(headings([one for one in fields if one.path[0] in kept], years_of(document)))


def page_lines(page: str, document: Mapping[str, Any]) -> list[list[str]]:
    """Return the page's own table as it stands, headings first, as Excel would copy it."""
    names, years = names_of(document), years_of(document)
    columns = page_columns(page, document)
    fields = list(dict.fromkeys(field for _, field in columns))
    lines = [[heading for heading, _ in columns]]
    if page == "uren":
        lines[0].insert(0, "Partij")
    for owner, row in _rows(page, document):
        told = {
            heading: _text(heading, columns, value, names)
            for heading, value, _ in written_row(fields, row, names, years)
        }
        lines.append([*owner, *(told.get(heading, "") for heading, _ in columns)])
    return lines


def read_pasted(text: str, page: str, *, within: Mapping[str, Any]) -> Reading:
    """Read pasted rows of one page. What has no column or no row here stays as it was."""
    title, _ = PAGES[page]
    lines = pasted_lines(text)
    found = Found({normal(title): _grid(title, page, lines, within)})
    found.add_names(names_of(within))
    if len(lines) > MOST_LINES:
        found.faults.append(_too_many(title))
    elif page == "uren":
        _read_hours(found, within)
    else:
        sheet = sheet_of(next(one.kind for one in sheets() if one.name == title))
        read_names(found, sheet)
        read_things(found, sheet)
        found.left_out_kinds |= {one.kind for one in sheets()} - {sheet.kind}
    found.notices = [one for one in found.notices if "kolommen" not in one.sentence_nl]
    found.faults += form_faults_of(found)
    return reading_of(found, None)


def _read_hours(found: Found, within: Mapping[str, Any]) -> None:
    """Read hours: only of the parties that have a row here, and of those nothing but their hours."""
    sheet, child = sheet_of(PARTIES), child_of(PARTIES, "hours")
    assert child is not None
    known = {row["id"]: row for row in within.get(PARTIES, ())}
    found.things[PARTIES] = {key: {"id": key, "name": row["name"]} for key, row in known.items()}
    found.said = {(PARTIES, key): {} for key in known}
    read_child(found, child)
    told = {key: row for key, row in found.things[PARTIES].items() if "hours" in row}
    found.document[PARTIES] = list(told.values())
    found.left_out_kinds |= {one.kind for one in sheets()} - {PARTIES}
    found.leave_out(PARTIES, (one.path for one in sheet.fields if one.path not in (("id",), ("hours",))))


def _grid(title: str, page: str, lines: Sequence[Sequence[str]], document: Mapping[str, Any]) -> Grid:
    """Return pasted lines as a sheet; without headings the columns are those of the page, in order."""
    grid = Grid(title)
    own = [heading for heading, _ in page_columns(page, document)]
    if page == "uren":
        own.insert(0, "Partij")
    first = {normal(cell) for cell in lines[0]} if lines else set()
    whole = list(lines) if len(first & {normal(heading) for heading in own}) >= 2 else [own, *lines]
    for number, line in enumerate(whole, 1):
        cells = {column: Cell(WORDS, text.strip()) for column, text in enumerate(line, 1) if text.strip()}
        if cells:
            grid.rows[number] = cells
    return grid


def _fields(title: str) -> Sequence[Field]:
    child = child_of(PARTIES, "hours")
    if child and child.name == title:
        return child.fields
    return next(one.fields for one in sheets() if one.name == title)


def _rows(page: str, document: Mapping[str, Any]) -> Iterator[tuple[list[str], Mapping[str, Any]]]:
    if page != "uren":
        kind = next(one.kind for one in sheets() if one.name == PAGES[page][0])
        yield from (([], row) for row in document.get(kind, ()))
        return
    for party in document.get(PARTIES, ()):
        for item in items_of(party.get("hours")):
            yield [f"{party['id']} · {party['name']}"], item


def _text(heading: str, columns: Sequence[tuple[str, Field]], value: Any, names: Any) -> str:
    if isinstance(value, str):
        return value
    field = next(one for each, one in columns if each == heading)
    if field.years or not isinstance(value, int | float):
        return _plain(field, value)
    return field.value.text(value, names_for(field.value, names))


def _plain(field: Field, value: Any) -> str:
    if hasattr(value, "isoformat"):
        return f"{value.day}-{value.month}-{value.year}"
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)


def _too_many(title: str) -> Fault:
    return located(title, 0, "", (
        f"hier staan meer dan {MOST_LINES} regels. Plak er minder tegelijk, of lever een werkboek in.",
        f"there are more than {MOST_LINES} lines. Paste fewer at once, or bring a workbook.",
    ))  # fmt: skip
