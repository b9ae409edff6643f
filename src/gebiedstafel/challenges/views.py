"""Opgaven: what the table takes on together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gebiedstafel.tables.seats import find_seat

from .cards import OPEN, cards
from .coverage import coverage_of


def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the challenges: at most five open, the rest folded."""
    seat = find_seat(request, table_id)
    table = seat.table
    coverage = coverage_of(table)
    shown = cards(list(table.challenges.all()), list(table.parties.all()), list(table.areas.all()), coverage)
    return render(
        request,
        "challenges/overview.html",
        {
            "open_cards": shown[:OPEN],
            "folded_cards": shown[OPEN:],
            "count": len(shown),
            "pressing": sum(card.presses for card in shown),
            "coverage": coverage,
        },
    )
