"""Figures per area from the files that CBS, RIVM, PDOK and municipalities publish."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gebiedstafel.engines.stacking.rates import FEWEST_PEOPLE
from gebiedstafel.exchange.area_faults import BadAreaFile, area_fault
from gebiedstafel.exchange.cells import NOT_THERE, cell_text, decimal_mark, missing_reason, number_of
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figure_tables import FEATURES, FigureTable, check_size, table_in
from gebiedstafel.exchange.indicators import (
    HOMES,
    LABELS,
    ORIGIN,
    OTHER_RESIDENTS,
    REDRAWN,
    RESIDENTS,
    UNDEFINED,
    URBANITY,
    WORKING_AGE_COUNTS,
    WORKING_AGE_SHARES,
    ColumnNames,
    Indicator,
    known_indicators,
    plain_name,
)

UNCHANGED, RECODED = 1, 2
TOO_FEW = "too_few"

CODES = (
    "BU_CODE",
    "buurtcode",
    "gwb_code_10",
    "gwb_code",
    "Regiocode (gemeente, wijk, buurt) (code)",
    "Codering",
    "WijkenEnBuurten",
    "RegioS",
    "WK_CODE",
    "wijkcode",
    "GM_CODE",
    "gemeentecode",
    "code",
)
NAMES = {
    "buurt": ("BU_NAAM", "buurtnaam", "regio", "Wijken en buurten", "naam"),
    "wijk": ("WK_NAAM", "wijknaam", "regio", "Wijken en buurten", "naam"),
    "gemeente": ("GM_NAAM", "gemeentenaam", "gm_naam", "regio", "Wijken en buurten", "naam"),
    "rijk": ("regio", "Wijken en buurten", "naam", "Gemeentenaam"),
}
# Where a municipality's own file has names and no codes.
ONLY_NAMES = ("buurtnaam", "buurt_naam", "BU_NAAM", "OMSCHR", "buurt", "wijknaam", "naam")
MUNICIPALITY = ("GM_NAAM", "gemeentenaam", "gm_naam", "Gemeentenaam")
PERIODS = ("Perioden", "JAAR", "year", "jaar")
LEVELS = {"BU": "buurt", "WK": "wijk", "GM": "gemeente", "NL": "rijk"}
# Letters occur in codes (BU0363AD07), so a code is text, never a number. Digits of other scripts look like
# ours and would name an area that nothing else finds.
CODE = re.compile(r"(?:BU\d{4}[0-9A-Z]{4}|WK\d{4}[0-9A-Z]{2}|GM\d{4}|NL(?:00|01|00000)?)", re.ASCII)
ABROAD = {"GM0998", "GM0999"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, or why there is none."""

    value: float | None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area in one year, with its figures by indicator."""

    code: str
    year: int
    name: str
    level: str
    parent: str
    urbanity: int | None
    figures: dict[str, Cell]
    is_redrawn: bool | None = None
    """Whether border or code changed since the year before; nothing where the file does not say."""
    is_recoded: bool = False
    """Whether the file says that only the code changed."""


@dataclass(slots=True)
class FigureFile:
    """What one file holds: its areas, the names of municipalities around them, and what was not read."""

    name: str
    rows: list[AreaRow] = field(default_factory=list)
    municipalities: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    undefined: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def level_of(code: str) -> str:
    """Return the level a code stands for."""
    return LEVELS[code[:2]]


def parent_of(code: str) -> str:
    """Return the code of the area that this one lies in; a buurt's code holds its wijk and municipality."""
    if code.startswith("BU"):
        return f"WK{code[2:8]}"
    return f"GM{code[2:6]}" if code.startswith("WK") else ""


def municipality_of(code: str) -> str:
    """Return the municipality that a code lies in, or is itself; nothing for a country."""
    return "" if level_of(code) == "rijk" else f"GM{code[2:6]}"


def year_in(text: str) -> int | None:
    """Return the year that a name or a period such as 2020JJ00 speaks of."""
    found = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text, re.ASCII)
    return int(found[1]) if found else None


def read_bytes(path: Path) -> bytes:
    """Return a file's content, or refuse it before reading when it is too big."""
    if not path.is_file():
        raise BadAreaFile([area_fault(path.name, "not_found")])
    check_size(path.stat().st_size, path.name)
    return path.read_bytes()


class _Column:
    """One column of numbers with its decimal mark."""

    def __init__(
        self, header: str, place: int, cells: Sequence[str], *, file_mark: str | None, whole: bool
    ) -> None:
        self.header, self.place = header.strip(), place
        self.mark = decimal_mark(cells) or (None if whole else file_mark)
        # Whole counts have no decimals, so three figures after a mark can only be thousands.
        if whole and self.mark is None:
            self.mark = "." if any("," in cell for cell in cells) else ","

    def read(self, cells: Sequence[str], row: int, reader: "_Reader") -> Cell:
        text = cells[self.place]
        if reason := missing_reason(text):
            return Cell(None, reason)
        value = number_of(text, self.mark)
        if value is None:
            kind = "not_number" if self.mark or number_of(text, ".") is None else "unclear_thousands"
            reader.refuse(kind, row, self.header, text=cell_text(text)[:40])
            return Cell(None, NOT_THERE)
        return Cell(value)


class _Reader:
    """Reads one table row by row and remembers every fault."""

    def __init__(self, name: str, table: FigureTable, codes: Mapping[str, str]) -> None:
        self.name, self.header, self.rows, self.kind = name, table.header, table.rows, table.kind
        self.names, self.codes = ColumnNames(table.header), codes
        self.faults: list[Fault] = []
        self.columns = self._columns()
        self.code_at = self.names.find(CODES)
        self.by_name = self.code_at is None and bool(codes)
        self.names_at = [at for one in ONLY_NAMES if (at := self.names.find([one])) is not None]
        if self.by_name:
            self.code_at = next(iter(self.names_at), None)

    def refuse(self, kind: str, row: int, column: str | None = None, **facts: object) -> None:
        """Remember a fault at its row, or at its area where the file has areas."""
        features = self.kind == FEATURES
        at, feature = (None, row) if features else (row, None)
        self.faults.append(area_fault(self.name, kind, at, column, facts, feature=feature))

    def code(self, cells: Sequence[str]) -> str:
        """Return the code of a row, by its name where the file has no codes; empty for a name we lack."""
        if not self.by_name:
            return cell_text(cells[self.code_at or 0]).upper()
        found = (self.codes.get(plain_name(name), "") for name in self.names_of(cells))
        return next(filter(None, found), "")

    def names_of(self, cells: Sequence[str]) -> list[str]:
        """Return the names a row gives its area: it may have two columns, in two spellings."""
        return [name for at in self.names_at if missing_reason(name := cell_text(cells[at])) is None]

    def _columns(self) -> dict[tuple[str, ...], _Column]:
        """Return the columns we read, each with its decimal mark or else that of the file."""
        wanted = [
            RESIDENTS,
            OTHER_RESIDENTS,
            HOMES,
            LABELS,
            URBANITY,
            *WORKING_AGE_SHARES,
            *WORKING_AGE_COUNTS,
        ]
        for indicator in known_indicators().values():
            wanted += [names for names in (indicator.columns, indicator.count_columns) if names]
        whole = {one.columns for one in known_indicators().values() if one.whole}
        whole |= {one.count_columns for one in known_indicators().values()}
        whole |= {HOMES, LABELS, *WORKING_AGE_COUNTS}
        places = {names: at for names in wanted if (at := self.names.find(names)) is not None}
        texts = {at: [cells[at] for _, cells in self.rows] for at in places.values()}
        proven = {mark for cells in texts.values() if (mark := decimal_mark(cells))}
        file_mark = proven.pop() if len(proven) == 1 else None
        return {
            names: _Column(self.header[at], at, texts[at], file_mark=file_mark, whole=names in whole)
            for names, at in places.items()
        }

    def check(self) -> None:
        """Refuse a table in which we find no codes or no figures at all."""
        if self.code_at is None:
            raise BadAreaFile(
                [area_fault(self.name, "no_code", row=1, facts={"sought": ", ".join(CODES[:4])})]
            )
        if not any(names in self.columns for names in self._figure_names()):
            if undefined := self.undefined():
                fault = area_fault(self.name, "no_definition", row=1, column=undefined[0])
                raise BadAreaFile([fault])
            sought = ", ".join(("AANT_INW", "p_wcorpw", "g_gas"))
            raise BadAreaFile([area_fault(self.name, "no_figures", row=1, facts={"sought": sought})])

    def undefined(self) -> list[str]:
        """Return the columns that name a figure and not which of its definitions they follow."""
        read = {column.place for column in self.columns.values()}
        return [
            column.strip()
            for at, column in enumerate(self.header)
            if at not in read and UNDEFINED.search(column)
        ]

    def _figure_names(self) -> Iterator[tuple[str, ...]]:
        for indicator in known_indicators().values():
            yield indicator.columns
            yield indicator.count_columns

    def cell(self, names: tuple[str, ...], row: int, cells: Sequence[str]) -> Cell | None:
        """Return what stands in the column of this name, or nothing when the file has no such column."""
        column = self.columns.get(names)
        return column.read(cells, row, self) if column else None

    def figures(self, row: int, cells: Sequence[str]) -> dict[str, Cell]:
        """Return the figures of one row by indicator."""
        found: dict[str, Cell] = {}
        bases = {
            "working_age": self._working_age(row, cells),
            "residents": self._value((OTHER_RESIDENTS, RESIDENTS), row, cells),
            "homes": self._value((HOMES,), row, cells),
            "labels": self._value((LABELS,), row, cells),
        }
        for indicator in known_indicators().values():
            names = indicator.columns if indicator.columns in self.columns else indicator.count_columns
            cell = self.cell(names, row, cells) if names else None
            if cell is None:
                continue
            if names == indicator.count_columns:
                cell = _rate(cell, bases[indicator.per], indicator)
            if cell.value is not None and not indicator.may_be(cell.value):
                text, unit = f"{cell.value:g}", indicator.unit or "aantal"
                self.refuse("out_of_range", row, self.columns[names].header, text=text, unit=unit)
            found[indicator.id] = cell
        return found

    def _working_age(self, row: int, cells: Sequence[str]) -> float | None:
        residents = self.cell(RESIDENTS, row, cells)
        if residents is None or residents.value is None:
            return None
        if residents.value < FEWEST_PEOPLE:
            return residents.value
        counts = [self._value((names,), row, cells) for names in WORKING_AGE_COUNTS]
        if None not in counts:
            return sum(count for count in counts if count is not None)
        shares = [self._value((names,), row, cells) for names in WORKING_AGE_SHARES]
        if None in shares:
            return None
        return residents.value * sum(share for share in shares if share is not None) / 100

    def _value(self, columns: Iterable[tuple[str, ...]], row: int, cells: Sequence[str]) -> float | None:
        """Return the number in the first of these columns that the file has."""
        found = (self.cell(names, row, cells) for names in columns)
        cell = next((one for one in found if one is not None), None)
        return cell.value if cell else None

    def text(self, names: Sequence[str], cells: Sequence[str]) -> str:
        """Return the text in the column of one of these names."""
        at = self.names.find(names)
        return cell_text(cells[at]) if at is not None else ""


def _rate(count: Cell, people: float | None, indicator: Indicator) -> Cell:
    """Return a count per so many people or homes; with few, one would move it too far to say anything."""
    if count.value is None:
        return count
    if people is None:
        return Cell(None, NOT_THERE)
    if people < FEWEST_PEOPLE:
        return Cell(None, TOO_FEW)
    rate = round(indicator.times * count.value / people, 1)
    # Both are rounded by their publisher, so that a part may come out larger than the whole.
    return Cell(min(rate, 100.0) if indicator.unit == "%" else rate)


def _read_rows(reader: _Reader, file: FigureFile, file_year: int | None) -> None:
    """Put every area of the table in the file's rows, and what is wrong in the reader's faults."""
    seen: dict[tuple[str, int], int] = {}
    for row, cells in reader.rows:
        code = reader.code(cells)
        if reader.by_name and not code:
            file.unknown.append(next(iter(reader.names_of(cells)), f"rij {row}")[:60])
            continue
        if code in ABROAD:
            file.skipped.append(code)
            continue
        if not CODE.fullmatch(code):
            reader.refuse("bad_code", row, text=code[:20])
            continue
        code = "NL" if code.startswith("NL") else code
        year = year_in(reader.text(PERIODS, cells)) or file_year
        if year is None:
            raise BadAreaFile([area_fault(file.name, "no_year")])
        if other := seen.get((code, year)):
            reader.refuse("twice", row, text=code, other=other)
            continue
        seen[code, year] = row
        if (municipality := reader.text(MUNICIPALITY, cells)) and code != "NL":
            file.municipalities[f"GM{code[2:6]}"] = municipality
        file.rows.append(_area_row(reader, code, year, row, cells))


def _area_row(reader: _Reader, code: str, year: int, row: int, cells: Sequence[str]) -> AreaRow:
    urbanity = reader.cell(URBANITY, row, cells)
    mark = _mark(reader.text(REDRAWN, cells))
    known = urbanity is not None and urbanity.value in (1, 2, 3, 4, 5)
    return AreaRow(
        code=code,
        year=year,
        name=reader.text(NAMES[level_of(code)], cells) or code,
        level=level_of(code),
        parent=parent_of(code),
        urbanity=int(urbanity.value) if known and urbanity and urbanity.value else None,
        figures=reader.figures(row, cells),
        is_redrawn=None if mark is None else mark != UNCHANGED,
        is_recoded=mark == RECODED,
    )


def _mark(text: str) -> int | None:
    """Read the mark of CBS: 1 is unchanged, 2 another code and the same border, 3 another border."""
    return None if missing_reason(text) or text[:1] not in tuple("0123456789") else int(text[:1])


def read_figures(
    content: bytes, name: str, *, year: int | None = None, codes: Mapping[str, str] | None = None
) -> FigureFile:
    """Read one file of figures (CSV, workbook or GeoJSON); refuse it with every fault at once.

    `codes` gives the code of each area by its plain name, for files that have names only.
    """
    check_size(len(content), name)
    reader = _Reader(name, table_in(content, name), codes or {})
    reader.check()
    file = FigureFile(name)
    _read_rows(reader, file, year or year_in(name))
    if file.unknown and not file.rows:
        unknown = ", ".join(dict.fromkeys(file.unknown[:3]))
        reader.faults.append(area_fault(name, "no_known_name", facts={"text": unknown}))
    if reader.faults:
        # A column that serves two figures is read twice, its faults are told once.
        raise BadAreaFile(list(dict.fromkeys(reader.faults)))
    read = {column.place for column in reader.columns.values()} | {reader.code_at}
    file.undefined = reader.undefined()
    file.left_out = [column.strip() for column in reader.header if ORIGIN.search(column)]
    file.unread = [
        column.strip()
        for at, column in enumerate(reader.header)
        if at not in read and not ORIGIN.search(column) and column.strip() not in file.undefined
    ]
    return file


def read_figures_file(
    path: Path, *, year: int | None = None, codes: Mapping[str, str] | None = None
) -> FigureFile:
    """Read one file of figures from disk."""
    return read_figures(read_bytes(path), path.name, year=year, codes=codes)
