"""Which code an area had before, from a list that a municipality gives: old, new, and from which year on."""

from dataclasses import dataclass

from gebiedstafel.exchange.area_faults import BadAreaFile, area_fault
from gebiedstafel.exchange.cells import cell_text
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figure_tables import check_size, table_in
from gebiedstafel.exchange.figures_csv import CODE, level_of
from gebiedstafel.exchange.indicators import ColumnNames

OLD = ("oud", "oude code", "oude_code", "was", "old", "old_code")
NEW = ("nieuw", "nieuwe code", "nieuwe_code", "wordt", "new", "new_code")
FROM = ("vanaf", "vanaf jaar", "vanaf_jaar", "jaar", "from", "from_year", "year")
EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True, slots=True)
class FormerCode:
    """From a year on an area is, or is part of, an area with a new code."""

    old: str
    new: str
    year: int


def read_former_codes(content: bytes, name: str) -> list[FormerCode]:
    """Read a list of old and new codes (CSV or workbook); refuse it with every fault at once."""
    check_size(len(content), name)
    table = table_in(content, name)
    names = ColumnNames(table.header)
    at = {column[0]: names.find(column) for column in (OLD, NEW, FROM)}
    if lacking := [column for column, place in at.items() if place is None]:
        columns = {"lacking": ", ".join(lacking)}
        raise BadAreaFile([area_fault(name, "no_old_and_new", row=1, facts=columns)])
    faults: list[Fault] = []
    seen: dict[FormerCode, int] = {}
    for row, cells in table.rows:
        old, new, year = (cell_text(cells[place]) for place in at.values() if place is not None)
        found = _former_code(old.upper(), new.upper(), year)
        if isinstance(found, str):
            facts = {"old": old[:20], "new": new[:20], "text": year[:20]}
            faults.append(area_fault(name, found, row=row, facts=facts))
        elif found in seen:
            facts = {"text": f"{found.old} → {found.new}", "other": str(seen[found])}
            faults.append(area_fault(name, "twice", row=row, facts=facts))
        else:
            seen[found] = row
    if faults:
        raise BadAreaFile(faults)
    return list(seen)


def _former_code(old: str, new: str, year: str) -> FormerCode | str:
    """Return what a row says, or the kind of fault that is in it."""
    for code, kind in ((old, "bad_old_code"), (new, "bad_new_code")):
        if not CODE.fullmatch(code) or code.startswith("NL"):
            return kind
    if level_of(old) != level_of(new):
        return "other_level"
    if old == new:
        return "same_code"
    # A workbook may hold the year as 2021.0.
    whole = year.removesuffix(".0")
    if not (whole.isascii() and whole.isdecimal() and len(whole) == 4 and EARLIEST <= int(whole) <= LATEST):
        return "bad_from_year"
    return FormerCode(old, new, int(whole))
