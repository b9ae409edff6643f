"""How the things of a table are called by who may see them; what is outside their circle has no name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gebiedstafel.means.visible import seen_by
from gebiedstafel.tables.models import Seat

from .forms import Choices
from .said import Names

SHOWN = ("parties", "challenges", "measures", "areas", "money_flows")
TITLES = {"challenges": "title", "measures": "title"}


def names_for(seat: Seat) -> Names:
    """Return how this seat may call the parties, challenges, measures, areas and flows of its table."""
    document = seen_by(seat, SHOWN)
    found = {
        kind: {row["id"]: str(row.get(TITLES.get(kind, "name"), "")) for row in document.get(kind, ())}
        for kind in SHOWN
    }
    return lambda kind, key: found[kind].get(key) or _("iets dat u niet ziet")


def choices_for(seat: Seat) -> Choices:
    """Return what this seat may name in an agreement."""
    document = seen_by(seat, SHOWN)

    def pairs(kind: str) -> list[tuple[str, str]]:
        title = TITLES.get(kind, "name")
        return [(row["id"], str(row[title])) for row in document.get(kind, ()) if row.get(title)]

    sitting = [row["id"] for row in document.get("parties", ()) if row.get("at_table") is not False]
    return Choices(
        lead=[one for one in pairs("parties") if one[0] in set(sitting)],
        challenge=pairs("challenges"),
        measure=pairs("measures"),
        area=pairs("areas"),
        flow=pairs("money_flows"),
    )
