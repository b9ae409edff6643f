"""Middelen: what each can bring."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gebiedstafel.tables.seats import find_seat

from .finance_table import finance_table


def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show money flows and hours as tables."""
    seat = find_seat(request, table_id)
    return render(request, "means/overview.html", {"finance": finance_table(seat.table)})
