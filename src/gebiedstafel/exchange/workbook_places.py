"""Where in a workbook something stands, in words: the sheet, the row, and the column by its heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .faults import Fault
from .schema_faults import Words
from .workbook_layout import ITEM, TABLE, Child, Field, child_of, sheet_of, sheets, table_fields

Path = tuple[str | int, ...]
Spot = tuple[str, int]


@dataclass(slots=True)
class Places:
    """Which row of which sheet each thing came from."""

    rows: dict[Path, Spot] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)

    def fault(self, path: Path, words: Words) -> Fault | None:
        """Return a fault at the cell that a place of the document came from, if it came from one."""
        found = self.found(path)
        return located(*found, words) if found else None

    def found(self, path: Path) -> tuple[str, int, str] | None:
        """Return sheet, row and heading for a place such as `("measures", "M1", "hours", 0, "skill")`."""
        if path[:1] == (TABLE,) or len(path) < 2:
            return self._of_table(path)
        kind, key = str(path[0]), path[1]
        name = str(path[2]) if len(path) > 2 else ""
        if name and (child := _child(kind, name)):
            row = self.rows.get(path[:4])
            if row:
                return (*row, _heading(child.fields, self._within(child, path[4:])))
        row = self.rows.get((kind, key))
        return (*row, _heading(_fields(kind), path[2:])) if row else None

    def _within(self, child: Child, rest: Path) -> Path:
        is_item = any(one.path == (ITEM,) for one in child.fields)
        return (ITEM, *rest) if is_item else rest

    def _of_table(self, path: Path) -> tuple[str, int, str] | None:
        for one in table_fields():
            if path[: len(one.path)] == one.path and (TABLE, *one.path) in self.rows:
                return (*self.rows[TABLE, *one.path], one.heading)
        return None


def located(sheet: str, row: int, heading: str, words: Words) -> Fault:
    """Return a fault that names its sheet, and its row and column where those are known."""
    dutch = [f"Blad {sheet}"] + ([f"rij {row}"] if row else []) + ([f"kolom “{heading}”"] if heading else [])
    english = (
        [f"Sheet {sheet}"] + ([f"row {row}"] if row else []) + ([f"column “{heading}”"] if heading else [])
    )
    return Fault(
        "/".join([sheet, *([str(row)] if row else []), *([heading] if heading else [])]),
        f"{', '.join(dutch)}: {words[0]}",
        f"{', '.join(english)}: {words[1]}",
    )


def _child(kind: str, name: str) -> Child | None:
    return child_of(kind, name) if any(one.kind == kind for one in sheets()) else None


def _fields(kind: str) -> Sequence[Field]:
    return sheet_of(kind).fields if any(one.kind == kind for one in sheets()) else ()


def _heading(fields: Sequence[Field], rest: Path) -> str:
    for one in fields:
        size = len(one.path)
        if rest[:size] == one.path:
            if one.years and len(rest) > size:
                step = rest[size]
                return one.heading_of(str(step + 1 if isinstance(step, int) else step))
            return one.heading.replace(" {}", "").replace("{}", "")
    return ""
