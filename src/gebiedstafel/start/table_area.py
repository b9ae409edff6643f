"""The area a table is about, and the streets in it, as entries of its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gebiedstafel.areas.models import Area
from gebiedstafel.means.table_columns import AREA, entries
from gebiedstafel.tables.models import AreaTable, Level

Row = dict[str, Any]
SHOWN = 12
MOST_STREETS = 500
LONGEST = 20_000


def area_entries(table: AreaTable) -> list[Row]:
    """Return the areas of a table as its document has them."""
    return [{"id": area.key, **entries(area, AREA)} for area in table.areas.all()]


def found_areas(sought: str) -> list[Area]:
    """Return the loaded areas with this in their name, each in its newest year, the larger first."""
    if not sought:
        return []
    rows = Area.objects.filter(name__icontains=sought).order_by("name", "code", "-year")[: SHOWN * 8]
    newest: dict[str, Area] = {}
    for area in rows:
        newest.setdefault(area.code, area)
    return list(newest.values())[:SHOWN]


def with_public_area(stood: Sequence[Row], old: str, code: str) -> list[Row] | None:
    """Return the areas with a loaded one, and its municipality, in place of the old; None if not loaded."""
    chosen = Area.objects.filter(code=code).order_by("-year").first()
    if chosen is None:
        return None
    around = Area.objects.filter(code=chosen.municipality_code, level="gemeente").order_by("-year").first()
    added = [_entry(around, None)] if around and around.code != chosen.code else []
    added.append(_entry(chosen, around.code if around and around.code != chosen.code else None))
    return _replaced(stood, old, added)


def with_own_area(stood: Sequence[Row], old: str, name: str, level: str) -> list[Row]:
    """Return the areas with this name and level for the area of the table."""
    return [{**one, "name": name, "level": level} if one["id"] == old else one for one in stood]


def _entry(area: Area, parent: str | None) -> Row:
    known = {"parent": parent, "residents": area.residents}
    entry = {"id": area.code, "name": area.name, "level": area.level}
    return entry | {name: value for name, value in known.items() if value is not None}


def _replaced(stood: Sequence[Row], old: str, added: Sequence[Row]) -> list[Row]:
    new, codes = added[-1]["id"], {one["id"] for one in added}
    kept = [one for one in stood if one["id"] not in codes and one["id"] != old]
    moved = [{**one, "parent": new} if one.get("parent") == old else one for one in kept]
    return [*added, *moved]


@dataclass(frozen=True, slots=True)
class TypedStreets:
    """The names of the streets that were there, as somebody typed them, and those to add."""

    names: Mapping[str, str]
    added: tuple[str, ...]


def typed_streets(sent: Mapping[str, str], stood: Sequence[Row]) -> TypedStreets:
    """Read what was typed; a street nobody was asked about keeps its name."""
    names = {
        one["id"]: _line(str(sent.get(f"naam-{one['id']}", one["name"])))
        for one in stood
        if one["level"] == Level.STREET
    }
    there = {name.casefold() for name in names.values()}
    lines = (_line(line) for line in str(sent.get("erbij", ""))[:LONGEST].splitlines())
    new = {line.casefold(): line for line in lines if line and line.casefold() not in there}
    return TypedStreets(names, tuple(new.values())[:MOST_STREETS])


def with_streets(stood: Sequence[Row], area: str, typed: TypedStreets) -> list[Row]:
    """Return the areas with streets renamed, taken out where the name is empty, and added."""
    named = [{**one, "name": typed.names.get(one["id"], one["name"])} for one in stood]
    kept = [one for one in named if one["name"]]
    taken = {one["id"] for one in kept}
    free = (key for number in range(1, 10_000) if (key := f"S{number:02d}") not in taken)
    added = zip(free, typed.added, strict=False)
    return [*kept, *({"id": key, "name": name, "level": "straat", "parent": area} for key, name in added)]


def _line(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:300]
