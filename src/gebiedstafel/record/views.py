"""The conversations about the trail: reading it, and taking it along."""

from __future__ import annotations

import csv
import io
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gebiedstafel.exchange.csv_cells import cell
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.trail.deeds import record_deed

from .deed_words import KINDS
from .permissions import check_can_read_trail
from .trail_page import Asked, asked_for, deeds_of, left_out_of, months_of, page_of, state_of, told

HEADS = ("nummer", "wanneer", "wie", "deed", "waaraan", "soort", "geweigerd omdat", "vanwaar")


@never_cache
@require_safe
def trail(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show who did what when; looking stands in the trail itself."""
    seat = find_seat(request, table_id)
    check_can_read_trail(seat)
    asked = asked_for(request.GET)
    page, rows = page_of(seat.table, asked, request.GET.get("pagina"))
    context = {
        "page": page,
        "rows": rows,
        "asked": asked,
        "state": state_of(seat.table),
        "left_out": left_out_of(seat.table),
        "months": [(month, date(int(month[:4]), int(month[5:]), 1)) for month in months_of(seat.table)],
        "kinds": KINDS.items(),
    }
    _record("read_trail", asked, seat)
    return render(request, "record/trail.html", context)


@never_cache
@require_safe
def trail_file(request: HttpRequest, table_id: str) -> HttpResponse:
    """Give what is looked for as a file for a spreadsheet."""
    seat = find_seat(request, table_id)
    check_can_read_trail(seat)
    asked = asked_for(request.GET)
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if request.LANGUAGE_CODE == settings.LANGUAGE_CODE else ",")
    writer.writerow(HEADS)
    for one in told(seat.table, list(deeds_of(seat.table, asked))):
        when = localtime(one.at).isoformat(sep=" ", timespec="seconds")
        cells = (one.number, when, one.who, one.did, one.subject, one.kind, one.refusal, one.origin)
        writer.writerow([cell(one) for one in cells])
    _record("take_trail", asked, seat)
    name = f"{table_id}-logboek-{now():%Y-%m-%d}.csv"
    return HttpResponse(
        "\ufeff" + file.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _record(action: str, asked: Asked, seat: Seat) -> None:
    record_deed(seat.table.chain, action=action, subject=asked.query.rstrip("&"), actor=seat.actor, at=now())
