"""Opgaven: what the table takes on together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.exchange.circles import THE_TABLE, Viewer
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import viewer_name, viewer_of
from gebiedstafel.ui.refusals import NotAllowed, Refused, why_not

from .actions import choose_challenges
from .cards import OPEN, cards
from .coverage import Coverage, coverage_of
from .permissions import check_can_choose
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
    first = sorted(table.chosen_challenges.values_list("key", flat=True))
    about = f"challenges/{','.join(first)}/{coverage.plan}/{coverage.is_adopted}/{viewer_name(viewer)}"
    page = remembered(table, about, lambda: _page(table, viewer, coverage, first))
    adds = seat.role == seat.Role.CHAIR or (seat.party is not None and viewer.at_table)
    context = {
        **page,
        "coverage": coverage,
        "adds": adds,
        "chooses": not why_not(check_can_choose, seat),
        "at_table": viewer.at_table,
    }
    return render(request, "challenges/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask which challenges go first, and keep the choice."""
    seat = find_seat(request, table_id)
    check_can_choose(seat)
    chosen = list(seat.table.chosen_challenges.values_list("key", flat=True))
    if request.method == "POST":
        asked, seen = (
            [key.replace("\x00", "")[:64] for key in request.POST.getlist(name)[:200]]
            for name in ("opgave", "gezien")
        )
        try:
            choose_challenges(seat.table, asked, seen=seen, by=seat, at=now())
        except NotAllowed:
            raise
        except Refused as refusal:
            return _choose_page(request, seat, asked, chosen, fault=str(refusal))
        told = (
            _("Bewaard. Deze opgaven gaan voor; de rest wacht.")
            if asked
            else _("Bewaard. Geen opgave gaat meer voor: de dringendste staan weer bovenaan.")
        )
        messages.success(request, told)
        return redirect("challenges:overview", table_id)
    return _choose_page(request, seat, chosen, chosen)


def _choose_page(
    request: HttpRequest, seat: Seat, ticked: Sequence[str], chosen: Sequence[str], *, fault: str = ""
) -> HttpResponse:
    rows = [
        {"key": one.key, "title": one.title, "urgency": one.urgency_in_words, "on": one.key in ticked}
        for one in seen_challenges(seat.table, THE_TABLE)
    ]
    context = {"rows": rows, "chosen": chosen, "fault": fault}
    return render(request, "challenges/choose.html", context, status=400 if fault else 200)


def _page(table: AreaTable, viewer: Viewer, coverage: Coverage, first: Sequence[str]) -> dict[str, Any]:
    """Return what is the same for every seat of one organisation: how many there are, and the cards."""
    shown = cards(
        seen_challenges(table, viewer),
        list(table.parties.all()),
        list(table.areas.all()),
        coverage,
        viewer.parties,
        first,
    )
    chosen = sum(card.key in first for card in shown)
    opened = chosen or OPEN
    parts = {
        "open_cards": shown[:opened],
        "folded_cards": shown[opened:],
        "chosen": chosen,
        "coverage": coverage,
        "table_id": table.pk,
        "at_table": viewer.at_table,
    }
    return {
        "count": len(shown),
        "pressing": sum(card.presses for card in shown),
        "chosen": chosen,
        "cards": render_to_string("challenges/cards.html", parts),
    }
