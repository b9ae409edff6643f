"""The conversation of who pays and who gains: look, reply, agree, take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from .models import Plan
from .permissions import check_can_record_consent, check_can_speak_for
from .reading import read_plan
from .share_actions import (
    MOST_LETTERS,
    MOST_LETTERS_OF_HOW,
    agree_to_share,
    record_consent,
    reply_to_figures,
    withdraw_recorded_consent,
    withdraw_share,
)
from .share_figures import is_open, named_parties, replies_of, share_figures, who_agreed
from .share_first import first_parties
from .share_page import share_page, silent_parties
from .table_plans import is_outdated, plan_of

#: The list of parties without a seat: where it stands, and up to how many it does not fold.
SILENT_FOLD = "zonder-stoel"
FEW = 3


@require_safe
def share(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show who pays and who gains by a plan: the one asked for, else the adopted, else the newest."""
    seat = find_seat(request, table_id)
    plan = _plan(seat, request.GET.get("plan", ""))
    found = share_figures(plan) if plan else None
    if seat.role == Seat.Role.VISITOR and (plan is None or found is None or not is_open(plan, found, seat)):
        return render(request, "connections/share_closed.html")
    if plan is None or found is None:
        return render(request, "connections/share_empty.html")
    me = "" if why_not(check_can_speak_for, seat) or seat.party is None else seat.party.key
    agreed = who_agreed(plan, found)
    reading = read_plan(plan, seat)
    page = share_page(reading, found, me=me, replies=replies_of(plan), agreed=agreed)
    silent = silent_parties(reading, plan, found, agreed) if seat.role != Seat.Role.VISITOR else ()
    context = {
        "plan": plan,
        "outdated": is_outdated(plan),
        "page": page,
        "parties": first_parties(page.rows, found),
        "objectors": len(found.objects.parties) if found.objects else 0,
        "me": me,
        "is_named": me in named_parties(found),
        "i_agreed": me in agreed,
        "longest": MOST_LETTERS,
        "silent": silent,
        "silent_fold": SILENT_FOLD,
        "silent_open": len(silent) <= FEW or request.GET.get("open") == SILENT_FOLD,
        "silent_agreed": sum(one.agreed for one in silent),
        "may_record": not why_not(check_can_record_consent, seat),
        "longest_how": MOST_LETTERS_OF_HOW,
    }
    return render(request, "connections/share.html", context)


@require_POST
def reply(request: HttpRequest, table_id: str) -> HttpResponse:
    """Set a sentence of one's own beside one's figures, or take it away."""
    seat = find_seat(request, table_id)
    words = "" if request.POST.get("weg") else request.POST.get("woorden", "")
    reply_to_figures(seat.table, words, by=seat, at=now())
    messages.success(request, _("Uw antwoord staat erbij.") if words.strip() else _("Uw antwoord is weg."))
    return redirect(_back(table_id, request.POST.get("plan", "")))


@require_POST
def consent(request: HttpRequest, table_id: str) -> HttpResponse:
    """Let everyone see one's figures in this plan, or take that back."""
    seat = find_seat(request, table_id)
    check_can_speak_for(seat)
    plan = plan_of(seat.table, request.POST.get("plan", ""))
    if request.POST.get("intrekken"):
        withdraw_share(plan, by=seat, at=now())
        messages.success(request, _("Ingetrokken. Alleen de tafel ziet dit nu."))
    else:
        agree_to_share(plan, by=seat, at=now())
        messages.success(request, _("Vastgelegd. Bij andere cijfers vragen we het opnieuw."))
    return redirect(_back(table_id, str(plan.pk)))


@require_POST
def recorded(request: HttpRequest, table_id: str) -> HttpResponse:
    """Write down that a party without a seat agreed, or take that back."""
    seat = find_seat(request, table_id)
    check_can_record_consent(seat)
    plan, party = plan_of(seat.table, request.POST.get("plan", "")), request.POST.get("partij", "")
    if request.POST.get("intrekken"):
        withdraw_recorded_consent(plan, party, by=seat, at=now())
        messages.success(request, _("Ingetrokken. Alleen de tafel ziet dit nu."))
    else:
        record_consent(plan, party, request.POST.get("hoe", ""), by=seat, at=now())
        messages.success(request, _("Vastgelegd. Bij andere cijfers vragen we het opnieuw."))
    again = reverse("connections:share", args=[table_id])
    return redirect(f"{again}?plan={plan.pk}&open={SILENT_FOLD}#{SILENT_FOLD}")


def _back(table_id: str, plan: str) -> str:
    query = f"?plan={plan}" if plan.isdecimal() else ""
    return reverse("connections:share", args=[table_id]) + query + "#openbaar"


def _plan(seat: Seat, plan_id: str) -> Plan | None:
    if plan_id:
        plan = plan_of(seat.table, plan_id)
        return plan if seat.role != Seat.Role.VISITOR or plan.is_public else None
    plans = Plan.objects.of(seat.table).with_answer().seen_by(seat).select_related("table", "variant")
    return plans.adopted().first() or plans.tried(None).first()
