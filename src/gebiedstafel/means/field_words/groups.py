"""In which parts a form falls: the first is open, the others wait folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Group:
    """A folded part of a form: its name, and a sentence on what is in it."""

    key: str
    title: str | Promise
    text: str | Promise = ""


GROUPS: Mapping[str, tuple[Group, ...]] = {
    "parties": (
        Group("hours", _("Uren en trekken"), _("Wat deze partij naast haar lopende werk kan geven.")),
        Group(
            "own",
            _("Belang, zorg en grens"),
            _("In de woorden van de partij zelf. Niemand schrijft dit voor een ander."),
        ),
        Group("place", _("Plek aan tafel")),
    ),
    "challenges": (
        Group("where", _("Waar en op welke schaal")),
        Group("who", _("Wie neemt dit op zich")),
        Group("weight", _("Hoe zwaar weegt het")),
    ),
    "money_flows": (
        Group("purpose", _("Waarvoor mag dit geld")),
        Group("time", _("Wanneer")),
        Group("size", _("Hoeveel per maatregel")),
        Group("match", _("Wie moet meebetalen")),
        Group("with", _("Met wie wel, met wie niet")),
        Group("certain", _("Verkenning en voorbehoud")),
        Group("account", _("Verantwoorden, toetsen en bron")),
    ),
    "measures": (
        Group("purpose", _("Wat doet het")),
        Group("money", _("Eigen opbrengst en baten")),
        Group("hours", _("Uren")),
        Group("order", _("Volgorde, straat en keuze")),
        Group("kind", _("Soort, aantallen en doelgroep")),
        Group("account", _("Voorwaarden en opmerking")),
    ),
    "bundles": (Group("more", _("Meer over samen werken")),),
}
