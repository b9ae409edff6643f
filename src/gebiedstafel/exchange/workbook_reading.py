"""A workbook that came back: what it says, everything that is wrong with it, and what one should know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .entries import KINDS as ROW_KINDS
from .entries import only_rows
from .faults import Fault
from .schema_faults import schema_found
from .table_references import references_found
from .workbook_base import SHEET as BASE_SHEET
from .workbook_base import Base, base_in
from .workbook_cells import Grid, grids_of
from .workbook_children import read_children
from .workbook_found import Entry, Found
from .workbook_layout import KINDS, sheets
from .workbook_parts import opened
from .workbook_places import Path, Places
from .workbook_rows import normal
from .workbook_sheets import names_of
from .workbook_text import ORDER
from .workbook_things import read_names, read_table, read_things
from .workbook_writing import EXPLAINS, LISTS


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says. With faults nothing may be saved; notices are only to be shown."""

    document: dict[str, Any]
    base: Base | None
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]
    places: Places
    #: Kinds without a sheet, and fields of a kind without a column: they are left as they were.
    left_out_kinds: frozenset[str]
    left_out: frozenset[tuple[str, tuple[str, ...]]]
    #: Which years have a column, per kind and field; other years are left as they were.
    years: Mapping[tuple[str, tuple[str, ...]], frozenset[str]]

    @property
    def entries(self) -> dict[str, dict[str, Entry]]:
        """The rows that people bring in, per kind by their id."""
        return {kind: {row["id"]: row for row in self.document.get(kind, ())} for kind in ROW_KINDS}


def read(data: bytes, *, within: Mapping[str, Any] | None = None, with_results: bool = False) -> Reading:
    """Read a workbook. `within` is the table it belongs to, for names that may be typed instead of ids.

    `with_results` lets the kept outcomes of formulas count. Raises `BadWorkbook` when it is none.
    """
    grids = {normal(grid.name): grid for grid in grids_of(opened(data))}
    base = _base(grids.pop(BASE_SHEET, None))
    found = Found(grids, with_results)
    if any(found.grid(sheet.name) for sheet in sheets()):
        found.add_names(base.names if base else {})
        found.add_names(names_of(within) if within else {})
        _read_all(found)
    else:
        found.faults.append(NOT_OURS)
    return reading_of(found, base)


def reading_of(found: Found, base: Base | None) -> Reading:
    """Return what was found, each sentence told once."""
    return Reading(
        found.document,
        base,
        tuple(dict.fromkeys(found.faults)),
        tuple(dict.fromkeys(found.notices)),
        found.places,
        frozenset(found.left_out_kinds),
        frozenset(found.left_out),
        found.years,
    )


def _base(hidden: Grid | None) -> Base | None:
    rows = sorted(hidden.rows.items()) if hidden else []
    return base_in([cell.text for _, row in rows for cell in row.values()])


def _read_all(found: Found) -> None:
    for sheet in sheets():
        read_names(found, sheet)
    for sheet in sheets():
        read_things(found, sheet)
    read_children(found)
    read_table(found)
    ours = {normal(name) for name in (*ORDER, EXPLAINS, LISTS)}
    for name, grid in found.grids.items():
        if name not in ours and grid.rows:
            found.note(grid.name, ("dit blad kennen we niet en lezen we niet.", "this sheet is not read."))
    found.faults += form_faults_of(found)


def faults_within(
    reading: Reading, document: Mapping[str, Any], changed: Collection[tuple[str, str]] | None = None
) -> Iterator[Fault]:
    """What does not fit once a workbook's rows are in a document, told at their cells.

    With `changed` as (kind, id) only faults of these rows are told.
    """
    looked_at = document if changed is None else only_rows(document, changed)
    formed = [
        ((*path, missing) if missing else path, EMPTY if missing else words, looked_at)
        for path, words, missing in schema_found(looked_at)
    ]
    fitting = [] if formed else [(path, words, document) for path, words in references_found(document)]
    for path, words, whole in (*formed, *fitting):
        keyed = _keyed(path, whole)
        if changed is None or keyed[:2] in changed:
            fault = reading.places.fault(keyed, words)
            if fault:
                yield fault


def form_faults_of(found: Found) -> list[Fault]:
    """Return what the schema asks of each thing, told at its cell."""
    whole = {**_SHELL, **found.document}
    faults = []
    for path, words, missing in schema_found(whole):
        if missing and (path[0], (*path[2:], missing)) in found.left_out:
            continue  # it has no column here, and so stays as it was
        keyed = _keyed((*path, missing) if missing else path, whole)
        if fault := found.places.fault(keyed, EMPTY if missing else words):
            faults.append(fault)
        elif path[:1] != ("table",) and path[:1] != ("areas",):
            faults.append(Fault(str(path[0]) if path else "", *words))
    return faults


def _keyed(path: Sequence[str | int], document: Mapping[str, Any]) -> Path:
    """Return a place with the id of a thing instead of its number."""
    if len(path) > 1 and path[0] in KINDS and isinstance(path[1], int):
        return (path[0], document[str(path[0])][path[1]]["id"], *path[2:])
    return tuple(path)


EMPTY = ("dit is leeg. Vul het in.", "this is empty. Fill it in.")
NOT_OURS = Fault(
    "",
    "Dit is een werkboek van iemand anders: geen enkel blad heet zoals bij ons. Download het werkboek van "
    "deze tafel en vul dat in, of zet uw gegevens op het blad Geldstromen met de koppen Nr., Naam en "
    "Van wie is het geld.",
    "This is someone else's workbook: no sheet has a name we know. Download the workbook of this table and "
    "fill that in, or put your figures on a sheet Geldstromen with the headings Nr., Naam and "
    "Van wie is het geld.",
)

_SHELL: Mapping[str, Any] = {
    "format": "gebiedstafel/table",
    "version": 1,
    "table": {"id": "t", "name": "t", "area": "t", "as_of": "2026-01-01", "years": [2026]},
    "areas": [],
}
