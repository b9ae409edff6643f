"""Works that owners plan already, per street and year: a street, a year and an owner are enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.exchange.entries import find_entry, owner_of

from .amounts import listed
from .works_calendar import Cell, StreetRow, Work, WorksCalendar

Row = Mapping[str, Any]
#: Streets in which works may meet: so many of them fall in one year.
MEET = 2


def known_works(document: Row, without: Collection[str] = ()) -> WorksCalendar | None:
    """Return what owners plan in streets, apart from these measures; None where nobody told."""
    by_street: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for measure in document.get("measures", ()):
        street, year = measure.get("street"), year_of(measure)
        if street and year and measure["id"] not in without:
            by_street[street][year].append(measure)
    if not by_street:
        return None
    years = _years(document, by_street)
    rows = [_row(document, street, years, works) for street, works in sorted(by_street.items())]
    return WorksCalendar(_conclusion(document, by_street), (_explanation(),), years, tuple(rows))


def year_of(measure: Row) -> int | None:
    """Return the year its owner plans it, else the only year in which it can start."""
    start = measure.get("start") or {}
    if "planned" in start:
        return int(start["planned"])
    return (
        int(start["earliest"]) if start.get("earliest") and start["earliest"] == start.get("latest") else None
    )


def _years(document: Row, by_street: Mapping[str, Mapping[int, Any]]) -> tuple[int, ...]:
    planned = {year for works in by_street.values() for year in works}
    return tuple(sorted({*document["table"]["years"], *planned}))


def _row(document: Row, street: str, years: Sequence[int], works: Mapping[int, Sequence[Row]]) -> StreetRow:
    cells = tuple(
        Cell(str(year), 1, tuple(_work(document, one) for one in works.get(year, ()))) for year in years
    )
    return StreetRow(_place(document, street), "", (cells,))


def _work(document: Row, measure: Row) -> Work:
    owner = owner_of("measures", measure)
    party = find_entry(document, "parties", owner) if owner else None
    note = party["name"] if party else _("van wie, weten we niet")
    return Work("ghost", str(measure.get("short") or measure.get("title") or measure["id"]), note)


def _place(document: Row, street: str) -> str:
    area = find_entry({"measures": document.get("areas", ())}, "measures", street)
    return str(area["name"]) if area else street


def _conclusion(document: Row, by_street: Mapping[str, Mapping[int, Sequence[Row]]]) -> str:
    met = [
        (street, year)
        for street, works in sorted(by_street.items())
        for year, found in sorted(works.items())
        if len(found) >= MEET
    ]
    if met:
        places = listed(_("{street} in {year}").format(street=_place(document, s), year=y) for s, y in met)
        return _("Werken komen samen: {places}").format(places=places)
    count = sum(len(found) for works in by_street.values() for found in works.values())
    return ngettext("{n} werk is al gepland", "{n} werken zijn al gepland", count).format(n=count)


def _explanation() -> str:
    return _("Zo plannen de eigenaren het zelf. Kosten en uren hoeven daarvoor nog niet bekend te zijn.")
