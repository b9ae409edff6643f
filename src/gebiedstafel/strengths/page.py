"""What the page of all strengths shows: by kind, numbered, sieved; the same numbers stand on the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.place_names import place_names

from .forms import EXAMPLES
from .models import Strength

Words = str | Promise

#: How each kind is called when there are several.
PLURALS: Mapping[str, Words] = {
    Strength.Kind.INITIATIVE: _("Initiatieven"),
    Strength.Kind.PLACE: _("Plekken"),
    Strength.Kind.ROOM: _("Lege ruimten"),
    Strength.Kind.TOOL: _("Gereedschap"),
    Strength.Kind.NETWORK: _("Netwerken"),
}
ORDER = {kind: place for place, kind in enumerate(PLURALS)}


@dataclass(frozen=True, slots=True)
class Row:
    """One strength as the list shows it, with its number on the map."""

    number: int
    strength: Strength
    place: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The strengths of one kind."""

    name: Words
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which strengths someone wants to see; empty means any."""

    kind: str = ""
    theme: str = ""
    area: str = ""
    in_kind: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Asked()


def asked_in(given: Mapping[str, str]) -> Asked:
    """Return what was asked, by the names of the boxes; what nobody knows asks for nothing."""
    kind, in_kind = given.get("soort", ""), given.get("inzet", "")
    return Asked(
        kind=kind if kind in Strength.Kind.values else "",
        theme=given.get("thema", "")[:64],
        area=given.get("plek", "")[:64],
        in_kind=in_kind if in_kind in Strength.InKind.values else "",
    )


def rows_of(table: AreaTable, strengths: Iterable[Strength]) -> list[Row]:
    """Return the strengths by kind with their numbers: a number stays when the list is sieved."""
    places = place_names(table)
    language = get_language() or "nl"
    ordered = sorted(strengths, key=lambda one: (ORDER[one.kind], one.name.lower(), one.pk))
    return [
        Row(
            number,
            one,
            places.get(one.area, ""),
            tuple(theme_name(code, language) for code in one.themes),
        )
        for number, one in enumerate(ordered, 1)
    ]


def sieved(rows: Sequence[Row], asked: Asked) -> list[Row]:
    """Return the rows that were asked for."""
    return [
        row
        for row in rows
        if asked.kind in ("", row.strength.kind)
        and asked.area in ("", row.strength.area)
        and asked.in_kind in ("", row.strength.in_kind)
        and (not asked.theme or asked.theme in row.strength.themes)
    ]


def groups_of(rows: Sequence[Row]) -> list[Group]:
    """Return the rows under their kind."""
    return [
        Group(PLURALS[kind], list(some)) for kind, some in groupby(rows, key=lambda row: row.strength.kind)
    ]


def choices_in(rows: Sequence[Row]) -> dict[str, Any]:
    """Return what one can sieve by: only what leads to something."""
    language = get_language() or "nl"
    kinds = {row.strength.kind for row in rows}
    themes = {code for row in rows for code in row.strength.themes}
    areas = {row.strength.area: row.place for row in rows if row.place}
    return {
        "kinds": [(kind, name) for kind, name in PLURALS.items() if kind in kinds],
        "themes": sorted(((code, theme_name(code, language)) for code in themes), key=lambda one: one[1]),
        "areas": sorted(areas.items(), key=lambda one: one[1]),
        "in_kinds": [(key, name) for key, name in Strength.InKind.choices if key != Strength.InKind.NO],
    }


def empty_kinds() -> list[tuple[Words, Words]]:
    """Return what one could think of, for a page with nothing on it yet."""
    return [(PLURALS[kind], words) for kind, words in EXAMPLES.items()]
