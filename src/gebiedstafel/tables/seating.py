"""Sitting down at a table and getting up: the rows, and the chair that is never empty."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.outbox import stop_letters_about
from gebiedstafel.ui.refusals import Refused

from .models import AreaTable, Party, Seat, SeatByGroup


def check_place(table: AreaTable, role: Seat.Role, party: Party | None) -> None:
    """Refuse a seat that cannot be: at a demo, without the party a member sits for, or for one that left."""
    if table.is_demo:
        raise Refused(_("Aan een voorbeeldtafel kiest iedereen zelf een stoel."))
    if role == Seat.Role.MEMBER and party is None:
        raise Refused(_("Wie aan tafel zit, zit daar voor een partij. Noem de partij."))
    if party is not None and party.table_id != table.pk:
        raise Refused(_("Deze partij is niet van deze tafel. Kies een partij uit de lijst."))


def label_of(role: Seat.Role, party: Party | None) -> str:
    """Return what a seat is called."""
    if party is None:
        return ""
    return party.name if role == Seat.Role.MEMBER else f"{party.name} ({role.label})"


def sit(table: AreaTable, person: Person, role: Seat.Role, party: Party | None) -> Seat:
    """Return the seat of this person at this table, as it is from now on."""
    check_place(table, role, party)
    rows = Seat.objects.filter(table=table)
    seat = rows.select_for_update(no_key=True).filter(person=person).first()
    if seat is None:
        last = rows.order_by("-position").values_list("position", flat=True).first()
        seat = Seat(table=table, person=person, position=(last or 0) + 1)
    seat.role, seat.party, seat.label = role, party, label_of(role, party)
    seat.save()
    return seat


def given_by_hand(seat: Seat) -> None:
    """From now on no group of someone's organisation moves or withdraws this seat."""
    SeatByGroup.objects.filter(seat=seat).delete()


def get_up(seat: Seat, *, at: datetime) -> None:
    """Leave the seat empty; its row stays for what was done from it, and letters of the table go no more."""
    given_by_hand(seat)
    if seat.person:
        stop_letters_about(seat.table.chain, seat.person, at=at)
    seat.person = None
    seat.save(update_fields=["person"])


def check_chair_stays(seat: Seat) -> None:
    """Refuse that a table is left without a chair."""
    chairs = Seat.objects.filter(table=seat.table_id, role=Seat.Role.CHAIR, person__is_active=True)
    if seat.role == Seat.Role.CHAIR and not chairs.exclude(pk=seat.pk).exists():
        raise Refused(
            _("Dit is de enige voorzitter van {table}. Maak eerst iemand anders voorzitter.").format(
                table=seat.table
            )
        )
