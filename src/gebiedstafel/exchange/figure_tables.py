"""The rows of a file of figures, whatever it is: CSV, a workbook, or the properties of GeoJSON."""

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any

from gebiedstafel.exchange.area_faults import BadAreaFile, area_fault
from gebiedstafel.exchange.cells import cell_text
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.indicators import number_text
from gebiedstafel.exchange.workbook_cells import NUMBER, Cell, Grid, grids_of
from gebiedstafel.exchange.workbook_parts import NO_WORKBOOK, BadWorkbook, opened

LARGEST_MB = 64
ROWS, FEATURES = "row", "feature"
# The key figures of the whole country: 18,000 areas with over a hundred columns.
MOST_UNPACKED = 400_000_000
MOST_CELLS = 4_000_000
MOST_ROWS = 40_000
# So many rows of title may stand above the names of the columns.
TITLE_ROWS = 10


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Names of columns, and rows with their number in the file, each as wide as the header."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    kind: str = ROWS


def check_size(size: int, name: str) -> None:
    """Refuse a file of so many bytes when that is too many to read."""
    if size > LARGEST_MB * 1_000_000:
        facts = {"size": size // 1_000_000, "limit": LARGEST_MB}
        raise BadAreaFile([area_fault(name, "too_big", facts=facts)])


def table_in(content: bytes, name: str) -> FigureTable:
    """Return the table in a file; what kind of file it is, its first signs say."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook_table(content, name)
    if is_geojson(content):
        return _feature_table(content, name)
    return _csv_table(text_of(content, name), name)


def is_geojson(content: bytes) -> bool:
    """Tell whether a file is JSON by its first sign."""
    return content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def document_in(content: bytes, name: str) -> dict[str, Any]:
    """Return GeoJSON as a collection of features, or refuse it."""
    text = text_of(content, name)
    if not text.strip():
        raise BadAreaFile([area_fault(name, "no_features")])
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        facts = {"line": error.lineno, "column": error.colno}
        raise BadAreaFile([area_fault(name, "broken_json", facts=facts)]) from None
    except (RecursionError, ValueError):
        raise BadAreaFile([area_fault(name, "no_features")]) from None
    if not isinstance(document, dict):
        raise BadAreaFile([area_fault(name, "no_features")])
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise BadAreaFile([area_fault(name, "no_features")])
    return document


def _feature_table(content: bytes, name: str) -> FigureTable:
    """Return the properties of the features. Pieces of one clipped area say the same: once is enough."""
    features = document_in(content, name)["features"]
    told = [one.get("properties") if isinstance(one, dict) else None for one in features]
    header = list(dict.fromkeys(key for one in told if isinstance(one, dict) for key in one))
    if not header:
        raise BadAreaFile([area_fault(name, "no_features")])
    rows: dict[tuple[str, ...], int] = {}
    for number, one in enumerate(told, 1):
        if isinstance(one, dict):
            rows.setdefault(tuple(_said(one.get(key)) for key in header), number)
    return FigureTable(header, [(number, list(cells)) for cells, number in rows.items()], FEATURES)


def _said(value: object) -> str:
    if value is None:
        return ""
    # JSON can name signs that no file of text holds and no database keeps.
    return number_text(value).replace("\0", "").encode("utf-8", "ignore").decode()


def _workbook_table(content: bytes, name: str) -> FigureTable:
    """Return the first sheet with a row of names above rows of figures."""
    try:
        parts = opened(content, most_bytes=LARGEST_MB * 1_000_000, most_unpacked=MOST_UNPACKED)
        grids = grids_of(parts, most_cells=MOST_CELLS, most_rows=MOST_ROWS)
    except BadWorkbook as bad:
        raise BadAreaFile([_of_file(fault, name) for fault in bad.faults]) from None
    filled = [grid for grid in grids if not grid.is_hidden and len(grid.rows) > 1]
    if not filled:
        raise BadAreaFile([area_fault(name, "empty")])
    # A publication has a sheet of explanation first: the widest sheet holds the figures.
    grid = max(filled, key=_width)
    numbers = sorted(grid.rows)
    at = max(numbers[:TITLE_ROWS], key=lambda number: len(_words(grid.rows[number].values())))
    columns = sorted(grid.rows[at])
    header = [cell_text(grid.rows[at][column].text) for column in columns]
    rows = [
        (number, [_cell(grid.rows[number].get(column)) for column in columns])
        for number in numbers
        if number > at
    ]
    if not rows:
        raise BadAreaFile([area_fault(name, "empty")])
    return FigureTable(header, rows)


def _width(grid: Grid) -> int:
    return max(len(row) for row in grid.rows.values())


def _words(cells: Any) -> list[Cell]:
    return [cell for cell in cells if cell.kind != NUMBER and cell.text]


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return number_text(cell.text) if cell.kind == NUMBER else cell.text


def _of_file(fault: Fault, name: str) -> Fault:
    """Return a fault of a workbook as one of this file."""
    if fault is NO_WORKBOOK:
        return area_fault(name, "not_text")
    return Fault(name, f"{name}: {fault.sentence_nl}", f"{name}: {fault.sentence_en}")


def text_of(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 (with or without its mark), UTF-16 with its mark, or CP1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise BadAreaFile([area_fault(name, "not_text")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str, name: str) -> str:
    """Return what stands between columns: the mark the header has most of, outside quotes."""
    header = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    if not text.strip():
        raise BadAreaFile([area_fault(name, "empty")])
    best = max(";\t,|", key=header.count)
    if not header.count(best):
        raise BadAreaFile([area_fault(name, "no_separator", row=1)])
    return best


def _csv_table(text: str, name: str) -> FigureTable:
    """Return the header and the rows with their number in the file; every row as wide as the header."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, name), strict=True)
    rows: list[tuple[int, list[str]]] = []
    faults: list[Fault] = []
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = cells
            elif len(cells) != len(header):
                facts = {"found": len(cells), "wanted": len(header)}
                faults.append(area_fault(name, "row_width", row=reader.line_num, facts=facts))
            else:
                rows.append((reader.line_num, cells))
    except csv.Error:
        faults.append(area_fault(name, "unclosed_quote", row=reader.line_num))
    if faults:
        raise BadAreaFile(faults)
    if not rows:
        raise BadAreaFile([area_fault(name, "empty")])
    return FigureTable(header, rows)
