"""Opgaven: what the table takes on together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.seats import find_seat

from .cards import OPEN, cards
from .coverage import Coverage, coverage_of


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the challenges: at most five open, the rest folded."""
    seat = find_seat(request, table_id)
    table = seat.table
    coverage = coverage_of(table)
    about = f"challenges/{coverage.plan}/{coverage.is_adopted}"
    page = remembered(table, about, lambda: _page(table, coverage))
    return render(request, "challenges/overview.html", {**page, "coverage": coverage})


def _page(table: AreaTable, coverage: Coverage) -> dict[str, Any]:
    """Return what is the same for every seat: how many there are, and the cards."""
    shown = cards(list(table.challenges.all()), list(table.parties.all()), list(table.areas.all()), coverage)
    parts = {"open_cards": shown[:OPEN], "folded_cards": shown[OPEN:], "coverage": coverage}
    return {
        "count": len(shown),
        "pressing": sum(card.presses for card in shown),
        "cards": render_to_string("challenges/cards.html", parts),
    }
