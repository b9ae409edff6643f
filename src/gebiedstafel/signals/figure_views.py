"""Figures per quarter: at the table, for everyone where the chair opened them, and as files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from .actions import open_figures
from .figures_due import making, next_to_come
from .figures_page import figures_page
from .models import OpenFigures, QuarterTable
from .permissions import check_can_open_figures
from .published import figures_are_open
from .quarter_files import LICENCE_ADDRESS, as_csv, as_json, published_form

#: A file may be this old, in seconds: it changes four times a year.
FRESH = 5 * 60
FILES = {"csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json, "application/json")}


def _circle(seat: Seat) -> Circle:
    """Return who reads: a visitor sees what everyone may."""
    return Circle.OPENBAAR if seat.role == Seat.Role.VISITOR else Circle.TAFEL


@require_safe
def figures(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the figures of a quarter as this seat may see them."""
    seat = find_seat(request, table_id)
    context = _shown(request, seat.table, _circle(seat))
    context["may_open"] = not why_not(check_can_open_figures, seat)
    return render(request, "signals/figures.html", context)


def _shown(request: HttpRequest, table: AreaTable, circle: Circle) -> dict[str, object]:
    page = figures_page(table, circle, request.GET.get("kwartaal", "")[:7])
    return {
        **page,
        "run": making(table),
        "next_on": next_to_come(table, table.today_at(localdate())),
        "is_open": figures_are_open(table),
    }


@require_safe
def figures_file(request: HttpRequest, table_id: str, form: str) -> HttpResponse:
    """Give the figures of every quarter as this seat may see them."""
    seat = find_seat(request, table_id)
    answer = _file(seat.table, _circle(seat), form)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def choose_open(request: HttpRequest, table_id: str) -> HttpResponse:
    """Open the public figures to everyone, or close them again."""
    seat = find_seat(request, table_id)
    is_open = request.POST.get("open") == "1"
    open_figures(seat.table, by=seat, at=now(), is_open=is_open)
    said = (
        _("De cijfers staan open voor iedereen.")
        if is_open
        else _("De cijfers staan niet meer open voor iedereen.")
    )
    messages.success(request, said)
    return redirect("signals:figures", table_id)


@require_safe
def open_page(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the public figures to anyone."""
    table = _opened(table_id)
    context = {"place": table, **_shown(request, table, Circle.OPENBAAR)}
    return render(request, "signals/open_figures.html", context)


@cache_control(public=True, max_age=FRESH)
@require_safe
def open_file(request: HttpRequest, table_id: str, form: str) -> HttpResponse:
    """Give the public figures to anyone, also to a page of somebody else."""
    answer = _file(_opened(table_id), Circle.OPENBAAR, form)
    answer["Access-Control-Allow-Origin"] = "*"
    schema = request.build_absolute_uri(reverse("signals:schema"))
    answer["Link"] = f'<{LICENCE_ADDRESS}>; rel="license", <{schema}>; rel="describedby"'
    return answer


@cache_control(public=True, max_age=FRESH)
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Give the form of the JSON file."""
    return HttpResponse(
        published_form(),
        content_type="application/schema+json",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _opened(table_id: str) -> AreaTable:
    """Return a table whose figures are open; else there is nothing, not even a table."""
    opened = get_object_or_404(OpenFigures.objects.select_related("table__municipality"), table=table_id)
    return opened.table


def _file(table: AreaTable, circle: Circle, form: str) -> HttpResponse:
    make, kind = FILES[form]
    content = make(table, QuarterTable.objects.filter(table=table), circle)
    name = f'attachment; filename="{table.pk}-signalen.{form}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
