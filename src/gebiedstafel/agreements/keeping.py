"""Finding an agreement to change under its lock, and keeping what was said in its rows."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from gebiedstafel.tables.models import AreaTable, Party

from .faults import Known
from .models import Agreement, Part, PromisedHours, PromisedMoney
from .said import PLAIN, Said

EVERYTHING = ("parts__party", "money", "hours__party")


def at_table(agreement: Agreement) -> Agreement:
    """Return an agreement anew with everything that is said of it."""
    rows = Agreement.objects.select_related("table", "lead").prefetch_related(*EVERYTHING)
    return rows.get(pk=agreement.pk)


def locked(agreement: Agreement) -> Agreement:
    """Return an agreement anew under its lock, with everything that is said of it."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    return at_table(agreement)


def locked_part(part: Part) -> tuple[Agreement, Part]:
    """Return a part and its agreement anew under the lock of the agreement."""
    agreement = locked(part.agreement)
    return agreement, Part.objects.select_related("party").get(pk=part.pk, agreement=agreement)


def next_key(table: AreaTable) -> str:
    """Return the next number at a table whose row is locked; of drafts that were taken away it may return."""
    keys = Agreement.objects.filter(table=table).values_list("key", flat=True)
    numbers = [int(key[1:]) for key in keys if key[1:].isdecimal()]
    return f"A{max(numbers, default=0) + 1:02}"


def known_at(table: AreaTable) -> Known:
    """Return what an agreement at this table may name."""
    return Known(
        parties=_keys(table.parties.all()),
        challenges=_keys(table.challenges.all()),
        measures=_keys(table.measures.all()),
        areas=_keys(table.areas.all()),
        flows=_keys(table.flow_offers.all()),
        agreements=_keys(Agreement.objects.filter(table=table)),
    )


def _keys(rows: QuerySet[Any]) -> frozenset[str]:
    return frozenset(rows.values_list("key", flat=True))


def put_rows(agreement: Agreement, said: Said, *, said_before: Said | None) -> None:
    """Keep what was said; parts that stay keep what their party confirmed."""
    parties = {party.key: party for party in agreement.table.parties.all()}
    for name in PLAIN:
        setattr(agreement, name, getattr(said, name))
    agreement.lead = parties.get(said.lead)
    if said_before and said_before.reservation != said.reservation:
        agreement.reservation_lifted_on = None
    agreement.save()
    _put_parts(agreement, said, parties)
    agreement.money.all().delete()
    PromisedMoney.objects.bulk_create(
        PromisedMoney(agreement=agreement, flow=one.flow, year=one.year, cents=one.cents)
        for one in said.money
    )
    agreement.hours.all().delete()
    PromisedHours.objects.bulk_create(
        PromisedHours(agreement=agreement, party=parties[one.party], year=one.year, hours=one.hours)
        for one in said.hours
    )
    if said_before is None or said_before.waits_for != said.waits_for:
        agreement.waits_for.set(Agreement.objects.filter(table=agreement.table_id, key__in=said.waits_for))


def _put_parts(agreement: Agreement, said: Said, parties: dict[str, Party]) -> None:
    now = {one.party: one for one in said.parts}
    there = {
        part.party.key: part for part in Part.objects.filter(agreement=agreement).select_related("party")
    }
    Part.objects.filter(pk__in=[part.pk for key, part in there.items() if key not in now]).delete()
    for key, one in now.items():
        part = there.get(key) or Part(agreement=agreement, party=parties[key])
        part.does, part.is_counter = one.does, one.is_counter
        part.save()
