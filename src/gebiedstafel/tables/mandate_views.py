"""The conversations about mandates: who may decide what, and what a party says of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.ui.refusals import Refused, why_not

from .mandate_actions import add_mandate, change_mandate, end_mandate
from .mandate_forms import MandateForm, written
from .mandate_page import mandate_page
from .models import Mandate, Seat
from .open_government import kinds_of_data
from .permissions import check_can_see_mandates, check_can_set_mandate
from .seats import find_seat


@require_safe
def mandates(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what each party may decide, the core and the ring, and which empty chairs are asked for."""
    seat = find_seat(request, table_id)
    check_can_see_mandates(seat)
    mine = seat.party is not None and not why_not(check_can_set_mandate, seat, seat.party)
    return render(request, "tables/mandates.html", {"shown": mandate_page(seat), "may_write": mine})


@require_http_methods(["GET", "HEAD", "POST"])
def new_mandate(request: HttpRequest, table_id: str) -> HttpResponse:
    """Let a party write down one more thing it may decide."""
    seat = find_seat(request, table_id)
    party = _own_party(seat)
    form = MandateForm(seat.table.today_at(localdate()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_mandate(party, form.said, by=seat, at=now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Opgeschreven. Iedereen aan tafel ziet het."))
            return redirect("tables:mandates", table_id)
    return _form_page(request, form, {"party": party})


@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request: HttpRequest, table_id: str, mandate_id: int) -> HttpResponse:
    """Let a party change one line of its mandate, or end it."""
    seat = find_seat(request, table_id)
    check_can_see_mandates(seat)
    rows = Mandate.objects.select_related("party__table")
    line = get_object_or_404(rows, pk=mandate_id, party__table=table_id)
    check_can_set_mandate(seat, line.party)
    if request.method == "POST" and request.POST.get("doe") == "weg":
        end_mandate(line, by=seat, at=now())
        messages.success(request, _("Deze regel geldt niet meer. In de geschiedenis blijft hij staan."))
        return redirect("tables:mandates", table_id)
    form = MandateForm(seat.table.today_at(localdate()), request.POST or None, initial=written(line))
    if request.method == "POST" and form.is_valid():
        try:
            change_mandate(line, form.said, by=seat, at=now(), seen=line.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Bewaard. Wat er stond, blijft in de geschiedenis."))
            return redirect("tables:mandates", table_id)
    return _form_page(request, form, {"party": line.party, "line": line})


@require_safe
def open_government(request: HttpRequest, table_id: str) -> HttpResponse:
    """Say what a request under the law on open government may reveal of this table."""
    find_seat(request, table_id)
    return render(request, "tables/open_government.html", {"kinds": kinds_of_data()})


def _own_party(seat: Seat) -> Any:
    check_can_see_mandates(seat)
    if seat.party is None:
        raise Refused(_("Uw stoel is van geen partij. Wie voor een partij zit, schrijft dit op."))
    check_can_set_mandate(seat, seat.party)
    return seat.party


def _form_page(request: HttpRequest, form: MandateForm, about: dict[str, Any]) -> HttpResponse:
    return render(request, "tables/mandate.html", {"form": form, **about}, status=400 if form.errors else 200)
