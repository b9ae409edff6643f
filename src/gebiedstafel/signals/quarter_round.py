"""The round of the quarter: one page on which a team counts what it knows, a row at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from gebiedstafel.exchange.themes import THEMES, theme_name, theme_order
from gebiedstafel.tables.models import AreaTable, Party

from .models import NothingCounted, Signal
from .places import places_of

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One theme at one place: what was said of it this quarter, if anything."""

    theme: str
    area: str
    theme_name: str
    place_name: str
    count: int | None
    nothing: bool

    @property
    def done(self) -> bool:
        """Whether it was looked at."""
        return self.nothing or self.count is not None

    @property
    def key(self) -> str:
        """Its name in addresses and forms."""
        return f"{self.theme}.{self.area}"


def rows_of(table: AreaTable, party: Party, quarter: str) -> tuple[Row, ...]:
    """Return the rows of a party: what it counted in any quarter before, and what it added in this one.

    A party that never counted begins with the themes it named itself, for the table's own area.
    """
    counted = list(
        Signal.objects.filter(party=party, how=Signal.How.COUNTED, quarter__lte=quarter).values_list(
            "theme", "area", "quarter", "count"
        )
    )
    places, language = places_of(table), get_language() or "nl"
    now = {(theme, area): count for theme, area, when, count in counted if when == quarter}
    ticked: set[Key] = set(
        NothingCounted.objects.filter(party=party, quarter=quarter).values_list("theme", "area")
    )
    keys = {(theme, area) for theme, area, _when, _count in counted} | ticked
    keys = keys or {(theme, places.own) for theme in party.themes or () if theme in THEMES}
    return tuple(
        Row(
            theme,
            area,
            theme_name(theme, language),
            places.names.get(area, area),
            now.get((theme, area)),
            (theme, area) in ticked,
        )
        for theme, area in sorted(keys, key=lambda key: (theme_order(key[0]), places.names.get(key[1], "")))
    )
