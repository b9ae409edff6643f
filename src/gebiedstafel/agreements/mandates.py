"""Whether a party may promise its part by itself, or somebody else still decides about it."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.exchange.dutch_amounts import Unreadable, cents_of
from gebiedstafel.means.money import FlowOffer
from gebiedstafel.tables.mandates import Says, covers
from gebiedstafel.tables.models import Party
from gebiedstafel.ui.templatetags.money import euros

from .models import Agreement

UP_TO = re.compile(
    r"\b(?:tot|max(?:imaal|\.)?|hoogstens|hooguit|t/m)\s+(?:en met\s+|maximaal\s+)?"
    r"(?P<amount>(?:€|eur|euro)?\s*\d[\d.,]*(?:\s*(?:k|duizend|ton|mln|miljoen|mld|miljard)\b)?)",
    re.IGNORECASE,
)


def beyond_mandate(agreement: Agreement, party: Party, on: date) -> str:
    """Return in a sentence why a party cannot promise its part by itself; empty when it can.

    Where it wrote down no lines, the amount in the words of its mandate counts.
    """
    cents = promised_by(agreement, party)
    if not cents:
        return ""
    themes = agreement.table.challenges.filter(key=agreement.challenge).values_list("themes", flat=True)
    cover = covers(party, cents, themes.first() or (), on)
    if cover.says is not Says.UNKNOWN:
        return "" if cover else cover.words
    limit = limit_of(party.mandate)
    if limit is None or cents <= limit:
        return ""
    return _("Het mandaat van {party} gaat tot {limit} (“{mandate}”); dit vraagt {asked}.").format(
        party=party, limit=euros(limit), mandate=party.mandate, asked=euros(cents)
    )


def beyond_in_words(agreement: Agreement, on: date) -> dict[int, str]:
    """Return by party what goes beyond its mandate in an agreement, and whether a reservation covers that."""
    if agreement.is_over or not agreement.money.all():
        return {}
    flows = [one.flow for one in agreement.money.all()]
    offers = FlowOffer.objects.filter(table=agreement.table_id, key__in=flows)
    holders, found = set(offers.values_list("holder", flat=True)), {}
    for part in agreement.parts.all():
        if part.party_id not in holders:
            continue
        words = beyond_mandate(agreement, part.party, on)
        if words and agreement.reservation:
            words = _("Dit is meer dan {party} zelf mag beslissen. Daarom staat er een voorbehoud.").format(
                party=part.party
            )
        if words:
            found[part.party_id] = words
    return found


def limit_of(mandate: str | None) -> int | None:
    """Return the cents up to which a mandate reaches; None where it names no amount.

    >>> limit_of("Tot 10k per besluit."), limit_of("hoogstens € 25.000,-"), limit_of("alles over groen")
    (1000000, 2500000, None)
    """
    found = UP_TO.search(mandate or "")
    if not found:
        return None
    try:
        return cents_of(found["amount"].rstrip(".,"))
    except Unreadable:
        return None


def promised_by(agreement: Agreement, party: Party) -> int:
    """Return how many cents of its own flows a party promises in an agreement."""
    held = set(FlowOffer.objects.filter(table=agreement.table_id, holder=party).values_list("key", flat=True))
    return sum(one.cents for one in agreement.money.all() if one.flow in held)
