"""The workshop formats: a list to choose from, and each as a script that can be printed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from .formats_shipped import Format, format_of, formats
from .permissions import check_can_facilitate, check_can_read


@require_safe
def format_list(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what a werkplaats can do, and what comes out of each."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    return render(request, "workshop/formats.html", {"formats": formats()})


@require_safe
def one_format(request: HttpRequest, table_id: str, format_id: str) -> HttpResponse:
    """Show one format so that someone who never saw it can run it."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    context = {"format": found_format(format_id), "may_run": not why_not(check_can_facilitate, seat)}
    return render(request, "workshop/format.html", context)


def found_format(name: str) -> Format:
    """Return the format of this name, or answer that there is none."""
    found = format_of(name)
    if found is None:
        raise Http404
    return found
