"""Wat is er veranderd: who changed what, when, from what into what, and undoing it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.tables.seats import find_seat

from .change_words import told_changes
from .entry_changes import undo_change
from .entry_subject import KINDS
from .models import ChangeSet

A_PAGE = 20


@require_safe
def history(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the changes of a table, or of one row, newest first."""
    seat = find_seat(request, table_id)
    kind, key = KINDS.get(request.GET.get("soort", ""), ""), request.GET.get("rij", "").replace("\x00", "")
    changes = ChangeSet.objects.filter(table=seat.table).prefetch_related("rows").select_related("undone_by")
    if kind and key:
        changes = changes.filter(rows__kind=kind, rows__key=key)
    page = Paginator(changes, A_PAGE).get_page(request.GET.get("pagina"))
    shown = {
        "page": page,
        "changes": told_changes(seat, list(page.object_list)),
        "done": request.GET.get("gedaan"),
    }
    if kind and key:
        shown |= {
            "slug": request.GET["soort"],
            "key": key,
            "query": f"soort={request.GET['soort']}&rij={key}&",
        }
    return render(request, "means/history.html", shown)


@require_POST
def undo(request: HttpRequest, table_id: str, change: int) -> HttpResponse:
    """Bring back what stood there before a deed."""
    seat = find_seat(request, table_id)
    made = get_object_or_404(ChangeSet, pk=change, table=seat.table)
    undone = undo_change(made, by=seat, at=now())
    return redirect(f"{reverse('means:history', args=[table_id])}?gedaan={undone.pk}")
