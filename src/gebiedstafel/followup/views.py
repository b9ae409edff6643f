"""The conversation of Opvolging: what goes and went, sending now, skipping, and the rules."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not

from .actions import change_rules, send_now, skip, undo_skip
from .board import board_of
from .forms import RulesForm
from .hours import rules_of
from .models import Reminder
from .permissions import check_can_follow, check_can_lead_follow_up

#: A row number with no more figures fits in the database.
FIGURES = 18


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what goes out next, what went and what came back."""
    seat = find_seat(request, table_id)
    if why_not(check_can_follow, seat):
        return render(request, "followup/for_the_table.html")
    context = {
        "board": board_of(seat.table, at=now(), everything="alles" in request.GET),
        "why_not_lead": why_not(check_can_lead_follow_up, seat),
    }
    return render(request, "followup/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the rules, and let the chair change them; what was typed comes back when it does not fit."""
    seat = find_seat(request, table_id)
    check_can_lead_follow_up(seat)
    held = rules_of(table_id)
    form = RulesForm(request.POST) if request.method == "POST" else RulesForm.showing(held)
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            change_rules(seat.table, form.rules, by=seat, at=now(), seen=form.cleaned_data["seen"])
        except Refused as refused:
            fault = str(refused)
            # Both were told: sending it once more is a choice.
            typed = request.POST.copy()
            typed["seen"] = str(rules_of(table_id).version)
            form.data = typed
        else:
            messages.success(request, _("De regels zijn bewaard. Ze gelden vanaf nu."))
            return redirect("followup:overview", table_id)
    status = 409 if fault else 422 if form.errors else 200
    return render(request, "followup/rules.html", {"form": form, "fault": fault}, status=status)


@require_POST
def send(request: HttpRequest, table_id: str) -> HttpResponse:
    """Send a planned reminder now."""
    seat = find_seat(request, table_id)
    one = send_now(seat.table, *_named(request), by=seat, at=now())
    messages.success(
        request, _("De herinnering over {key} ligt bij de post en gaat zo.").format(key=one.agreement.key)
    )
    return redirect("followup:overview", table_id)


@require_POST
def leave_out(request: HttpRequest, table_id: str) -> HttpResponse:
    """Skip a planned reminder."""
    seat = find_seat(request, table_id)
    one = skip(seat.table, *_named(request), by=seat, at=now())
    messages.success(request, _("De herinnering over {key} gaat niet.").format(key=one.agreement.key))
    return redirect("followup:overview", table_id)


@require_POST
def after_all(request: HttpRequest, table_id: str) -> HttpResponse:
    """Take back that a reminder was skipped."""
    seat = find_seat(request, table_id)
    check_can_lead_follow_up(seat)
    number = request.POST.get("reminder", "")
    known = number.isascii() and number.isdecimal() and len(number) <= FIGURES
    reminder = get_object_or_404(Reminder, pk=int(number) if known else 0, agreement__table=table_id)
    undo_skip(reminder, by=seat, at=now())
    messages.success(request, _("De herinnering gaat toch."))
    return redirect("followup:overview", table_id)


def _named(request: HttpRequest) -> tuple[str, str]:
    return request.POST.get("agreement", ""), request.POST.get("why", "")
