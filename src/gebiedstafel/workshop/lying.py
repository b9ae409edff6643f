"""Where a card lies at the table by now: in words, with the way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gebiedstafel.means.entry_subject import SLUGS
from gebiedstafel.means.visible import shared_document
from gebiedstafel.tables.models import AreaTable, Level

from .formats_shipped import yield_words
from .sitting_models import Card


@dataclass(frozen=True, slots=True)
class Lying:
    """What a card became, and its address."""

    words: str
    url: str


def kind_words() -> dict[str, str]:
    """Return everything a card can become, in words."""
    return {**yield_words(), "agenda": _("punt op de agenda")}


def lies_at(card: Card) -> Lying | None:
    """Return where a card lies; None while it does not."""
    if card.became is None:
        return None
    became: dict[str, Any] = card.became
    words = kind_words().get(became.get("kind", ""), "")
    series = card.sitting.workshop_id
    if "trying" in became and series:
        where = reverse("workshop:series", args=[card.sitting.table_id, series])
        return Lying(words, f"{where}#proef-{became['trying']}")
    return Lying(words, _address(card.sitting.table_id, became))


def _address(table_id: str, became: dict[str, Any]) -> str:
    if "change" in became:
        return reverse("means:row", args=[table_id, SLUGS[became["list"]], became["key"]])
    if "round" in became:
        return reverse("rounds:page", args=[table_id, became["round"]])
    if "agreement" in became:
        return reverse("agreements:agreement", args=[table_id, became["agreement"]])
    if "question" in became:
        return reverse("ideas:agenda", args=[table_id])
    return reverse("workshop:learning", args=[table_id])


def places_at(table: AreaTable) -> dict[str, Any]:
    """Return what somebody may choose from when a card goes to the table."""
    shared = shared_document(table, ("parties", "challenges"))
    return {
        "challenges": [(row["id"], row["title"]) for row in shared.get("challenges", ())],
        "streets": list(table.areas.filter(level=Level.STREET)),
        "years": table.years,
        "kinds": kind_words().items(),
    }
