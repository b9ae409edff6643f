"""The picture of a table's area to print: one sheet of A4, and a map on A3."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gebiedstafel.areas.table_page import table_page
from gebiedstafel.exchange.circles import Circle
from gebiedstafel.strengths.models import Strength
from gebiedstafel.strengths.page import groups_of, rows_of
from gebiedstafel.strengths.table_map import draw_strengths
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat

from .own_picture import picture_of
from .picture_sheet import sheet_of

FOR_TABLE = "tafel"


@require_safe
def one_page(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the picture on one sheet: what anyone may see, or what the table may see where it is asked."""
    seat = find_seat(request, table_id)
    circle = _circle(request, seat)
    picture = picture_of(seat.table)
    page: dict[str, Any] = table_page(picture, "") if picture else {}
    context = {
        "sheet": sheet_of(seat.table, circle, picture, page),
        "drawing": page.get("drawing", ""),
        "key": page.get("key", ()),
        "hatched": page.get("hatched", ""),
        "picture": picture,
        **_about(seat, circle),
        # The picture knows its place already; only without one it is asked.
        "place": picture.here if picture else seat.table.place,
    }
    return render(request, "start/one_page.html", context)


@require_safe
def print_map(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the map of what is strong, as large as a sheet of A3, with the list beside it."""
    seat = find_seat(request, table_id)
    circle = _circle(request, seat)
    known = Strength.objects.of(seat.table)
    rows = rows_of(seat.table, known.public() if circle == Circle.OPENBAAR else known.shown())
    context = {
        "map": draw_strengths(seat.table, rows),
        "groups": groups_of(rows),
        "count": len(rows),
        **_about(seat, circle),
        "place": seat.table.place,
    }
    return render(request, "start/print_map.html", context)


def _circle(request: HttpRequest, seat: Seat) -> Circle:
    """Return for whom the sheet is: paper lies about, so the table's own is only made when asked for."""
    asked = request.GET.get("voor") == FOR_TABLE and seat.role != Seat.Role.VISITOR
    return Circle.TAFEL if asked else Circle.OPENBAAR


def _about(seat: Seat, circle: Circle) -> dict[str, Any]:
    return {
        "for_table": circle == Circle.TAFEL,
        "may_choose": seat.role != Seat.Role.VISITOR,
        "today": seat.table.today_at(localdate()),
    }
