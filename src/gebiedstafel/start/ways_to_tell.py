"""What one can tell from here: a signal, a story, what is strong, and whether one recognises the picture.

The first things a seat finds on *Start* and at the top of *Gebied*: at most three, as on a phone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gebiedstafel.signals.permissions import check_can_send
from gebiedstafel.stories.models import StoryBox
from gebiedstafel.stories.permissions import check_can_see_recognition
from gebiedstafel.stories.recognition_models import RecognitionPage
from gebiedstafel.strengths.models import StrengthBox
from gebiedstafel.strengths.permissions import check_can_bring
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.way_in import WayIn, open_addresses
from gebiedstafel.ui.refusals import why_not

#: Where anyone comes in without an account, by what they bring.
WAYS_IN: Mapping[str, type[WayIn]] = {
    "stories": StoryBox,
    "recognition": RecognitionPage,
    "strengths": StrengthBox,
}


@dataclass(frozen=True, slots=True)
class WayToTell:
    """One thing to tell, as its button says, and where."""

    label: str
    url: str


def addresses_of(table: AreaTable) -> dict[str, str]:
    """Return where anyone may come in at a table now, by what they bring."""
    return open_addresses(WAYS_IN, table)


def ways_to_tell(seat: Seat, addresses: Mapping[str, str]) -> list[WayToTell]:
    """Return what this seat may tell, the first thing first; `addresses` are those of `addresses_of`."""
    if seat.role == Seat.Role.VISITOR:
        return _as_resident(addresses)
    table, ways = seat.table_id, []
    if not why_not(check_can_send, seat):
        ways.append(WayToTell(_("Meld een signaal"), reverse("signals:new", args=[table])))
    if not why_not(check_can_bring, seat):
        ways.append(WayToTell(_("Schrijf een kracht op"), reverse("strengths:new", args=[table])))
    if not why_not(check_can_see_recognition, seat):
        ways.append(WayToTell(_("Herkent u dit?"), reverse("recognition:overview", args=[table])))
    return ways


def _as_resident(addresses: Mapping[str, str]) -> list[WayToTell]:
    """Return what whoever only looks on may tell: the same as anyone, where the chair let them in."""
    asked = {
        "stories": (_("Vertel uw verhaal"), "stories:tell"),
        "recognition": (_("Herkent u dit?"), "recognition:recognise"),
        "strengths": (_("Zeg wat hier sterk is"), "strengths:bring"),
    }
    return [
        WayToTell(label, reverse(page, args=[addresses[name]]))
        for name, (label, page) in asked.items()
        if name in addresses
    ]
