"""The conversation of Mijn berichten: what one owes, which letters one wants, and one's own calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not

from .actions import choose_messages, close_feed, open_feed
from .forms import MessagesForm
from .models import CalendarFeed, MailChoice
from .overview import overview_of
from .permissions import check_can_have_messages


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what one owes and is owed here, and let one choose one's messages."""
    seat = find_seat(request, table_id)
    if request.method == "POST":
        check_can_have_messages(seat)
        form = MessagesForm(request.POST)
        if seat.person is None:
            raise Refused(_("Aan een voorbeeldtafel gaat geen mail. Aan een eigen tafel kiest u hier."))
        if form.is_valid():
            choose_messages(seat.person, **form.cleaned_data, by=seat, at=now())
            messages.success(request, _("Bewaard. Zo krijgt u voortaan bericht."))
            return redirect("followup:mine", table_id)
        return render(request, "followup/mine.html", _context(request, seat, form), status=422)
    if why_not(check_can_have_messages, seat):
        return render(request, "followup/for_the_table.html")
    return render(request, "followup/mine.html", _context(request, seat, _shown(seat)))


@require_POST
def feed(request: HttpRequest, table_id: str) -> HttpResponse:
    """Make, renew or end a calendar address."""
    seat = find_seat(request, table_id)
    check_can_have_messages(seat)
    scope = request.POST.get("scope", "")
    if request.POST.get("do") == "stop":
        close_feed(scope, by=seat, at=now())
        messages.success(request, _("Dit agenda-adres werkt niet meer."))
    else:
        open_feed(scope, by=seat, at=now())
        messages.success(request, _("Uw agenda-adres staat hieronder. Een eerder adres werkt niet meer."))
    return redirect(reverse("followup:mine", args=[table_id]) + "#agenda")


def _shown(seat: Seat) -> MessagesForm:
    choice = MailChoice.objects.filter(person=seat.person_id).first() if seat.person_id else None
    held = choice or MailChoice()
    return MessagesForm(
        initial={
            "rhythm": held.rhythm,
            "also_when_empty": held.also_when_empty,
            "reminders": held.reminders,
        }
    )


def _context(request: HttpRequest, seat: Seat, form: MessagesForm) -> dict[str, Any]:
    open_feeds = {one.scope: one for one in CalendarFeed.objects.filter(seat=seat, revoked_at=None)}
    feeds = [
        (scope, label, _address(request, open_feeds[scope]) if scope in open_feeds else "")
        for scope, label in CalendarFeed.Scope.choices
        if scope != CalendarFeed.Scope.MINE or seat.party_id
    ]
    today = seat.table.today_at(localdate())
    overview = overview_of([seat], today)
    return {
        "form": form,
        "feeds": feeds,
        "at_table": overview.tables[0] if overview.tables else None,
        "overview": overview,
        "has_mail": bool(seat.person and seat.person.email),
        "today": today,
    }


def _address(request: HttpRequest, one: CalendarFeed) -> str:
    return request.build_absolute_uri(reverse("reporting:calendar", args=[one.token]))
