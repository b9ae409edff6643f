"""What was found in a workbook so far, while its sheets are read one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .faults import Fault
from .schema_faults import Words
from .workbook_cells import Cell, Grid, Row
from .workbook_columns import Heads, form_faults, form_notices, heads_of
from .workbook_layout import KINDS, Field
from .workbook_places import Places, located
from .workbook_rows import normal, read_row

Entry = dict[str, Any]

SHEET_GONE = (
    "dit blad staat niet in het bestand. Wat erop stond, laten we zoals het was.",
    "this sheet is not in the file. What stood on it stays as it was.",
)
NO_HEADS = (
    "de koppen staan er niet meer. Zet ze terug in rij 1, of download het werkboek opnieuw.",
    "the headings are gone. Put them back in row 1, or download the workbook again.",
)


@dataclass(slots=True)
class Found:
    """The sheets that came in, and what was read of them."""

    grids: Mapping[str, Grid]
    with_results: bool = False
    document: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    left_out_kinds: set[str] = field(default_factory=set)
    left_out: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    #: Which years have a column, per kind and field; other years stay as they were.
    years: dict[tuple[str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)
    #: Per kind the name of each id that may be named.
    names: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    heads: dict[str, Heads] = field(default_factory=dict)
    things: dict[str, dict[str, Entry]] = field(default_factory=dict)
    #: Per thing what its own row says about each list: true where there is none, false to see its sheet.
    said: dict[tuple[str, str], dict[Field, bool]] = field(default_factory=dict)
    lists: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def grid(self, name: str) -> Grid | None:
        """Return a sheet by its name."""
        return self.grids.get(normal(name))

    def add_names(self, names: Mapping[str, Mapping[str, str]]) -> None:
        """Let these be named in cells too."""
        for kind, told in names.items():
            self.names.setdefault(kind, {}).update(told)

    def find_heads(self, name: str, fields: Sequence[Field], leading: Sequence[str]) -> Heads | None:
        """Find the headings of a sheet, and tell what stands in the way of reading it."""
        grid = self.grids[normal(name)]
        heads = heads_of(grid, fields, leading)
        if heads:
            self.heads[name] = heads
            self.faults += form_faults(grid, heads)
            known = [*leading, *(one.heading for one in fields if not one.years)]
            self.notices += form_notices(grid, heads, known)
        return heads

    def read(self, sheet: str, heads: Heads, number: int, row: Row) -> tuple[Entry, dict[Field, bool]]:
        """Read one row; cells that cannot be read become faults."""

        def tell(column: int, words: Words) -> None:
            self.fault(sheet, number, heads.heading(column), words)

        return read_row(heads.columns, row, self.names, tell, with_results=self.with_results)

    def fault(self, sheet: str, row: int, heading: str, words: Words) -> None:
        """Keep a fault of a cell."""
        self.faults.append(located(sheet, row, heading, words))

    def note(self, sheet: str, words: Words) -> None:
        """Keep something one should know."""
        self.notices.append(located(sheet, 0, "", words))

    def leave_out(self, kind: str, paths: Iterable[tuple[str, ...]]) -> None:
        """Remember what has no column here, and so stays as it was."""
        self.left_out |= {(kind, path) for path in paths}


def text_at(row: Row, column: int) -> str:
    """Return what stands in a column of a row, as text."""
    cell: Cell | None = row.get(column)
    return cell.text if cell else ""
