"""The headings of a sheet that came back: which column is which, and what is in the way of reading it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .faults import Fault
from .workbook_cells import Grid, Row, column_letters, column_number
from .workbook_layout import Field
from .workbook_places import located
from .workbook_rows import heading_found, normal

#: A title or a line of text may stand above the headings, no more.
DEEPEST_HEAD = 10
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the headings stand: the row, the field of each column, and the columns that lead each row."""

    row: int
    columns: dict[int, tuple[Field, str]]
    leading: dict[str, int]

    def rows(self, grid: Grid) -> Iterator[tuple[int, Row]]:
        """Return the filled rows beneath the headings, from top to bottom."""
        known = self.columns.keys() | set(self.leading.values())
        for number in sorted(grid.rows):
            row = grid.rows[number]
            if number > self.row and any(column in known and row[column].text.strip() for column in row):
                yield number, row

    def heading(self, number: int) -> str:
        """Return the heading of a column."""
        if number in self.columns:
            field, year = self.columns[number]
            return field.heading_of(year) if field.years else field.heading
        return next((word for word, column in self.leading.items() if column == number), "")


def heads_of(grid: Grid, fields: Sequence[Field], leading: Sequence[str]) -> Heads | None:
    """Return the headings of a sheet: the first row that knows two of them, or all there are."""
    words = {normal(word): word for word in leading}
    for number in sorted(grid.rows)[:DEEPEST_HEAD]:
        columns: dict[int, tuple[Field, str]] = {}
        found: dict[str, int] = {}
        for column, cell in grid.rows[number].items():
            plain = normal(cell.text)
            if plain in words:
                found.setdefault(words[plain], column)
            elif field := heading_found(fields, cell.text):
                columns[column] = field
        if len(columns) + len(found) >= 2:
            return Heads(number, columns, found)
    return None


def form_faults(grid: Grid, heads: Heads) -> Iterator[Fault]:
    """What must be mended before a sheet can be read: doubled headings and merged cells."""
    told = Counter(heads.heading(number) for number in heads.columns)
    for heading in sorted(heading for heading, times in told.items() if times > 1):
        yield located(grid.name, heads.row, heading, (
            "deze kop staat er meer dan een keer. Haal er één weg.",
            "this heading stands here more than once. Remove one.",
        ))  # fmt: skip
    for merged in grid.merged:
        found = _RANGE.fullmatch(merged)
        if found and int(found[4]) > heads.row and _is_within(found, grid):
            yield located(grid.name, int(found[2]), "", (
                f"de cellen {merged} zijn samengevoegd. Splits ze en vul elke rij zelf: "
                "Start, Samenvoegen en centreren.",
                f"the cells {merged} are merged. Split them and fill in each row: Home, Merge and center.",
            ))  # fmt: skip


def _is_within(found: re.Match[str], grid: Grid) -> bool:
    first, last = column_number(found[1]), column_number(found[3])
    return any(
        first <= column <= last
        for number in range(int(found[2]), min(int(found[4]), int(found[2]) + 2000) + 1)
        for column in grid.rows.get(number, ())
    )


def form_notices(grid: Grid, heads: Heads, known: Sequence[str]) -> Iterator[Fault]:
    """What a reader should know about how a sheet was read: hidden parts, and columns that are not ours."""
    filled = {number for number, _ in heads.rows(grid)}
    hidden = [number for number in grid.hidden_rows if number in filled]
    if hidden:
        yield located(grid.name, 0, "", (
            f"rij {_runs(hidden)} is verborgen, misschien door een filter. Die telt gewoon mee.",
            f"row {_runs(hidden)} is hidden, perhaps by a filter. It counts as any other.",
        ))  # fmt: skip
    unseen = [heads.heading(number) for number in grid.hidden_columns if number in heads.columns]
    if unseen:
        yield located(grid.name, 0, "", (
            f"verborgen kolommen tellen gewoon mee: {', '.join(unseen)}.",
            f"hidden columns count as any other: {', '.join(unseen)}.",
        ))  # fmt: skip
    if grid.is_hidden:
        yield located(
            grid.name, 0, "", ("dit blad is verborgen, maar telt gewoon mee.", "this hidden sheet counts.")
        )
    yield from _strange_columns(grid, heads, known)


def _strange_columns(grid: Grid, heads: Heads, known: Sequence[str]) -> Iterator[Fault]:
    ours = heads.columns.keys() | set(heads.leading.values())
    strange = {column for number, row in grid.rows.items() if number >= heads.row for column in row} - ours
    for column in sorted(strange):
        head = grid.rows[heads.row].get(column)
        if head is None or not head.text.strip():
            words = (
                f"in kolom {column_letters(column)} staat iets zonder kop. Dat lezen we niet.",
                f"column {column_letters(column)} holds something without a heading. It is not read.",
            )
        else:
            near = difflib.get_close_matches(normal(head.text), [normal(word) for word in known], 1)
            meant = next((word for word in known if near and normal(word) == near[0]), "")
            words = (
                f"de kolom “{head.text}” kennen we niet en lezen we niet."
                + (f" Bedoelde u “{meant}”? Verbeter dan de kop." if meant else ""),
                f"the column “{head.text}” is not known and not read."
                + (f" Did you mean “{meant}”? Then correct the heading." if meant else ""),
            )
        yield located(grid.name, 0, "", words)


def _runs(numbers: Sequence[int]) -> str:
    """Return numbers with neighbours joined: 4, 7–9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
