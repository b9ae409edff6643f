"""Opgaven: what the table takes on together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from gebiedstafel.exchange.circles import Viewer
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import viewer_name, viewer_of

from .cards import OPEN, cards
from .coverage import Coverage, coverage_of
from .visible import seen_challenges


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the challenges: at most five open, the rest folded."""
    seat = find_seat(request, table_id)
    table = seat.table
    viewer = viewer_of(seat)
    coverage = coverage_of(table)
    if not (viewer.at_table or coverage.is_public):
        coverage = Coverage()
    about = f"challenges/{coverage.plan}/{coverage.is_adopted}/{viewer_name(viewer)}"
    page = remembered(table, about, lambda: _page(table, viewer, coverage))
    adds = seat.role == seat.Role.CHAIR or (seat.party is not None and viewer.at_table)
    return render(request, "challenges/overview.html", {**page, "coverage": coverage, "adds": adds})


def _page(table: AreaTable, viewer: Viewer, coverage: Coverage) -> dict[str, Any]:
    """Return what is the same for every seat of one organisation: how many there are, and the cards."""
    shown = cards(
        seen_challenges(table, viewer),
        list(table.parties.all()),
        list(table.areas.all()),
        coverage,
        viewer.parties,
    )
    parts = {
        "open_cards": shown[:OPEN],
        "folded_cards": shown[OPEN:],
        "coverage": coverage,
        "table_id": table.pk,
    }
    return {
        "count": len(shown),
        "pressing": sum(card.presses for card in shown),
        "cards": render_to_string("challenges/cards.html", parts),
    }
