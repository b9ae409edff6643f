"""What asks for a party that is not at the table: money that waits for it, challenges and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.tables.empty_chairs import EmptyChair
from gebiedstafel.tables.models import Seat

from .visible import seen_by

Row = Mapping[str, Any]
KINDS = ("parties", "challenges", "money_flows", "measures")


def asked_chairs(seat: Seat) -> list[EmptyChair]:
    """Return every party that does not sit here with what asks for it, as far as this seat may see."""
    document = seen_by(seat, KINDS)
    return [
        EmptyChair(party["id"], party["name"], tuple(_asks(document, party["id"])))
        for party in document.get("parties", ())
        if party.get("at_table") is False
    ]


def _asks(document: Row, party: str) -> Iterator[str]:
    for flow in document.get("money_flows", ()):
        if flow.get("needs_at_table") == party:
            yield _("Het geld “{name}” telt pas mee als zij aan tafel zit.").format(name=flow["name"])
        elif flow.get("holder") == party:
            yield _("Zij houdt het geld “{name}”.").format(name=flow["name"])
        yield from _conditions(flow, flow["name"], party)
    for challenge in document.get("challenges", ()):
        if party in challenge.get("owners", ()):
            yield _("De opgave “{name}” is ook van haar.").format(name=challenge["title"])
        elif party in challenge.get("with", ()):
            yield _("Voor de opgave “{name}” is zij nodig.").format(name=challenge["title"])
    for measure in document.get("measures", ()):
        if party in measure.get("leads", ()):
            yield _("Zij zou de maatregel “{name}” trekken.").format(name=measure["title"])
        else:
            yield from _gains(measure, party)
        yield from _conditions(measure, measure["title"], party)


def _gains(measure: Row, party: str) -> Iterator[str]:
    own = [one.get("cents_per_year") or 0 for one in measure.get("benefits", ()) if one.get("party") == party]
    if any(cents < 0 for cents in own):
        yield _("Zij heeft nadeel van de maatregel “{name}”.").format(name=measure["title"])
    elif own:
        yield _("Zij profiteert van de maatregel “{name}”.").format(name=measure["title"])


def _conditions(row: Row, name: str, party: str) -> Iterator[str]:
    for condition in row.get("conditions", ()):
        if condition.get("checked_by") == party:
            yield _("Zij beslist over een voorwaarde van “{name}”: {text}").format(
                name=name, text=condition["text"]
            )
