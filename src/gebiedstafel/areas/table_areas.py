"""The picture of a table's own area, from the areas and figures in its exchange document."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import AreaPicture, Kind, Place, Reading
from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.indicators import known_indicators
from gebiedstafel.exchange.stacked import AreaFigures, stacked

COUNTRY = "NL"


def _kind(figure: Mapping[str, Any]) -> Kind:
    known = known_indicators().get(figure["id"])
    return Kind(
        code=figure["id"],
        name=figure["name"],
        unit=figure.get("unit") or "",
        direction=figure.get("direction") or 0,
        domain=known.domain if known else "",
        core=known.core if known else False,
        note=figure.get("note") or "",
    )


def _reading(figure: Mapping[str, Any], area: str) -> Reading:
    """Return a figure of an area; null in the file means withheld, absent means nobody told."""
    values = figure["values"]
    source = (figure.get("source") or {}).get("text", "")
    if values.get(area) is None:
        return Reading(None, "withheld" if area in values else "not_there", figure.get("year"), source)
    return Reading(float(values[area]), "", figure.get("year"), source)


def table_picture(
    areas: Sequence[Mapping[str, Any]], figures: Sequence[Mapping[str, Any]], code: str
) -> AreaPicture | None:
    """Return the picture of a table's area; nothing when the table does not describe it.

    `areas` and `figures` are as in the exchange document. There are no hundred comparable areas in a
    table's own file, so its parts are held against the municipality and the country in that file.
    """
    by_code = {area["id"]: area for area in areas}
    if code not in by_code:
        return None

    def place(area: Mapping[str, Any]) -> Place:
        return Place(
            code=area["id"],
            name=area["name"],
            level=area["level"],
            url=f"#gebied-{area['id']}",
            residents=area.get("residents"),
            character=area.get("character") or "",
            readings={figure["id"]: _reading(figure, area["id"]) for figure in figures},
        )

    wider = [place(area) for area in _wider(by_code, code)]
    if any(COUNTRY in figure["values"] for figure in figures) and COUNTRY not in by_code:
        wider.append(place({"id": COUNTRY, "name": _("Nederland"), "level": "rijk"}))
    parts = [area for area in areas if area.get("parent") == code]
    return AreaPicture(
        here=place(by_code[code]),
        kinds=[_kind(figure) for figure in figures],
        parts=[place(area) for area in parts],
        wider=wider,
        shared=False,
    )


def _wider(by_code: Mapping[str, Mapping[str, Any]], code: str) -> list[Mapping[str, Any]]:
    """Return the areas this one lies in, the nearest first; a circle in a file ends where it closes."""
    found: list[Mapping[str, Any]] = []
    parent = by_code[code].get("parent") or ""
    while parent in by_code and parent != code and by_code[parent] not in found:
        found.append(by_code[parent])
        parent = by_code[parent].get("parent") or ""
    return found


def stacks_among(
    picture: AreaPicture, comparable: Sequence[AreaFigures], compared: str, among: Among = Among.URBAN
) -> Stacks:
    """Return what piles up in the parts of a table's area, among comparable areas that came with it."""
    group = comparable[0].group if comparable else ""
    parts = [
        AreaFigures(
            part.code,
            group,
            {code: one.value for code, one in part.readings.items() if one.value is not None},
            residents=part.residents,
        )
        for part in picture.parts
    ]
    found = stacked([*comparable, *parts], fewest=among.fewest)
    years = {
        kind.code: [(year, year)]
        for kind in picture.kinds
        for part in picture.parts[:1]
        if (year := part.reading(kind).year) is not None
    }
    level = picture.parts[0].level if picture.parts else "buurt"
    told = {part.code: compared for part in parts}
    return Stacks({part.code: found.of(part.code) for part in parts}, level, among, told, years)
