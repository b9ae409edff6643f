"""What every page of a table shows around its answer: the table, the seat and the menu."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from .models import AreaTable
from .remembered import remembered

Entry = dict[str, Any]


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
        **_menu(request, seat.table),
    }


def _menu(request: HttpRequest, table: AreaTable) -> dict[str, list[Entry]]:
    """Return the words of the menu whose pages exist: those in use, and those that wait under *meer*.

    A demo shows every word.
    """
    match = request.resolver_match
    here, app = (match.view_name, match.app_name) if match else ("", "")
    shown: list[Entry] = []
    waiting: list[Entry] = []
    for label, name, *rule in settings.MENU:
        try:
            url = reverse(str(name), args=[table.pk])
        except NoReverseMatch:
            continue
        # A page within a word of the menu is not that page, but it is where one is.
        within = request.path.startswith(url) or settings.MENU_WITHIN.get(app) == name
        current = "page" if name == here else "true" if within else ""
        used = bool(current) or not rule or table.is_demo or is_used(table, str(rule[0]))
        (shown if used else waiting).append({"label": label, "url": url, "current": current})
    return {"menu": shown, "menu_more": waiting}


def is_used(table: AreaTable, rule: str) -> bool:
    """Whether a word of the menu was used at this table, as the rule says; only a yes is remembered."""
    return bool(remembered(table, f"menu/{rule}", lambda: import_string(rule)(table) or None))
