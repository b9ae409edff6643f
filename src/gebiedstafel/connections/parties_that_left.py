"""What a plan asks of parties that left the table after it was made: nothing of it happens by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import find_entry, name_of
from gebiedstafel.tables.models import Party
from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros

from .amounts import listed

Row = Mapping[str, Any]


def parties_that_left(document: Row, result: Row, gone: Iterable[Party]) -> list[str]:
    """Return a sentence per party that left and that this plan counts on, by what it would lead and pay."""
    return [told for party in gone if (told := _told(document, result, party))]


def _told(document: Row, result: Row, party: Party) -> str:
    measures = result.get("measures", ())
    leads = [_title(document, one["id"]) for one in measures if one.get("lead") == party.key]
    flows = {flow["id"] for flow in document.get("money_flows", ()) if flow["holder"] == party.key}
    payments = [paid for one in measures for paid in one.get("payments", ()) if paid["flow"] in flows]
    parts = [_("zij zou trekken: {measures}").format(measures=listed(leads))] if leads else []
    if payments:
        amount = euros(sum(paid["cents"] for paid in payments))
        parts.append(_("haar geld zou {amount} betalen").format(amount=amount))
    if not parts:
        return ""
    words = _("{party} is sinds {day} van tafel; {what}. Reken opnieuw om te zien wat zonder haar past.")
    return words.format(party=party.name, day=day(party.left_on), what=listed(parts))


def _title(document: Row, key: str) -> str:
    return name_of("measures", find_entry(document, "measures", key) or {"id": key})
