"""Workbooks as people send them back: changed by another program than ours."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """Return a workbook after someone changed it and saved it in another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def column(sheet: Worksheet, heading: str) -> int:
    """Return the number of the column under a heading."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def row(sheet: Worksheet, key: str) -> int:
    """Return the number of the row of a thing."""
    return next(cell.row for cell in sheet["A"] if cell.value == key)


def write(book: Any, sheet: str, key: str, heading: str, value: Any) -> None:
    """Put a value in the row of a thing, under a heading."""
    page = book[sheet]
    page.cell(row(page, key), column(page, heading)).value = value


def add(book: Any, sheet: str, **cells: Any) -> int:
    """Add a row under the others; headings are written with _ for a space."""
    page = book[sheet]
    number = page.max_row + 1
    for heading, value in cells.items():
        page.cell(number, column(page, heading.replace("_", " "))).value = value
    return number
