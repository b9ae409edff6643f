"""The places on the page of a plan where questions about it stand, in their order.

A place shows once its kind of question is known (`study_kinds`), or its page exists: whoever adds the kind
or the page fills the place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .study_kinds import kinds


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its anchor and title, and the kind of question that stands there or the page it leads to."""

    anchor: str
    title: str | Promise
    kind: str = ""
    route: str = ""


PLACES = (
    Place("opent", _("Wat opent meer"), kind="unlock"),
    Place("ontbreekt", _("Wie ontbreekt"), kind="missing"),
    Place("verbinden", _("Wat verbinden oplevert"), kind="compare"),
    Place("stevig", _("Hoe stevig"), kind="robust"),
    Place("verdelen", _("Wie betaalt, wie profiteert"), route="connections:share"),
)


def open_places() -> tuple[Place, ...]:
    """Return the places whose kind of question is known."""
    return tuple(place for place in PLACES if place.kind in kinds())


def pages_beside(table_id: str) -> tuple[tuple[str | Promise, str], ...]:
    """Return the title and address of each page that stands beside the plan."""
    found = []
    for place in PLACES:
        if place.route:
            try:
                found.append((place.title, reverse(place.route, args=[table_id])))
            except NoReverseMatch:
                continue
    return tuple(found)
