"""What is done with the public page: it opens, closes, and the table tells the wijk something."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.way_in import close_way_in, open_way_in
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits, plain, written

from .models import StreetPage, Told
from .permissions import check_can_open_page, check_can_tell

LONGEST_ASK = 300


@transaction.atomic
def open_page(table: AreaTable, *, by: Seat, at: datetime) -> StreetPage:
    """Let anyone with the address read what is public at this table."""
    stay_at_table(by, table.pk)
    check_can_open_page(by)
    return open_way_in(StreetPage, table, action="open_street_page", by=by, at=at)


@transaction.atomic
def close_page(table: AreaTable, *, by: Seat, at: datetime) -> None:
    """Show nothing more; the address stays, so that posters work again when it opens."""
    stay_at_table(by, table.pk)
    check_can_open_page(by)
    close_way_in(StreetPage, table, action="close_street_page", by=by, at=at)


@transaction.atomic
def say_whom_to_ask(table: AreaTable, words: str, *, by: Seat, at: datetime) -> None:
    """Keep whom residents may ask; empty takes it away."""
    stay_at_table(by, table.pk)
    check_can_open_page(by)
    found = plain(words)
    check_fits(found, LONGEST_ASK)
    StreetPage.objects.filter(table=table).update(ask=found)
    record_deed(table.chain, action="say_whom_to_ask", subject=table.pk, actor=by.actor, at=at)


@transaction.atomic
def tell_wijk(
    table: AreaTable, words: str, *, area: str, by: Seat, at: datetime, learned: bool = False
) -> Told:
    """Tell an area, or all of the wijk, something in the name of the table, or what it learned."""
    stay_at_table(by, table.pk)
    check_can_tell(by)
    known = table.areas.filter(key=area).exists()
    told = Told.objects.create(
        table=table, words=written(words), area=area if known else "", learned=learned, at=at, by=by
    )
    record_deed(table.chain, action="tell_wijk", subject=f"told/{told.pk}", actor=by.actor, at=at)
    return told


@transaction.atomic
def take_back_told(told: Told, *, by: Seat, at: datetime) -> None:
    """Take away what was told; who read it, read it."""
    stay_at_table(by, told.table_id)
    check_can_tell(by)
    Told.objects.filter(pk=told.pk).delete()
    record_deed(told.table.chain, action="take_back_told", subject=f"told/{told.pk}", actor=by.actor, at=at)
