"""Middelen: what each can bring."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from gebiedstafel.exchange.circles import Viewer, is_own
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import viewer_name, viewer_of

from .finance_table import finance_table
from .open_answers import open_answers
from .row_lists import LISTED, listed_rows
from .visible import seen_by, shared_by

#: What this page shows of a table.
SHOWN = ("parties", "money_flows")


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show money flows and hours as tables."""
    seat = find_seat(request, table_id)
    parts = remembered(seat.table, f"means/{viewer_name(viewer_of(seat))}", lambda: _parts(seat))
    shown = {
        "opening": parts[0],
        "tables": parts[1],
        "adds": adds(seat),
        "is_chair": seat.role == Seat.Role.CHAIR,
    }
    return render(request, "means/overview.html", shown)


@require_safe
def rows(request: HttpRequest, table_id: str, slug: str) -> HttpResponse:
    """Show the measures of a table, or the works that cost less together, as a short list."""
    seat = find_seat(request, table_id)
    if slug not in LISTED:
        return redirect("challenges:overview" if slug == "opgaven" else "means:overview", table_id)
    viewer = viewer_of(seat)
    about = f"means/{slug}/{viewer_name(viewer)}"
    count, listed = remembered(seat.table, about, lambda: _list(seat.table, slug, viewer))
    shown = {"count": count, "list": listed, "slug": slug, "adds": adds(seat)}
    return render(request, "means/rows.html", shown)


def _list(table: AreaTable, slug: str, viewer: Viewer) -> tuple[int, str]:
    """Return how many rows there are and the list itself, the same for every seat of one organisation."""
    rows = listed_rows(table, slug, viewer)
    return len(rows), render_to_string("means/listed_rows.html", {"rows": rows, "table_id": table.pk})


def adds(seat: Seat) -> bool:
    """Whether this seat may bring in rows: it sits here for a party, or leads the table."""
    return seat.role == Seat.Role.CHAIR or (seat.party is not None and seat.role != Seat.Role.VISITOR)


def _parts(seat: Seat) -> tuple[str, str]:
    """Return the opening and the tables, which are the same for every seat of one organisation."""
    seen, viewer = seen_by(seat, SHOWN), viewer_of(seat)
    finance = finance_table(seen, shared_by(seat, SHOWN))
    if not finance.flows and not finance.knows_hours:
        return "", ""
    own = {flow["id"] for flow in seen.get("money_flows", ()) if is_own(viewer, flow, "money_flows")}
    shown = {
        "finance": finance,
        "table_id": seat.table_id,
        "own": own | viewer.parties,
        "open_answers": open_answers(seen, SHOWN),
    }
    return render_to_string("means/opening.html", shown), render_to_string("means/tables.html", shown)
