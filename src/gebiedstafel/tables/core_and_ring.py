"""The core of a table and the ring around it: how large the core is, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .empty_chairs import EmptyChair
from .models import Party

SMALLEST, LARGEST = 6, 12
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Circles:
    """Who is in the core and who in the ring, with one sentence on its size and one on what helps."""

    core: tuple[str, ...]
    ring: tuple[str, ...]
    unplaced: tuple[str, ...]
    says: str
    helps: str


def circles_of(parties: Sequence[Party], empty: Sequence[EmptyChair]) -> Circles:
    """Return the core and the ring of those who sit at the table."""
    sitting = [party for party in parties if party.sits]
    core = tuple(party.name for party in sitting if party.seat == Party.Place.CORE)
    ring = tuple(party.name for party in sitting if party.seat == Party.Place.RING)
    unplaced = tuple(party.name for party in sitting if not party.seat)
    asked = [chair.name for chair in empty if chair.asked_by]
    return Circles(core, ring, unplaced, _says(len(core)), _helps(len(core), [*asked, *ring, *unplaced]))


def _says(size: int) -> str:
    if size == 0:
        return _("Er is nog geen kern gekozen.")
    if size < SMALLEST:
        return _(
            "De kern telt {n} partijen. Dat is klein: dan beslist u snel, maar niet voor de wijk."
        ).format(n=size)
    if size > LARGEST:
        return _("De kern telt {n} partijen. Dat is groot: dan komt niet iedereen aan het woord.").format(
            n=size
        )
    return _("De kern telt {n} partijen. Daarmee kunt u in anderhalf uur besluiten.").format(n=size)


def _helps(size: int, could_join: Sequence[str]) -> str:
    if size > LARGEST:
        return _("Zet wie maar bij één opgave nodig is in de ring. Die schuift aan als het daarover gaat.")
    if size >= SMALLEST:
        return ""
    if not could_join:
        return _("Voeg partijen toe, tot er zes tot twaalf in de kern zitten.")
    names = ", ".join(could_join[:MOST_NAMED])
    return _("Kies zes tot twaalf partijen. Kijk eerst naar: {names}.").format(names=names)
