"""The figures of every quarter as open data: JSON after `signals.schema.json`, and CSV for a spreadsheet.

Names in a file are Dutch, whatever language its reader chose: the same file for everyone.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from io import StringIO
from typing import Any

from django.utils.timezone import localdate

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.csv_cells import cell
from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.tables.models import AreaTable

from .models import QuarterTable
from .published import figures_are_open
from .quarters import days_of, figures_on

Json = dict[str, Any]

#: What anyone may do with the public figures while they are open: everything.
LICENCE = "CC0-1.0"
LICENCE_ADDRESS = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
METHOD = (
    "Dit meldden partijen aan deze tafel. Elke regel telt de groepen op die bij deze plek getoond zijn, en "
    "bij plekken die erin liggen. Een groep is van minstens vijf of tien mensen of gebeurtenissen en zegt "
    "alleen hoeveel ongeveer. Daarom staat er minstens hoeveel en hoogstens hoeveel. Een plek, thema of "
    "kwartaal zonder regel betekent: niets getoond. Dat is niet hetzelfde als nul. Wat gemaakt is, verandert "
    "niet meer."
)
ALL_THEMES = "alle thema’s samen"
HEADS = (
    "Kwartaal", "Plek", "Code van de plek", "Niveau", "Ligt in", "Thema", "Code van het thema", "Minstens",
    "Hoogstens", "Gemaakt op", "Verzonnen", "Licentie", "Uitleg",
)  # fmt: skip


def published_form() -> bytes:
    """Return the form of the JSON file, as it is published."""
    return (files("gebiedstafel.exchange") / "signals.schema.json").read_bytes()


def made_on(table: AreaTable, row: QuarterTable) -> date:
    """Return the day on which the figures were made, as it was at the table.

    A demo is loaded on any day, and stands still: there it is the Monday on which they were due.
    """
    return min(table.as_of, figures_on(row.quarter)) if table.is_demo else localdate(row.made_at)


def cells_of(row: QuarterTable, circle: Circle) -> Sequence[Sequence[Any]]:
    """Return what of a quarter this circle may see."""
    cells: Sequence[Sequence[Any]] = row.public_cells if circle == Circle.OPENBAAR else row.cells
    return cells


def _is_free(table: AreaTable, circle: Circle) -> bool:
    """Whether a file is for anyone: what the public may see, once the chair opened its address."""
    return circle == Circle.OPENBAAR and figures_are_open(table)


def as_json(table: AreaTable, rows: Iterable[QuarterTable], circle: Circle) -> bytes:
    """Return the figures of these quarters as JSON."""
    found: Json = {
        "format": "gebiedstafel/signals",
        "version": 1,
        "circle": circle.name.lower(),
        "licence": LICENCE if _is_free(table, circle) else None,
        "method": METHOD,
        "table": {"id": table.pk, "name": table.name, "area": table.area},
        "fictional": table.is_demo,
        "quarters": [_quarter(table, row, circle) for row in rows],
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _quarter(table: AreaTable, row: QuarterTable, circle: Circle) -> Json:
    first, last = days_of(row.quarter)
    return {
        "quarter": row.quarter,
        "from": first.isoformat(),
        "until": last.isoformat(),
        "made_on": made_on(table, row).isoformat(),
        "given": row.is_given,
        "rows": [line | {"theme_name": line["theme_name"] or None} for line in _lines(row, circle)],
    }


def _lines(row: QuarterTable, circle: Circle) -> Iterator[Json]:
    """Yield each cell with the names of then, from wide to fine, all themes first."""
    places = {key: (at, name, level, wider) for at, (key, name, level, wider) in enumerate(row.places)}
    for place, theme, low, high in sorted(cells_of(row, circle), key=lambda one: (places[one[0]][0], one[1])):
        _at, name, level, wider = places[place]
        yield {
            "place": place,
            "place_name": name,
            "level": level,
            "lies_in": wider or None,
            "theme": theme or None,
            "theme_name": theme_name(theme, "nl") if theme else "",
            "at_least": low,
            "at_most": high,
        }


def as_csv(table: AreaTable, rows: Iterable[QuarterTable], circle: Circle) -> bytes:
    """Return the figures of these quarters as CSV that Dutch Excel opens by itself."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    signed_in = "alleen voor wie inlogt" if circle == Circle.OPENBAAR else "alleen voor de tafel"
    licence = LICENCE if _is_free(table, circle) else signed_in
    for row in rows:
        made = made_on(table, row)
        for one in _lines(row, circle):
            values = (
                row.quarter, one["place_name"], one["place"], one["level"], one["lies_in"] or "",
                one["theme_name"] or ALL_THEMES, one["theme"] or "", one["at_least"],
                "" if one["at_most"] is None else one["at_most"], f"{made.day}-{made.month}-{made.year}",
                "ja" if table.is_demo else "nee", licence, METHOD,
            )  # fmt: skip
            writer.writerow([cell(value) for value in values])
    return text.getvalue().encode("utf-8-sig")
