"""A party that joins the table, leaves it or comes back: its people go, its rows stay under its name."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.tables.invitations import withdraw_invitation
from gebiedstafel.tables.models import AreaTable, Invitation, Party, Seat
from gebiedstafel.tables.permissions import check_can_arrange
from gebiedstafel.ui.refusals import Refused

from .entry_changes import Change, change_entries


@transaction.atomic
def add_party(table: AreaTable, name: str, owner_class: str | None, *, by: Seat, at: datetime) -> None:
    """Let a party take part; a name is enough."""
    check_can_arrange(by)
    if table.parties.filter(name__iexact=name).exists():
        raise Refused(_("{name} doet al mee aan deze tafel. U vindt haar in de lijst.").format(name=name))
    change_entries(table, [Change("parties", None, {"name": name, "owner_class": owner_class})], by=by, at=at)


@transaction.atomic
def let_party_leave(party: Party, *, by: Seat, at: datetime, today: date, seen: int | None = None) -> None:
    """Let a party go: who sits for it gets up, and what it brought in stays under its name."""
    check_can_arrange(by)
    for seat in Seat.objects.select_related("table").filter(party=party, person__isnull=False):
        withdraw_seat(seat, by=by, at=at)
    for invitation in Invitation.objects.filter(party=party, used_at=None, withdrawn_at=None):
        withdraw_invitation(invitation, by=by, at=at)
    _change(party, {"at_table": False, "left_on": today.isoformat()}, by=by, at=at, seen=seen)


@transaction.atomic
def let_party_return(party: Party, *, by: Seat, at: datetime, seen: int | None = None) -> None:
    """Let a party come back to the table."""
    check_can_arrange(by)
    _change(party, {"at_table": None, "left_on": None}, by=by, at=at, seen=seen)


def _change(party: Party, values: dict[str, object], *, by: Seat, at: datetime, seen: int | None) -> None:
    change_entries(party.table, [Change("parties", party.key, values, seen=seen)], by=by, at=at)
