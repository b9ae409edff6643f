"""Taking a table in from its file, and letting a demo table go: all of it or nothing."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.table_file import table_faults
from gebiedstafel.tables.demo_seats import seat_demo
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.outcomes import forget_outcomes
from gebiedstafel.trail.runs import close_run
from gebiedstafel.ui.refusals import Refused

from .models import MoneyFlow
from .table_rows import store_document

#: A table's id stands in its address.
ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,64}")


class FaultyTable(Refused):
    """A table's file that cannot be taken in, with every fault as a sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@transaction.atomic
def load_table(document: dict[str, Any], *, by: Person, at: datetime) -> AreaTable:
    """Take in a table; who brings it gets its first seat, the chair's."""
    table = _take_in(document, is_demo=False, at=at)
    Seat.objects.create(table=table, person=by, role=Seat.Role.CHAIR, label=_("Voorzitter"))
    record_deed(
        table.chain, action="load_table", subject=table.pk, actor=f"person/{by.pk}", origin="file", at=at
    )
    return table


@transaction.atomic
def load_demo_table(document: dict[str, Any], *, at: datetime) -> AreaTable:
    """Take in a demo table, with a seat for each kind of party instead of accounts."""
    table = _take_in(document, is_demo=True, at=at)
    seat_demo(table, purse=_purse(table))
    record_deed(table.chain, action="load_demo", subject=table.pk, actor="installation", origin="file", at=at)
    return table


@transaction.atomic
def remove_demo_table(table: AreaTable, *, at: datetime) -> None:
    """Let a demo table go with everything that is only its own; another table's rows stay."""
    table = locked_table(table.pk)
    if not table.is_demo:
        raise Refused(
            _("{name} is geen voorbeeld. Alleen voorbeeldtafels worden teruggezet.").format(name=table)
        )
    for run in Run.objects.filter(subject=table.chain, finished=None):
        close_run(run, Run.State.STOPPED, at=at, message=_("De voorbeeldtafel is teruggezet."))
    flows = list(table.flow_offers.values_list("flow", flat=True))
    record_deed(
        table.chain, action="remove_demo", subject=table.pk, actor="installation", origin="file", at=at
    )
    forget_outcomes(table.chain)
    table.delete()
    MoneyFlow.objects.filter(pk__in=flows, offers__isnull=True).delete()


def _take_in(document: dict[str, Any], *, is_demo: bool, at: datetime) -> AreaTable:
    faults = [fault.sentence(get_language() or "nl") for fault in table_faults(document)]
    if faults:
        raise FaultyTable(faults)
    key = document["table"]["id"]
    if not ADDRESS.fullmatch(key):
        faults.append(
            _("table → id: “{key}” past niet in een adres. Gebruik letters, cijfers en streepjes.").format(
                key=key
            )
        )
    if AreaTable.objects.filter(pk=key).exists():
        faults.append(
            _("Er is al een tafel “{key}”. Geef de tafel in het bestand een ander id.").format(key=key)
        )
    if faults:
        raise FaultyTable(faults)
    return store_document(document, is_demo=is_demo, at=at)


def _purse(table: AreaTable) -> Party | None:
    """Return the municipal party that holds or applies for most of the money."""
    parties = table.parties.filter(owner_class="gemeente").annotate(
        flows=Count("held_flows", distinct=True) + Count("applied_flows", distinct=True)
    )
    return parties.order_by("-flows", "position").first()
