"""What the two editions of OData that CBS speaks have in common: rows in pages, and tables of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from . import paging
from .asking import Asker
from .faults import NotFetched

Row = Mapping[str, Any]

AREAS, PERIODS = "WijkenEnBuurten", "Perioden"
NEXT = ("@odata.nextLink", "odata.nextLink")


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of figures: its code in this table, and every name it may be known by."""

    code: str
    title: str
    path: str = ""
    unit: str = ""

    @property
    def names(self) -> list[str]:
        """Its names, the most precise first; StatLine writes them as group/title (unit)."""
        whole = f"{self.path}/{self.title}" if self.path else self.title
        return [f"{whole} ({self.unit})", whole, self.title, self.code]


@dataclass(frozen=True, slots=True)
class Found:
    """Figures of some areas in one year, as text: `columns[name][code]`, and what the areas are called."""

    columns: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]


def address(base: str, path: str, **asked: str) -> str:
    """Return an address with a question; `filter` becomes `$filter`. Blanks as %20, for one trips on +."""
    words = {f"${name}": said for name, said in asked.items() if said}
    query = urlencode(words, quote_via=quote, safe="(),$'")
    return f"{base.rstrip('/')}/{path}" + (f"?{query}" if query else "")


def said(text: str) -> str:
    """Return a text as it stands in a filter."""
    return "'" + text.replace("'", "''") + "'"


def starting(field: str, starts: Sequence[str]) -> str:
    """Return the filter for codes in this field that begin so; nothing where every code is wanted."""
    return " or ".join(f"startswith({field},{said(start)})" for start in starts)


def fixed_on(where: Mapping[str, str]) -> list[str]:
    """Return the filters for dimensions that each stand on one code, a period like any other."""
    return [f"{dimension} eq {said(code)}" for dimension, code in where.items()]


def pages(ask: Asker, url: str) -> Iterator[Sequence[Row]]:
    """Yield the rows at an address page by page."""
    host = urlsplit(url).hostname or ""
    for page in paging.pages(ask, url, _next):
        yield rows_of(page, host)


def _next(page: Mapping[str, Any]) -> object:
    return next((page[name] for name in NEXT if page.get(name)), "")


def rows_of(page: Any, host: str) -> Sequence[Row]:
    """Return the rows of a page, or refuse a page that has none where they should stand."""
    rows = page.get("value") if isinstance(page, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotFetched("changed", host=host, what=("geen lijst ‘value’", "no list “value”"))
    return rows


def once(found: Mapping[str, str], code: str, host: str) -> None:
    """Refuse a second row of an area: the table has another dimension, and one of its rows must be chosen."""
    if code in found:
        what = (
            f"{code} staat er meer dan eens; kies in ‘where’ welke rij telt",
            f"{code} is there more than once; choose in “where” which row counts",
        )
        raise NotFetched("changed", host=host, what=what)


def text_in(row: Row, name: str) -> str:
    """Return the text in a field without its padding; a field that is absent is empty."""
    value = row.get(name)
    return "" if value is None else str(value).strip()


def needed(row: Row, name: str, host: str) -> str:
    """Return the text in a field that every row must have."""
    if name not in row:
        what = (f"het veld {name} ontbreekt", f"the field {name} is missing")
        raise NotFetched("changed", host=host, what=what)
    return text_in(row, name)
