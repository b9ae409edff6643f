"""What somebody says of a strength: cleaned, bounded, past the guard; and the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.themes import THEMES
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.ui.plain_words import one_line, too_long

from .guard_words import guarded
from .models import Strength

MOST_THEMES = 3
#: The longest each line may be, as the table keeps it.
LONGEST: Mapping[str, int] = {"name": 80, "sentence": 240, "holder": 80, "available": 120, "capacity": 120}


@dataclass(frozen=True, slots=True)
class Said:
    """A strength as somebody tells it; `party` is the key of a party of the table, or nothing."""

    kind: str = ""
    name: str = ""
    sentence: str = ""
    area: str = ""
    holder: str = ""
    available: str = ""
    capacity: str = ""
    in_kind: str = Strength.InKind.ASK
    party: str = ""
    themes: tuple[str, ...] = ()
    circle: str = Strength.Circle.TABLE


def cleaned(said: Said) -> Said:
    """Return the same with every line as it would be kept."""
    themes = tuple(dict.fromkeys(code for code in said.themes if code in THEMES))
    lines = (field.name for field in fields(Said) if field.name != "themes")
    return replace(said, themes=themes, **{name: one_line(getattr(said, name)) for name in lines})


def faults_of(said: Said, table: AreaTable) -> dict[str, str]:
    """Return for each field what is wrong with it and what would help; nothing when all is well."""
    found: dict[str, str] = {}
    if said.kind not in Strength.Kind.values:
        found["kind"] = _("Kies wat het is.")
    if not any(sign.isalnum() for sign in said.name):
        found["name"] = _("Geef het een naam, zoals op een bordje bij de deur.")
    for name, most in LONGEST.items():
        if why := too_long(getattr(said, name), most):
            found[name] = why
    places = place_names(table)
    for name in LONGEST:
        stopped = guarded(name, getattr(said, name), places.values())
        if stopped and name not in found:
            found[name] = str(stopped)
    if said.area and said.area not in places:
        found["area"] = _("Kies een buurt of straat uit de lijst.")
    if said.party and not table.parties.filter(key=said.party).exists():
        found["party"] = _("Kies een partij uit de lijst.")
    if said.in_kind not in Strength.InKind.values:
        found["in_kind"] = _("Kies of het te gebruiken is.")
    if said.circle not in Strength.Circle.values:
        found["circle"] = _("Kies wie dit mag zien.")
    if len(said.themes) > MOST_THEMES:
        found["themes"] = _("Kies hooguit {most} thema’s.").format(most=MOST_THEMES)
    return found


def said_of(strength: Strength) -> Said:
    """Return what a strength says now."""
    kept = {field.name: getattr(strength, field.name) for field in fields(Said)}
    party = strength.party.key if strength.party else ""
    return Said(**{**kept, "party": party, "themes": tuple(strength.themes)})


def as_kept(said: Said) -> dict[str, Any]:
    """Return the same for in a row that remembers what was said before."""
    return {**asdict(said), "themes": list(said.themes)}


def from_kept(kept: Mapping[str, Any]) -> Said:
    """Return what a row remembers."""
    return Said(**{**kept, "themes": tuple(kept["themes"])})


def in_words(said: Said) -> str:
    """Return it as one line, to lay two beside each other."""
    kind = Strength.Kind(said.kind).label if said.kind in Strength.Kind.values else ""
    words = (kind, said.name, said.sentence, said.holder, said.available, said.capacity)
    return " · ".join(str(one) for one in words if one)
