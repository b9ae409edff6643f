"""A table as an Excel workbook, and back: the one face of everything about workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .entries import KINDS, owner_of
from .faults import BadTable
from .table_file import table_faults
from .workbook_base import Base
from .workbook_reading import Reading, faults_within, read
from .workbook_sheets import names_of
from .workbook_writing import drawn

__all__ = ["Reading", "faults_within", "own_rows", "read_workbook", "table_of_workbook", "workbook_of"]

Document = Mapping[str, Any]


def workbook_of(
    document: Document,
    *,
    only: str | None = None,
    edition: int = 0,
    versions: Mapping[str, int] | None = None,
    made_on: date | None = None,
) -> bytes:
    """Return a document as a workbook; with `only`, just the rows of that party.

    `versions` holds per `kind/id` which version of the row this is; it comes back with the workbook.
    """
    shown = own_rows(document, only) if only else document
    return drawn(Base(shown, edition, versions or {}, only, names_of(document)), made_on)


def own_rows(document: Document, party: str) -> dict[str, Any]:
    """Return a document with only the rows of one party, and the areas they may name."""
    kept: dict[str, Any] = {name: document[name] for name in ("format", "version", "table", "areas")}
    for kind in KINDS:
        kept[kind] = [row for row in document.get(kind, ()) if owner_of(kind, row) == party]
    return kept


def read_workbook(data: bytes, *, within: Document | None = None, with_results: bool = False) -> Reading:
    """Read a workbook; raises `BadWorkbook` where it is none. `Reading` tells what is wrong in its cells."""
    return read(data, within=within, with_results=with_results)


def table_of_workbook(data: bytes) -> dict[str, Any]:
    """Return the whole table in a workbook. Raises `BadTable` with every fault found."""
    reading = read(data)
    document = {"format": "gebiedstafel/table", "version": 1, **reading.document}
    faults = reading.faults or tuple(faults_within(reading, document)) or table_faults(document)
    if faults:
        raise BadTable(faults)
    return document
