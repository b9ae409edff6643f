"""The OData v3 service of CBS and of those who publish through it: wide rows, padded, 10,000 at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from ..indicators import number_text
from .asking import Asker, TooMany
from .faults import NotFetched
from .odata import (
    AREAS,
    Found,
    Measure,
    Row,
    address,
    fixed_on,
    needed,
    once,
    pages,
    rows_of,
    starting,
    text_in,
)

DATA = ("TypedDataSet", "UntypedDataSet")
ONE_PAGE = 5_000
MOST_ROWS = 1_000_000


def measures(ask: Asker, table: str) -> list[Measure]:
    """Return the columns of figures of a table; its dimensions are no figures."""
    host = urlsplit(table).hostname or ""
    rows = [row for page in pages(ask, address(table, "DataProperties", format="json")) for row in page]
    return [
        Measure(needed(row, "Key", host), text_in(row, "Title"), unit=text_in(row, "Unit"))
        for row in rows
        if text_in(row, "Type") in ("Topic", "") and text_in(row, "Key")
    ]


def codes(ask: Asker, table: str, dimension: str) -> dict[str, str]:
    """Return what the codes of a dimension mean. Codes keep their padding: a filter needs it."""
    host = urlsplit(table).hostname or ""
    rows = [row for page in pages(ask, address(table, dimension, format="json")) for row in page]
    found = {}
    for row in rows:
        needed(row, "Key", host)
        found[str(row["Key"])] = text_in(row, "Title")
    return found


def areas(ask: Asker, table: str, starts: Sequence[str]) -> dict[str, str]:
    """Return what the areas are called whose code starts so."""
    host = urlsplit(table).hostname or ""
    url = address(table, AREAS, filter=starting("Key", starts), format="json")
    return {
        needed(row, "Key", host): text_in(row, "Title")
        for page in pages(ask, url)
        for row in page
        if not starts or text_in(row, "Key").startswith(tuple(starts))
    }


def observations(
    ask: Asker,
    table: str,
    wanted: Mapping[str, str],
    starts: Sequence[str],
    where: Mapping[str, str],
) -> Found:
    """Return the figures of some areas; `wanted` says under which name each column is kept.

    `where` holds the other dimensions, each on one code with its padding.
    """
    names = areas(ask, table, starts)
    columns: dict[str, dict[str, str]] = {name: {} for name in wanted.values()}
    host = urlsplit(table).hostname or ""
    for row in _rows(ask, table, [AREAS, *wanted], starts, fixed_on(where)):
        code = needed(row, AREAS, host)
        if code not in names:
            continue
        for column, name in wanted.items():
            needed(row, column, host)
            once(columns[name], code, host)
            columns[name][code] = number_text("" if row[column] is None else row[column])
    return Found(columns, names)


def _rows(
    ask: Asker, table: str, columns: Sequence[str], starts: Sequence[str], fixed: Sequence[str]
) -> list[Row]:
    """Return the rows that fit, from the data in numbers or else from the data in text."""
    for data in DATA:
        try:
            return _cut(ask, table, data, columns, starts, fixed)
        except NotFetched as fault:
            if fault.kind != "refused" or data == DATA[-1]:
                raise
    raise AssertionError("the last kind of data ends the loop")  # pragma: no cover


def _cut(
    ask: Asker, table: str, data: str, columns: Sequence[str], starts: Sequence[str], fixed: Sequence[str]
) -> list[Row]:
    """Return the rows in one question; refused as too many, page by page; and else area by area."""

    def question(some: Sequence[str], **more: str) -> str:
        around = starting(AREAS, some)
        whole = " and ".join([*fixed, *([f"({around})"] if around else [])])
        return address(table, data, filter=whole, select=",".join(columns), format="json", **more)

    try:
        return [row for page in pages(ask, question(starts)) for row in page]
    except TooMany:
        pass
    try:
        return _by_page(ask, lambda at: question(starts, top=str(ONE_PAGE), skip=str(at)), table)
    except TooMany:
        if len(starts) < 2:
            raise
    return [row for start in starts for row in _cut(ask, table, data, columns, [start], fixed)]


def _by_page(ask: Asker, question: Callable[[int], str], table: str) -> list[Row]:
    found: list[Row] = []
    while len(found) < MOST_ROWS:
        rows = rows_of(ask.json(question(len(found))).value, urlsplit(table).hostname or "")
        found += rows
        if len(rows) < ONE_PAGE:
            return found
    what = ("er komt geen einde aan de rijen", "there is no end to the rows")
    raise NotFetched("changed", host=urlsplit(table).hostname, what=what)
