"""Middelen: what each can bring."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.seats import find_seat

from .finance_table import finance_table


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show money flows and hours as tables."""
    seat = find_seat(request, table_id)
    table = seat.table
    parts = remembered(table, "means", lambda: _parts(table))
    return render(request, "means/overview.html", {"opening": parts[0], "tables": parts[1]})


def _parts(table: AreaTable) -> tuple[str, str]:
    """Return the opening and the tables, which are the same for every seat."""
    finance = finance_table(table)
    if not finance.flows and not finance.hours:
        return "", ""
    shown = {"finance": finance}
    return render_to_string("means/opening.html", shown), render_to_string("means/tables.html", shown)
