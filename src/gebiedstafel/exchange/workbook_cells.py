"""The cells of a workbook as they were typed: what is a formula, hidden or merged stays known.

Reads the parts of the file itself, so that nothing is computed, fetched or held that is not asked for.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from xml.parsers import expat

from .faults import Fault
from .workbook_parts import BOOK, BROKEN, BadWorkbook, part

MAX_CELLS = 400_000
MAX_ROWS = 20_000
Attributes = Mapping[str, str]

NUMBER, WORDS, TRUTH, ERROR, DATE = "number", "words", "truth", "error", "date"
_KINDS = {"n": NUMBER, "s": WORDS, "str": WORDS, "inlineStr": WORDS, "b": TRUTH, "e": ERROR, "d": DATE}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_A_FORM = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


class Cell(NamedTuple):
    """What a cell says; of a formula, the outcome that was kept with it."""

    kind: str
    text: str
    is_formula: bool = False


Row = dict[int, Cell]


@dataclass(slots=True)
class Grid:
    """One sheet: its filled rows by number, and what a reader should know about it."""

    name: str
    is_hidden: bool = False
    rows: dict[int, Row] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def grids_of(parts: zipfile.ZipFile, *, most_cells: int = MAX_CELLS, most_rows: int = MAX_ROWS) -> list[Grid]:
    """Return every sheet of a workbook. Raises `BadWorkbook` where it is broken or far too long."""
    book = _Book()
    _parse(part(parts, BOOK), book.start)
    targets = _Targets()
    _parse(part(parts, "xl/_rels/workbook.xml.rels"), targets.start)
    names = set(parts.namelist())
    strings, styles = _Strings(), _Styles()
    if (shared := targets.of("sharedStrings", "xl/sharedStrings.xml")) in names:
        _parse(part(parts, shared), strings.start, strings.end, strings.said)
    if (looks := targets.of("styles", "xl/styles.xml")) in names:
        _parse(part(parts, looks), styles.start, styles.end)
    grids = []
    for name, state, key in book.sheets:
        target = targets.by_key.get(key, "")
        if "worksheets/" not in target:
            continue  # a sheet that is only a chart
        reader = _Sheet(Grid(name, state != "visible"), strings.texts, styles.is_date, book.epoch)
        reader.most_cells, reader.most_rows = most_cells, most_rows
        _parse(part(parts, target), reader.start, reader.end, reader.said)
        grids.append(reader.grid)
    return grids


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Unsafe(Exception):
    """Raised inside the parser when a part declares more than data."""


def _parse(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    said: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = said
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(xml, True)
    except BadWorkbook:
        raise
    except (expat.ExpatError, _Unsafe, ValueError, IndexError, KeyError, OverflowError):
        raise BadWorkbook((BROKEN,)) from None


def _refuse(*_: object) -> None:
    raise _Unsafe


class _Book:
    """The sheets of a workbook: name, state and key, and from which day its days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.epoch = date(1899, 12, 30)

    def start(self, tag: str, given: Attributes) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "sheet":
            key = next((value for name, value in given.items() if name.endswith(":id")), "")
            self.sheets.append((given["name"], given.get("state", "visible"), key))
        elif tag == "workbookPr" and given.get("date1904") in ("1", "true"):
            self.epoch = date(1904, 1, 1)


class _Targets:
    """Which part of the file belongs to which key."""

    def __init__(self) -> None:
        self.by_key: dict[str, str] = {}
        self.by_kind: dict[str, str] = {}

    def start(self, tag: str, given: Attributes) -> None:
        if tag.rpartition(":")[2] == "Relationship" and given.get("TargetMode") != "External":
            target = given["Target"]
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.by_key[given["Id"]] = path
            self.by_kind[given["Type"].rpartition("/")[2]] = path

    def of(self, kind: str, usual: str) -> str:
        return self.by_kind.get(kind, usual)


class _Strings:
    """The texts that cells share, without the reading aid of Asian scripts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._now: list[str] = []
        self._aside = self._inside = False

    def start(self, tag: str, given: Attributes) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "si":
            self._now = []
        elif tag == "rPh":
            self._aside = True
        elif tag == "t":
            self._inside = not self._aside

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "si":
            self.texts.append(plain("".join(self._now)))
        elif tag == "rPh":
            self._aside = False
        elif tag == "t":
            self._inside = False

    def said(self, text: str) -> None:
        if self._inside:
            self._now.append(text)


class _Styles:
    """Which looks of a cell make a number into a date."""

    def __init__(self) -> None:
        self.is_date: list[bool] = []
        self._own: dict[str, bool] = {}
        self._among_cells = False

    def start(self, tag: str, given: Attributes) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "numFmt":
            form = _NOT_A_FORM.sub("", given["formatCode"]).casefold()
            self._own[given["numFmtId"]] = any(sign in form for sign in "ymd") and "general" not in form
        elif tag == "cellXfs":
            self._among_cells = True
        elif tag == "xf" and self._among_cells:
            self.is_date.append(self._makes_date(given.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            self._among_cells = False

    def _makes_date(self, form: str) -> bool:
        number = int(form)
        return self._own.get(form, 14 <= number <= 17 or number == 22 or 27 <= number <= 36)


class _Sheet:
    """Reads one sheet; an empty row or cell costs nothing more than passing it."""

    def __init__(self, grid: Grid, strings: list[str], is_date: list[bool], epoch: date) -> None:
        self.grid, self.strings, self.is_date, self.epoch = grid, strings, is_date, epoch
        self.row = self.column = self.cells = 0
        self.most_cells, self.most_rows = MAX_CELLS, MAX_ROWS
        self._kind = self._place = ""
        self._style = 0
        self._formula = self._inside = self._aside = False
        self._said: list[str] = []

    def start(self, tag: str, given: Attributes) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._open_cell(given)
        elif tag in ("v", "t"):
            self._inside = not self._aside
        elif tag == "row":
            self.row = int(given.get("r", self.row + 1))
            self.column = 0
            if given.get("hidden") in ("1", "true"):
                self.grid.hidden_rows.append(self.row)
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._aside = True
        elif tag == "mergeCell":
            self.grid.merged.append(given["ref"])
        elif tag == "col" and given.get("hidden") in ("1", "true"):
            self.grid.hidden_columns += range(int(given["min"]), min(int(given["max"]), 500) + 1)

    def _open_cell(self, given: Attributes) -> None:
        self._place, self._kind = given.get("r", ""), given.get("t", "n")
        self._style = int(given.get("s", "0"))
        self._formula, self._said = False, []
        self.column = column_number(self._place.rstrip("0123456789")) if self._place else self.column + 1

    def said(self, text: str) -> None:
        if self._inside:
            self._said.append(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            if self._said or self._formula:
                self._keep()
        elif tag in ("v", "t"):
            self._inside = False
        elif tag == "rPh":
            self._aside = False

    def _keep(self) -> None:
        self.cells += 1
        if self.cells > self.most_cells or (
            len(self.grid.rows) >= self.most_rows and self.row not in self.grid.rows
        ):
            raise BadWorkbook((_too_long(self.grid.name, self.most_rows),))
        kind, text = _KINDS.get(self._kind, WORDS), "".join(self._said)
        if self._kind == "s":
            text = self.strings[int(text)] if text else ""
        elif kind == WORDS:
            text = plain(text)
        elif kind == NUMBER and self._style < len(self.is_date) and self.is_date[self._style] and text:
            kind, text = DATE, self._day(text)
        if text or self._formula:
            self.grid.rows.setdefault(self.row, {})[self.column] = Cell(kind, text, self._formula)

    def _day(self, serial: str) -> str:
        days = int(float(serial))
        if days < 61 and self.epoch.year == 1899:
            days += 1  # Excel counts a 29 February 1900 that never was
        return (self.epoch + timedelta(days=days)).isoformat()


def plain(text: str) -> str:
    """Return a text with the signs that a workbook writes as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _too_long(sheet: str, most: int) -> Fault:
    return Fault(
        sheet,
        f"Blad {sheet}: hier staan te veel gevulde cellen. We lezen {most} rijen per blad. "
        "Haal weg wat niet bij deze tafel hoort.",
        f"Sheet {sheet}: too many filled cells. {most} rows a sheet are read. "
        "Remove what does not belong to this table.",
    )
