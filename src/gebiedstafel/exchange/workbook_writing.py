"""Sheets drawn as a workbook that a finance officer can read, sort, filter and fill in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..engines.connect.words import day_in_words
from .cell_numbers import EUROS, WHOLE, Euros, Hours
from .cell_values import DAY, GENERAL, TEXT, Choice, Day, Id, Value, YesNo
from .faults import BadTable, Fault
from .workbook_base import SHEET as BASE_SHEET
from .workbook_base import Base, base_cells
from .workbook_rows import NamesByKind
from .workbook_sheets import OF_TABLE, Content, Head, contents
from .workbook_text import ABOUT, EXPLANATION, GROUPS, ORDER

LISTS, EXPLAINS = "Lijsten", "Uitleg"
SPARE_ROWS = 300
LONGEST = 32_000

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_INK, _PAPER, _LINE = "1F2A2E", "EEF3F1", "D3DAD8"
_FORMATS: Mapping[type[Value], str] = {Euros: EUROS, Hours: WHOLE, Day: DAY, Id: TEXT, Value: TEXT}
_WIDTHS: Mapping[type[Value], int] = {Euros: 15, Hours: 10, Day: 19, Choice: 18, YesNo: 12, Id: 28}
_WIDE = frozenset({"Naam", "Stelling", "Voorwaarde", "In woorden van bewoners", "Waarde per gebied"})


def drawn(base: Base, made_on: date | None = None) -> bytes:
    """Return the workbook of the document that a base holds."""
    by_title = {content.title: content for content in contents(base.document, base.names)}
    faults = tuple(fault for content in by_title.values() for fault in _too_long(content))
    if faults:
        raise BadTable(faults)
    book = Workbook()
    _explain(book.active, base, made_on)
    looks = _Looks(book)
    lists = _Lists(base.names)
    for title in ORDER:
        _draw(book.create_sheet(title), by_title[title], looks, lists)
    lists.draw(book.create_sheet(LISTS))
    _keep(book.create_sheet(BASE_SHEET), base)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


class _Looks:
    """The look of cells by how they are shown; each is made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[str, bool, bool], Any] = {}

    def give(self, cell: Cell, form: str, *, wrapped: bool, quoted: bool) -> None:
        key = (form, wrapped, quoted)
        if key not in self._made:
            cell.number_format, cell.alignment = form, Alignment(vertical="top", wrap_text=wrapped)
            cell.border = Border(bottom=Side(style="hair", color=_LINE))
            cell.quotePrefix = quoted
            self._made[key] = cell._style
        cell._style = self._made[key]


class _Lists:
    """What drop-downs offer: names on a hidden sheet, a column for each kind; few words beside the cell."""

    def __init__(self, names: NamesByKind) -> None:
        self.columns = {
            kind: [Id().text(key, named) for key in named] for kind, named in names.items() if named
        }

    def offered(self, value: Value) -> str:
        if value.choices:
            return '"' + ",".join(value.choices) + '"'
        if isinstance(value, Id) and len(value.names) == 1 and value.names[0] in self.columns:
            letter = get_column_letter(list(self.columns).index(value.names[0]) + 1)
            return f"{LISTS}!${letter}$1:${letter}${len(self.columns[value.names[0]])}"
        return ""

    def draw(self, sheet: Worksheet) -> None:
        for number, texts in enumerate(self.columns.values(), 1):
            for row, text in enumerate(texts, 1):
                _say(sheet.cell(row, number), text)
        sheet.sheet_state = "hidden"


def _draw(sheet: Worksheet, content: Content, looks: _Looks, lists: _Lists) -> None:
    last = len(content.rows) + 1
    for number, head in enumerate(content.heads, 1):
        _draw_head(sheet, number, head, content.title == OF_TABLE)
        if offered := lists.offered(head.value):
            _drop_down(sheet, number, offered, last + SPARE_ROWS, is_strict=bool(head.value.choices))
    for row, cells in enumerate(content.rows, 2):
        for number, (value, form) in cells.items():
            cell = sheet.cell(row, number)
            is_text = isinstance(value, str)
            _say(cell, value)
            looks.give(
                cell, form, wrapped=is_text and len(value) > 20, quoted=is_text and value[:1] in "=+-@"
            )
    sheet.sheet_properties.tabColor = GROUPS[content.title]
    sheet.freeze_panes = sheet.cell(2, content.frozen + 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(content.heads))}{max(last, 2)}"
    sheet.row_dimensions[1].height = 34
    _set_print(sheet)


def _draw_head(sheet: Worksheet, number: int, head: Head, is_of_table: bool) -> None:
    cell = sheet.cell(1, number)
    _say(cell, head.heading)
    cell.font, cell.fill = Font(bold=True, color=_INK), PatternFill("solid", fgColor=_PAPER)
    cell.alignment, cell.border = (
        Alignment(vertical="top", wrap_text=True),
        Border(bottom=Side(style="medium", color=_INK)),
    )
    if head.note:
        height = 30 + 18 * (len(head.note) // 34 + 1)
        cell.comment = Comment(head.note, "Gebiedstafel", width=260, height=height)
    column = sheet.column_dimensions[get_column_letter(number)]
    column.width = (34, 50, 80)[number - 1] if is_of_table else _width(head)
    column.number_format = GENERAL if is_of_table else _FORMATS.get(type(head.value), GENERAL)


def _width(head: Head) -> int:
    if head.heading in _WIDE:
        return 44
    if head.heading == "Nr.":
        return 9
    return _WIDTHS.get(type(head.value), 16 if len(head.heading) < 18 else 22)


def _drop_down(sheet: Worksheet, number: int, offered: str, last: int, *, is_strict: bool) -> None:
    rule = DataValidation(type="list", formula1=offered, allow_blank=True, showErrorMessage=is_strict)
    rule.errorStyle, rule.errorTitle = "warning", "Kies uit de lijst"
    rule.error = "Dit woord staat niet in de lijst. We kunnen het dan niet inlezen."
    letter = get_column_letter(number)
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def _set_print(sheet: Worksheet) -> None:
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P van &N"


def _explain(sheet: Worksheet, base: Base, made_on: date | None) -> None:
    sheet.title = EXPLAINS
    name = base.document["table"]["name"]
    party = base.names.get("parties", {}).get(base.only or "", "")
    _say(sheet.cell(1, 1), f"{name}: wat {party or 'ieder'} inbrengt")
    sheet.cell(1, 1).font = Font(bold=True, size=16, color=_INK)
    if made_on:
        _say(sheet.cell(2, 1), f"Gemaakt op {day_in_words(made_on)}.")
    row = 4
    for lines in (EXPLANATION, tuple(ABOUT.items())):
        for word, text in lines:
            for column, said in enumerate((word, text), 1):
                _say(sheet.cell(row, column), said)
                sheet.cell(row, column).alignment = Alignment(vertical="top", wrap_text=column == 2)
            sheet.cell(row, 1).font = Font(bold=True, color=_INK)
            if word in ABOUT:
                sheet.cell(row, 1).hyperlink = f"#'{word}'!A1"
            row += 1
        row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 92
    sheet.sheet_view.showGridLines = False
    _set_print(sheet)
    sheet.print_title_rows = None


def _keep(sheet: Worksheet, base: Base) -> None:
    for row, text in enumerate(base_cells(base), 1):
        _say(sheet.cell(row, 1), text)
    sheet.sheet_state = "veryHidden"


def _say(cell: Cell, value: Any) -> None:
    """Put a value in a cell; a text stays text, also when it begins with =."""
    if isinstance(value, str):
        cell._value = _UNWRITABLE.sub(_escaped, value)
        cell.data_type = "s"
    else:
        cell.value = value


def _escaped(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _too_long(content: Content) -> Iterable[Fault]:
    for row, cells in enumerate(content.rows, 2):
        for number, (value, _) in cells.items():
            if isinstance(value, str) and len(value) > LONGEST:
                heading = content.heads[number - 1].heading
                yield Fault(
                    content.title,
                    f"Blad {content.title}, rij {row}, kolom “{heading}”: deze tekst is te lang voor Excel. "
                    f"Er passen {LONGEST} tekens. Maak hem korter.",
                    f"Sheet {content.title}, row {row}, column “{heading}”: this text is too long for Excel. "
                    f"{LONGEST} characters fit. Make it shorter.",
                )
