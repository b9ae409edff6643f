"""A thing of the exchange file as the cells of a row, and the cells of a row as a thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from .cell_lists import NOTHING, NOTHING_WORDS, UNKNOWN_WORDS
from .cell_values import TEXT, Present, Unreadable, Value
from .workbook_cells import DATE, ERROR, NUMBER, TRUTH, Cell
from .workbook_layout import SEE, Field, Path
from .workbook_words import FORMER

MISSING: Any = object()
Entry = dict[str, Any]
#: Per kind the names of its things by their id.
NamesByKind = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Years:
    """Which years have a column of their own, in the calendar and counted from a start."""

    calendar: tuple[int, ...]
    from_start: int


def written_row(
    fields: Iterable[Field], entry: Mapping[str, Any], names: NamesByKind, years: Years
) -> Iterator[tuple[str, Any, str]]:
    """Return heading, value and number format for each filled cell of a thing."""
    for field in fields:
        value = at(entry, field.path)
        if value is MISSING:
            continue
        if field.child:
            yield field.heading, SEE.format(field.child) if value else NOTHING, TEXT
        elif isinstance(field.value, Present):
            yield field.heading, "ja", TEXT
        elif field.years:
            yield from _written_years(field, value, years)
        else:
            yield (field.heading, *field.value.cell(value, names_for(field.value, names)))


def _written_years(field: Field, value: Any, years: Years) -> Iterator[tuple[str, Any, str]]:
    if field.years == "start":
        for number, each in enumerate(value, 1):
            yield (field.heading_of(str(number)), *field.value.cell(each, {}))
        return
    for year in years.calendar:
        each = value.get(str(year))
        yield (
            field.heading_of(str(year)),
            *((NOTHING, TEXT) if each is None else field.value.cell(each, {})),
        )


def headings(fields: Iterable[Field], years: Years) -> Iterator[tuple[str, Field]]:
    """Return every heading of a sheet with its field, a column a year where amounts differ by year."""
    for field in fields:
        if field.years == "calendar":
            yield from ((field.heading_of(str(year)), field) for year in years.calendar)
        elif field.years == "start":
            yield from ((field.heading_of(str(year)), field) for year in range(1, years.from_start + 1))
        else:
            yield field.heading, field


def heading_found(fields: Sequence[Field], heading: str) -> tuple[Field, str] | None:
    """Return the field that a heading stands for, and the year it names."""
    plain = normal(heading)
    plain = FORMER.get(plain, plain)
    for field in fields:
        if field.years:
            if found := _pattern(field.heading).fullmatch(plain):
                return field, found[1]
        elif normal(field.heading) == plain:
            return field, ""
    return None


def normal(heading: str) -> str:
    """Return a heading without what people change in passing: capitals, spaces, line ends."""
    return " ".join(heading.replace("’", "'").casefold().split())


@cache
def _pattern(heading: str) -> re.Pattern[str]:
    return re.compile(re.escape(normal(heading)).replace(r"\{\}", r"([0-9]{1,4})"))


def names_for(value: Value, names: NamesByKind) -> Mapping[str, str]:
    """Return the names of what an id may name."""
    if not value.names:
        return {}
    if len(value.names) == 1:
        return names.get(value.names[0], {})
    return {key: name for kind in value.names for key, name in names.get(kind, {}).items()}


def at(entry: Mapping[str, Any], path: Path) -> Any:
    """Return what stands at a place of a thing, or `MISSING`."""
    here: Any = entry
    for step in path:
        if not isinstance(here, Mapping) or step not in here:
            return MISSING
        here = here[step]
    return here


def put(entry: Entry, path: Path, value: Any) -> None:
    """Put a value at a place of a thing."""
    for step in path[:-1]:
        entry = entry.setdefault(step, {})
    entry[path[-1]] = value


def read_row(
    columns: Mapping[int, tuple[Field, str]],
    cells: Mapping[int, Cell],
    names: NamesByKind,
    tell: Callable[[int, tuple[str, str]], None],
    *,
    with_results: bool = False,
) -> tuple[Entry, dict[Field, bool]]:
    """Return the thing that a row says, and per child sheet whether it says there is none.

    Every cell that cannot be read is told by its column; the rest of the row is read all the same.
    """
    entry: Entry = {}
    lists: dict[Field, bool] = {}
    years: dict[Field, dict[str, Any]] = {}
    for number, (field, year) in columns.items():
        cell = cells.get(number)
        if cell is None:
            continue
        try:
            value = _read_cell(field, cell, names, with_results)
        except Unreadable as found:
            tell(number, found.words)
            continue
        if value is MISSING:
            continue
        if field.years:
            years.setdefault(field, {})[year] = value
        elif field.child:
            lists[field] = value
        elif not isinstance(field.value, Present):
            put(entry, field.path, value)
        elif at(entry, field.path) is MISSING:
            put(entry, field.path, {})
    for field, by_year in years.items():
        try:
            put(entry, field.path, _of_years(field, by_year))
        except Unreadable as found:
            tell(next(number for number, one in columns.items() if one[0] == field), found.words)
    return entry, lists


def _of_years(field: Field, by_year: Mapping[str, Any]) -> Any:
    told = {year: value for year, value in by_year.items() if value is not NOTHING}
    if field.years == "calendar":
        return dict(sorted(told.items()))
    last = max((int(year) for year in told), default=0)
    holes = [str(number) for number in range(1, last + 1) if str(number) not in told]
    if holes:
        raise Unreadable(
            f"jaar {', '.join(holes)} is leeg, maar daarna staat er weer iets. Schrijf 0 waar niets is.",
            f"year {', '.join(holes)} is empty, but after it something follows. Write 0 where there is none.",
        )
    return [told[str(number)] for number in range(1, last + 1)]


def _read_cell(field: Field, cell: Cell, names: NamesByKind, with_results: bool) -> Any:
    if cell.kind == ERROR:
        raise Unreadable(
            f"hier staat de fout {cell.text or '#'} van een formule. Zet er de waarde zelf neer.",
            f"a formula went wrong here: {cell.text or '#'}. Put the value itself here.",
        )
    if cell.is_formula and not (with_results and cell.text):
        raise Unreadable(*_FORMULA if cell.text else _FORMULA_WITHOUT_RESULT)
    if field.child:
        return _read_status(field, cell.text)
    return _read_value(field, cell, names)


def _read_status(field: Field, text: str) -> Any:
    plain = normal(text)
    if plain in UNKNOWN_WORDS:
        return MISSING
    if plain in NOTHING_WORDS or plain == "0":
        return True
    if plain == normal(SEE.format(field.child)) or plain.startswith("zie"):
        return False
    raise Unreadable(
        f"“{text}” kan hier niet. Vul het in op het blad {field.child}; is er niets, zet dan een –.",
        f"“{text}” is not possible here. Fill it in on sheet {field.child}; where there is none, put a –.",
    )


def _read_value(field: Field, cell: Cell, names: NamesByKind) -> Any:
    value, text = field.value, cell.text
    if cell.kind == NUMBER:
        try:
            return value.of_number(Decimal(text))
        except InvalidOperation:
            raise Unreadable(f"“{text}” is geen getal.", f"“{text}” is no number.") from None
    if cell.kind == DATE:
        return value.of_day(text)
    if cell.kind == TRUTH:
        text = "waar" if text == "1" else "onwaar"
    plain = normal(text)
    if not plain:
        return MISSING
    if not value.is_text:
        if plain in UNKNOWN_WORDS:
            return MISSING
        if plain in NOTHING_WORDS and not value.knows_none:
            return NOTHING if field.years == "calendar" else MISSING
    said = value.read(text)
    if isinstance(value, Present) and not said:
        return MISSING
    return _by_name(value, said, names) if value.names else said


def _by_name(value: Value, said: Any, names: NamesByKind) -> Any:
    """Return the ids that were meant, also where a name was typed instead of an id."""
    known = names_for(value, names)
    if isinstance(said, list):
        return [_key(each, value, known) for each in said]
    if isinstance(said, dict):
        return {_key(each, value, known): one for each, one in said.items()}
    return _key(said, value, known)


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]{0,63}", re.ASCII)


def _key(said: str, value: Value, known: Mapping[str, str]) -> str:
    if said in known:
        return said
    plain = normal(said)
    meant = [key for key, name in known.items() if normal(name) == plain or key.casefold() == plain]
    if len(meant) == 1:
        return meant[0]
    if _ID.fullmatch(said):
        return said  # whether it is there is asked of the whole table, later
    raise Unreadable(
        f"“{said}” kennen we niet"
        + (": zo heten er meer" if meant else "")
        + ". Kies uit de lijst, of schrijf het nummer.",
        f"“{said}” is not known" + (": more have that name" if meant else "") + ". Choose from the list.",
    )


_FORMULA = (
    "hier staat een formule. Plak de uitkomst als waarde, of kies bij het inlezen dat de uitkomsten van "
    "formules mogen tellen.",
    "this is a formula. Paste its outcome as a value, or choose that outcomes of formulas may count.",
)
_FORMULA_WITHOUT_RESULT = (
    "hier staat een formule zonder bewaarde uitkomst. Plak de uitkomst als waarde.",
    "this is a formula without a kept outcome. Paste its outcome as a value.",
)
