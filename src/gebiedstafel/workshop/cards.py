"""Cards: what one person writes in a step, kept at once, and taken away or put back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import plain
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .permissions import check_can_answer, check_can_facilitate
from .sitting_models import LONGEST_CARD, Card, Guest, Sitting
from .sittings import steps_of

#: More than this of one person is no card any more, but a flood.
MOST_OF_ONE, MOST_IN_ALL = 80, 3000
KEY = re.compile(r"[A-Za-z0-9_-]{8,36}")
#: The trail knows that someone did it, and no more.
SOMEONE = "participant"
#: What a party says of itself.
OF_A_PARTY = ("interest", "fear", "red_line")


class AlreadyBecame(Refused):
    """The card is something at the table by now; what is typed further is a new card."""


@dataclass(frozen=True, slots=True)
class Written:
    """A card as a device sends it: its own key, in which step, and when by its own clock."""

    key: str
    step: str
    text: str
    stamp: int


@transaction.atomic
def write_card(sitting: Sitting, written: Written, *, by: Guest | Seat, at: datetime) -> Card | None:
    """Keep a card; sent again or late it changes nothing, and an emptied one goes. Return what stands."""
    sitting = (
        Sitting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("table")
        .get(pk=sitting.pk)
    )
    writer = _writer(sitting, by)
    if not sitting.takes_cards(at):
        raise Refused(_("Deze bijeenkomst is al een paar dagen voorbij. Geef uw kaart aan de begeleider."))
    step = next((one for one in steps_of(sitting) if one.id == written.step), None)
    if step is None or KEY.fullmatch(written.key) is None:
        raise Refused(_("Dit kwam niet goed aan. Laad de pagina opnieuw; wat u typte blijft hier staan."))
    text = plain(written.text)
    if len(text) > LONGEST_CARD:
        raise Refused(
            _("Dit zijn {n} tekens. Op een kaart passen er {most}. Maak er twee kaarten van.").format(
                n=len(text), most=LONGEST_CARD
            )
        )
    card = Card.objects.filter(sitting=sitting, key=written.key).first()
    if card is None:
        return _new(sitting, written, text, step.yields, writer, at) if text else None
    if (card.guest_id, card.seat_id) != (getattr(writer.get("guest"), "pk", None), _pk(writer.get("seat"))):
        raise NotAllowed(_("Dit is een kaart van iemand anders."))
    if written.stamp <= card.stamp:
        return card
    if card.became is not None and text != card.text:
        raise AlreadyBecame(_("Deze kaart ligt al op tafel. Wat u nu typt, wordt een nieuwe kaart."))
    card.stamp, card.gone_at = written.stamp, None if text else at
    card.text = text or card.text
    card.save(update_fields=["stamp", "gone_at", "text"])
    return card


def _new(
    sitting: Sitting, written: Written, text: str, kind: str, writer: dict[str, Any], at: datetime
) -> Card:
    there = Card.objects.filter(sitting=sitting)
    if there.filter(**{name: writer[name] for name in ("guest", "seat")}).count() >= MOST_OF_ONE:
        raise Refused(_("U schreef al {n} kaarten. Laat nu ruimte voor anderen.").format(n=MOST_OF_ONE))
    if there.count() >= MOST_IN_ALL:
        raise Refused(_("Deze bijeenkomst zit vol kaarten."))
    card = Card.objects.create(
        sitting=sitting,
        step=written.step,
        key=written.key,
        kind=kind,
        text=text,
        stamp=written.stamp,
        written_at=at,
        **writer,
    )
    actor = writer["seat"].actor if writer["seat"] else SOMEONE
    record_deed(sitting.table.chain, action="write_card", subject=card.subject, actor=actor, at=at)
    return card


def _writer(sitting: Sitting, by: Guest | Seat) -> dict[str, Any]:
    if isinstance(by, Seat):
        stay_at_table(by, sitting.table_id)
        check_can_answer(by)
        return {"guest": None, "seat": by, "party": by.party.key if by.party else "", "trio": None}
    if by.sitting_id != sitting.pk:
        raise NotAllowed(_("Dit is een kaart van iemand anders."))
    return {"guest": by, "seat": None, "trio": by.trio}


def _pk(seat: Seat | None) -> int | None:
    return seat.pk if seat else None


@transaction.atomic
def take_card_away(card: Card, *, by: Seat, at: datetime) -> None:
    """Take a card away that should not lie here; it can be put back."""
    card = locked_card(card, by)
    if card.became is not None:
        raise Refused(_("Deze kaart ligt al op tafel. Haal dat eerst terug."))
    Card.objects.filter(pk=card.pk).update(gone_at=at)
    _record("take_card_away", card, by=by, at=at)


@transaction.atomic
def put_card_back(card: Card, *, by: Seat, at: datetime) -> None:
    """Put a card back that was taken away."""
    card = locked_card(card, by)
    Card.objects.filter(pk=card.pk).update(gone_at=None)
    _record("put_card_back", card, by=by, at=at)


def locked_card(card: Card, by: Seat) -> Card:
    """Return the card as it is now, for who may run the gathering and may see the card."""
    stay_at_table(by, card.sitting.table_id)
    check_can_facilitate(by)
    # The gathering first, as where a card is written: two that hold in another order wait for each other.
    Sitting.objects.select_for_update(no_key=True).get(pk=card.sitting_id)
    rows = Card.objects.select_for_update(no_key=True, of=("self",)).select_related("sitting__table", "trio")
    card = rows.get(pk=card.pk)
    if not may_see(card, by):
        raise NotAllowed(_("Dit is een kaart van een andere partij. Alleen die partij laat haar zien."))
    return card


def may_see(card: Card, seat: Seat) -> bool:
    """Whether this seat sees a card: what a party wrote of itself is its own until it publishes it."""
    if card.kind not in OF_A_PARTY or not card.party or card.became is not None:
        return True
    return seat.party is not None and seat.party.key == card.party


def for_the_hall(card: Card) -> bool:
    """Whether a card may stand on the screen of the hall."""
    return card.gone_at is None and (card.kind not in OF_A_PARTY or not card.party)


def _record(action: str, card: Card, *, by: Seat, at: datetime) -> None:
    record_deed(card.sitting.table.chain, action=action, subject=card.subject, actor=by.actor, at=at)
