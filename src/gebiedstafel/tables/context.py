"""What every page of a table shows around its answer: the table, the seat and the menu."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def table_and_seat(request: HttpRequest) -> dict[str, Any]:
    """Give templates the table, the seat, the seats to choose from and the menu."""
    seat = getattr(request, "seat", None)
    if seat is None:
        return {}
    return {
        "seat": seat,
        "table": seat.table,
        "demo_seats": getattr(request, "demo_seats", []),
        "other_tables": getattr(request, "other_tables", []),
        "menu": _menu(request, seat.table_id),
    }


def _menu(request: HttpRequest, table_id: str) -> list[dict[str, Any]]:
    """Return the words of the menu whose pages exist."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    entries = []
    for label, name in settings.MENU:
        try:
            url = reverse(name, args=[table_id])
        except NoReverseMatch:
            continue
        entries.append({"label": label, "url": url, "current": name == here})
    return entries
