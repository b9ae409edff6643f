"""Middelen: what each can bring."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import viewer_name, viewer_of

from .finance_table import finance_table
from .visible import seen_by, shared_by

#: What this page shows of a table.
SHOWN = ("parties", "money_flows")


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show money flows and hours as tables."""
    seat = find_seat(request, table_id)
    parts = remembered(seat.table, f"means/{viewer_name(viewer_of(seat))}", lambda: _parts(seat))
    return render(request, "means/overview.html", {"opening": parts[0], "tables": parts[1]})


def _parts(seat: Seat) -> tuple[str, str]:
    """Return the opening and the tables, which are the same for every seat of one organisation."""
    finance = finance_table(seen_by(seat, SHOWN), shared_by(seat, SHOWN))
    if not finance.flows and not finance.hours:
        return "", ""
    shown = {"finance": finance}
    return render_to_string("means/opening.html", shown), render_to_string("means/tables.html", shown)
