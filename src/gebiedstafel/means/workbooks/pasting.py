"""The page's own table in which rows from Excel are pasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gebiedstafel.exchange.pasted_rows import PAGES


@dataclass(frozen=True, slots=True)
class PastePage:
    """The table as it stands, and the same as text with a tab between cells."""

    page: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text: str


def paste_page(page: str, lines: Sequence[Sequence[str]]) -> PastePage:
    """Return the page of lines that begin with their headings."""
    text = "\n".join("\t".join(_one_line(cell) for cell in line) for line in lines)
    heads, *rows = lines
    return PastePage(page, PAGES[page][0], tuple(heads), tuple(tuple(row) for row in rows), text)


def _one_line(cell: str) -> str:
    """Return a cell as Excel would copy it: between quotes when it holds a line end, a tab or a quote."""
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in '\n\t"') else cell
