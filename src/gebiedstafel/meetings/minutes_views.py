"""The conversations about minutes: read, correct, confirm, and tell the wijk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.agreements.models import Status
from gebiedstafel.ui.refusals import Refused, why_not

from .found import seat_and_meeting
from .minutes import confirm, correct
from .models import Meeting
from .permissions import check_can_lead, check_can_write
from .public import lines_of, take_back, tell, told, told_of


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Show the minutes, and take in a correction."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    context: dict[str, Any] = {"typed": "", "fault": "", "status": 200}
    if request.method == "POST":
        context["typed"] = request.POST.get("tekst", "")[:4000]
        check_can_write(seat)
        try:
            correct(found, context["typed"], by=seat, at=now())
        except Refused as refusal:
            if not found.ended_at or found.confirmed_at:
                raise
            context |= {"fault": str(refusal), "status": refusal.status}
        else:
            messages.success(request, _("De verbetering staat bij het verslag."))
            return redirect("meetings:minutes", table_id, found.pk)
    if not found.ended_at:
        return redirect("meetings:meeting", table_id, found.pk)
    items = [_read(item) for item in found.record.content["items"]]
    context |= {
        "meeting": found,
        "there": found.record.content["there"],
        "absent": found.record.content["absent"],
        "items": items,
        "decided": sum(len(item["decisions"]) for item in items),
        "acts": sum(len(item["actions"]) for item in items),
        "agreed": sum(len(item["agreements"]) for item in items),
        "lines": lines_of(items),
        "corrections": list(found.corrections.select_related("by__party")),
        "may_lead": not why_not(check_can_lead, seat, found),
        "may_write": not why_not(check_can_write, seat),
    }
    return render(request, "meetings/minutes.html", context, status=context["status"])


def _read(item: dict[str, Any]) -> dict[str, Any]:
    """Return one thing of the minutes with its days as days and its states in words."""
    labels = dict(Status.choices)
    return {
        **item,
        "actions": [{**one, "day": _day(one["day"])} for one in item["actions"]],
        "agreements": [
            {**one, "day": _day(one["day"]), "label": labels.get(one["status"], "")}
            for one in item["agreements"]
        ],
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@require_POST
def settle(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Confirm the minutes, or make public what the wijk is told, or take that back."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    check_can_lead(seat, found)
    wanted = request.POST.get("doe", "")
    if wanted == "vaststellen":
        confirm(found, by=seat, at=now())
        messages.success(request, _("Het verslag is vastgesteld. Het verandert niet meer."))
    elif wanted == "vertellen":
        tell(found, by=seat, at=now())
        messages.success(request, _("Iedereen kan nu lezen wat u de wijk vertelt."))
    elif wanted == "terugnemen":
        take_back(found, by=seat, at=now())
        messages.success(request, _("De openbare pagina van deze bijeenkomst is weg."))
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return redirect("meetings:minutes", table_id, found.pk)


@require_safe
def public(request: HttpRequest, address: str) -> HttpResponse:
    """Show everyone what the wijk is told of a meeting, and of earlier ones."""
    rows = Meeting.objects.select_related("table", "record")
    found = rows.filter(address=address, told_at__isnull=False).first()
    if found is None:
        raise Http404
    others = [one for one in told(found.table) if one.address != address]
    context = {"told": told_of(found), "others": others, "where": found.table.name}
    return render(request, "meetings/public.html", context)
