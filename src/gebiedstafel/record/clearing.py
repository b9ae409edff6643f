"""Clearing what is too old at a table, and choosing how long a kind stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .keeping import KINDS, Due, due_at
from .models import KeepingTime
from .permissions import check_can_clear

LONGEST = 36_500


@transaction.atomic
def clear_table(table: AreaTable, *, by: Seat | None, at: datetime) -> list[Due]:
    """Clear what is too old; `by` is the chair, or nobody when the installation does. Return what went."""
    if by is not None:
        check_can_clear(by)
    table = locked_table(table.pk)
    went = [due for due in due_at(table, at=at) if due.count]
    # What writes in the trail itself comes last, and writing down what went after all that.
    for due in sorted(went, key=lambda due: due.keeping.writes_down):
        due.keeping.clear(table, due.before, at)
    for due in went:
        record_deed(
            table.chain,
            action="close_segment" if _is_of_the_trail(due) else "clear",
            subject=f"{due.keeping.kind} {due.count} before {due.before:%Y-%m-%d}",
            actor=by.actor if by else "installation",
            origin="web" if by else "command",
            at=at,
        )
    return went


def _is_of_the_trail(due: Due) -> bool:
    return due.keeping.kind == "trail"


@transaction.atomic
def keep_for(table: AreaTable, kind: str, days: int, *, by: Seat, at: datetime) -> None:
    """Let a municipality keep a kind for another time than usual, at all of its tables."""
    check_can_clear(by)
    known = KINDS.get(kind)
    if known is None:
        raise Refused(_("Kies een soort uit de lijst."))
    if table.municipality is None:
        raise Refused(_("Deze tafel is van geen gemeente. Kies eerst het gebied."))
    if known.is_fixed:
        raise Refused(_("{name}: deze tijd ligt vast.").format(name=known.name))
    if not known.least <= days <= LONGEST:
        raise Refused(
            _("{name}: kies {least} dagen of meer, en hoogstens honderd jaar.").format(
                name=known.name, least=known.least
            )
        )
    KeepingTime.objects.update_or_create(
        municipality=table.municipality, kind=kind, defaults={"days": days, "changed_at": at}
    )
    record_deed(table.chain, action="keep_for", subject=f"{kind} {days}", actor=by.actor, at=at)
