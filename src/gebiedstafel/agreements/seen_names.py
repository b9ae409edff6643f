"""How the things of a table are called by who may see them; what is outside their circle has no name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.means.visible import seen_by, shared_document
from gebiedstafel.tables.models import AreaTable, Seat

from .forms import Choices
from .said import Names, Said

Pairs = list[tuple[str, str]]

SHOWN = ("parties", "challenges", "measures", "areas", "money_flows")
TITLES = {"challenges": "title", "measures": "title"}


def names_for(seat: Seat) -> Names:
    """Return how this seat may call the parties, challenges, measures, areas and flows of its table."""
    return _names(seen_by(seat, SHOWN))


def names_at(table: AreaTable) -> Names:
    """Return how the whole table may call them: what its history is written with."""
    return _names(shared_document(table, SHOWN))


def _names(document: Mapping[str, Any]) -> Names:
    found = {
        kind: {row["id"]: str(row.get(TITLES.get(kind, "name"), "")) for row in document.get(kind, ())}
        for kind in SHOWN
    }
    return lambda kind, key: found[kind].get(key) or _("iets dat u niet ziet")


def choices_for(seat: Seat, said: Said | None = None) -> Choices:
    """Return what this seat may name in an agreement, with what stands there already."""
    document, names, said = seen_by(seat, SHOWN), names_for(seat), said or Said("")

    def pairs(kind: str) -> Pairs:
        title = TITLES.get(kind, "name")
        return [(row["id"], str(row[title])) for row in document.get(kind, ()) if row.get(title)]

    sitting = [row["id"] for row in document.get("parties", ()) if row.get("at_table") is not False]

    def with_there(offered: Pairs, kind: str, keys: Iterable[str]) -> Pairs:
        known = {key for key, _name in offered}
        return [*offered, *((key, names(kind, key)) for key in dict.fromkeys(keys) if key not in known)]

    lead = [one for one in pairs("parties") if one[0] in set(sitting)]
    return Choices(
        lead=lead,
        party=with_there(
            lead, "parties", [*(one.party for one in said.parts), *(one.party for one in said.hours)]
        ),
        challenge=pairs("challenges"),
        measure=pairs("measures"),
        area=pairs("areas"),
        flow=with_there(pairs("money_flows"), "money_flows", [one.flow for one in said.money]),
    )
