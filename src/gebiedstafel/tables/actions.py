"""What changes who sits at a table."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import Person
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .models import AreaTable, Party, Seat


@transaction.atomic
def give_seat(
    person: Person, table: AreaTable, *, role: Seat.Role, party: Party | None, by: str, at: datetime
) -> Seat:
    """Give someone a seat at a table, or another one than they had; a demo table keeps its own seats."""
    table = AreaTable.objects.select_for_update().get(pk=table.pk)
    if table.is_demo:
        raise Refused(_("Aan een voorbeeldtafel kiest iedereen zelf een stoel."))
    if role == Seat.Role.MEMBER and party is None:
        raise Refused(_("Wie aan tafel zit, zit daar voor een partij. Noem de partij."))
    last = Seat.objects.filter(table=table).order_by("-position").values_list("position", flat=True).first()
    label = (
        f"{party.name} ({role.label})" if party and role != Seat.Role.MEMBER else party.name if party else ""
    )
    seat, _new = Seat.objects.update_or_create(
        table=table,
        person=person,
        defaults={"role": role, "party": party, "label": label},
        create_defaults={"role": role, "party": party, "label": label, "position": (last or 0) + 1},
    )
    table.count_change()
    record_deed(
        table.chain,
        action="give_seat",
        subject=f"person/{person.pk} {role.value}" + (f" {party.key}" if party else ""),
        actor=by,
        origin="command",
        at=at,
    )
    return seat
