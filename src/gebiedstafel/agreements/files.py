"""The agreements as a workbook or as CSV, for who works in Excel."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from gebiedstafel.exchange.csv_cells import cell

from .board import Line
from .models import OVER, Blockage

Cell = str | date | None


def rows(lines: Sequence[Line], challenges: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """Yield the heading and then a row per agreement."""
    yield (
        _("Nummer"), _("Afspraak"), _("Trekker"), _("Klaar op"), _("Stand"), _("Wat houdt het tegen"),
        _("Toelichting"), _("Opgave"), _("Voorbehoud staat open"), _("Wacht op bevestiging"),
    )  # fmt: skip
    for one in lines:
        yield (
            one.key,
            one.words,
            one.lead,
            one.due,
            one.label,
            str(Blockage(one.blockage).label) if one.blockage else "",
            one.why,
            challenges.get(one.challenge, ""),
            _("ja") if one.hangs and one.status not in OVER else _("nee"),
            _("ja") if one.unconfirmed and one.status not in OVER else _("nee"),
        )


def as_csv(lines: Sequence[Line], challenges: Mapping[str, str]) -> bytes:
    """Return the agreements as CSV that Dutch Excel opens by itself."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows(lines, challenges):
        writer.writerow(_plain(value) for value in row)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Cell) -> object:
    return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else cell(value or "")


def as_workbook(lines: Sequence[Line], challenges: Mapping[str, str]) -> bytes:
    """Return the agreements as a workbook with one sheet, ready to print."""
    book = Workbook()
    sheet = book.create_sheet(_("Afspraken"), 0)
    del book[book.sheetnames[1]]
    for row in rows(lines, challenges):
        sheet.append(["" if value is None else value for value in row])
    for place, width in zip("ABCDEFGHIJ", (9, 60, 28, 12, 14, 18, 40, 36, 14, 14), strict=True):
        sheet.column_dimensions[place].width = width
    for cells in sheet.iter_rows():
        for one in cells:
            one.alignment = Alignment(wrap_text=True, vertical="top")
            if one.data_type == "f":
                one.data_type = "s"
            if isinstance(one.value, date):
                one.number_format = "d-m-yyyy"
    for head in sheet[1]:
        head.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
