"""Whether a party may promise its part by itself, or somebody else still decides about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.exchange.dutch_amounts import Unreadable, cents_of
from gebiedstafel.means.money import FlowOffer
from gebiedstafel.tables.mandates import Says, judge, mandates_of, sees_own_words
from gebiedstafel.tables.models import Mandate, Party, Seat
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
    lines = mandates_of([party]).get(party.pk, ())
    cents = promised_by_holder(agreement).get(party.pk, 0)
    return _beyond(party, lines, cents, _themes(agreement), on, quoted=True)


def beyond_in_words(agreement: Agreement, seat: Seat, on: date) -> dict[int, str]:
    """Return by party what goes beyond its mandate, and whether a reservation covers that.

    What a party's own words about its mandate tell is only for the seats that may read those words.
    """
    if agreement.is_over or not agreement.money.all():
        return {}
    promised = promised_by_holder(agreement)
    holders = [part.party for part in agreement.parts.all() if part.party_id in promised]
    themes, lines = _themes(agreement), mandates_of(holders)
    found = {}
    for party in holders:
        own = lines.get(party.pk, ())
        words = _beyond(party, own, promised[party.pk], themes, on, quoted=sees_own_words(seat, party))
        if words and agreement.reservation:
            words = _("Dit is meer dan {party} zelf mag beslissen. Daarom staat er een voorbehoud.").format(
                party=party
            )
        if words:
            found[party.pk] = words
    return found


def _beyond(
    party: Party, lines: Sequence[Mandate], cents: int, themes: Sequence[str], on: date, *, quoted: bool
) -> str:
    if not cents:
        return ""
    cover = judge(party, lines, cents, themes, on)
    if cover.says is not Says.UNKNOWN:
        return "" if cover else cover.words
    limit = limit_of(party.mandate) if quoted else None
    if limit is None or cents <= limit:
        return ""
    return _("Het mandaat van {party} gaat tot {limit} (“{mandate}”); dit vraagt {asked}.").format(
        party=party, limit=euros(limit), mandate=party.mandate, asked=euros(cents)
    )


def _themes(agreement: Agreement) -> Sequence[str]:
    found = agreement.table.challenges.filter(key=agreement.challenge).values_list("themes", flat=True)
    return found.first() or ()


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


def promised_by_holder(agreement: Agreement) -> dict[int, int]:
    """Return by party how many cents of its own flows an agreement rests on."""
    flows = [one.flow for one in agreement.money.all()]
    offers = FlowOffer.objects.filter(table=agreement.table_id, key__in=flows)
    held = dict(offers.values_list("key", "holder"))
    found: dict[int, int] = {}
    for one in agreement.money.all():
        if one.flow in held:
            found[held[one.flow]] = found.get(held[one.flow], 0) + one.cents
    return found
