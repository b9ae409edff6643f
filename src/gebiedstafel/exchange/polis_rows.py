"""Rows of the CSV files of a Polis export: a header by name, every fault with its line, nothing lost.

Columns we do not know are kept as they are, in their place, so that writing gives back what was read.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .faults import BadFile, Fault

MOST_BYTES = 2_000_000_000
MOST_FAULTS = 20

Id = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line by column name, and where the line stands."""

    line: int
    cells: Mapping[str, str]


class Faults:
    """All faults of one file, told together; beyond twenty only how many more."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Fault] = []
        self.count = 0

    def add(self, line: int, dutch: str, english: str) -> None:
        """Remember a fault on a line; line 0 is the file as a whole."""
        self.count += 1
        if self.count <= MOST_FAULTS:
            said, told = (f", regel {line}", f", line {line}") if line else ("", "")
            self.found.append(
                Fault(f"{self.name}:{line}", f"{self.name}{said}: {dutch}", f"{self.name}{told}: {english}")
            )

    def refuse(self) -> None:
        """Refuse the file when anything was found."""
        if not self.count:
            return
        if more := self.count - len(self.found):
            self.found.append(
                Fault(
                    self.name, f"{self.name}: en nog {more} fouten.", f"{self.name}: and {more} more faults."
                )
            )
        raise BadFile(tuple(self.found))


def text_of_csv(source: str | bytes, name: str) -> str:
    """The text of a file: UTF-8 with or without its mark, else what older spreadsheets write."""
    text = source if isinstance(source, str) else _decoded(source)
    if "\0" in text:
        _refuse(
            name,
            "dit bestand is geen tekst. Geef een CSV-bestand, opgeslagen als UTF-8.",
            "this file is not text. Give a CSV file, saved as UTF-8.",
        )
    return text.removeprefix("\ufeff")


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", errors="replace")


def read_rows(
    source: str | bytes, name: str, needed: Sequence[str]
) -> tuple[tuple[str, ...], list[Row], Faults]:
    """Return the columns, the rows, and a place for faults that already holds those of the form."""
    text = text_of_csv(source, name)
    faults = Faults(name)
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    try:
        for cells in reader:
            if not any(cells):
                continue
            if not columns:
                columns = tuple(cell.strip() for cell in cells)
                _check_columns(columns, name, needed)
            elif len(cells) != len(columns):
                said = f"{len(cells)} cellen, maar de kop telt er {len(columns)}. Is de regel heel?"
                told = f"{len(cells)} cells, but the header has {len(columns)}. Is the line whole?"
                faults.add(reader.line_num, said, told)
            else:
                rows.append(Row(reader.line_num, dict(zip(columns, cells, strict=True))))
    except csv.Error:
        faults.add(
            reader.line_num,
            "een aanhalingsteken is niet gesloten. Zet tekst met een komma tussen dubbele aanhalingstekens.",
            "a quotation mark is not closed. Put text with a comma between double quotation marks.",
        )
    if not columns:
        _refuse(
            name,
            f"het bestand is leeg. De eerste regel noemt de kolommen {', '.join(needed)}.",
            f"the file is empty. Its first line names the columns {', '.join(needed)}.",
        )
    return columns, rows, faults


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """The text of a file with these columns; what a row does not have stays empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row.get(column) is None else row[column] for column in columns])
    return out.getvalue()


def id_of(text: str) -> Id:
    """An id as it stands: a number where that loses nothing, else text."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and str(int(text)) == text else text


def whole(row: Row, column: str, faults: Faults, otherwise: int | None = None) -> int | None:
    """The whole number in a cell, or `otherwise` where it is empty or the file has no such column."""
    text = row.cells.get(column, "").strip()
    if not text:
        return otherwise
    try:
        return int(text)
    except ValueError:
        said = repr(text[:40])
        faults.add(
            row.line,
            f"in {column} staat {said}, geen heel getal. Laat de cel leeg als u het niet weet.",
            f"{column} holds {said}, no whole number. Leave the cell empty if you do not know.",
        )
        return otherwise


def known_id(row: Row, column: str, faults: Faults) -> Id:
    """The id in a cell, which may not be empty."""
    text = row.cells[column]
    if not text.strip():
        faults.add(row.line, f"{column} is leeg. Vul het nummer in.", f"{column} is empty. Give its number.")
    return id_of(text)


def rest_of(row: Row, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The cells of columns we do not know."""
    names = set(known)
    return tuple((name, cell) for name, cell in row.cells.items() if name not in names)


def _check_columns(columns: Sequence[str], name: str, needed: Sequence[str]) -> None:
    missing = [one for one in needed if one not in columns]
    if missing:
        seen, lacking = ", ".join(columns[:8]), ", ".join(missing)
        _refuse(
            name,
            f"er is geen kolom {lacking}; gevonden: {seen}. Is dit het goede bestand uit de export?",
            f"there is no column {lacking}; found: {seen}. Is this the right file of the export?",
        )
    double = sorted({one for one in columns if columns.count(one) > 1})
    if double:
        _refuse(
            name,
            f"de kolom {', '.join(double[:5])} staat er tweemaal. Haal er een weg.",
            f"the column {', '.join(double[:5])} is there twice. Take one away.",
        )


def _separator(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _refuse(name: str, dutch: str, english: str) -> None:
    raise BadFile((Fault(name, f"{name}: {dutch}", f"{name}: {english}"),))
