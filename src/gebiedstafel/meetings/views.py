"""The conversations about meetings: which there are, planning one, its agenda, calling it off."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not

from .agenda import STEP, add_item, change_item, move_item, remove_item, restore_item
from .agenda_page import agenda_page
from .forms import MeetingForm, refused_in
from .found import seat_and_meeting
from .invitation import calendar_address, calendar_of, seed_of
from .models import AgendaItem, Meeting
from .overview_page import overview_page
from .permissions import check_can_lead, check_can_plan, check_can_read
from .planning import call_off, change_meeting, plan_meeting, plan_of, put_back
from .sending import send_agenda
from .typed import number


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the meetings, what comes next first, and plan one."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    if request.method == "POST":
        check_can_plan(seat)
    form = MeetingForm(seat.table, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused_in(form):
            meeting = plan_meeting(seat.table, form.plan, by=seat, at=now())
            messages.success(
                request, _("De bijeenkomst staat. De agenda heeft zichzelf gemaakt; kijk of de agenda klopt.")
            )
            return redirect("meetings:meeting", table_id, meeting.pk)
    context = {
        "page": overview_page(seat.table, seat.table.today_at(localdate())),
        "form": form,
        "may_plan": not why_not(check_can_plan, seat),
    }
    return render(request, "meetings/overview.html", context, status=400 if form.errors else 200)


@require_safe
def meeting(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Show the agenda; a meeting that is going on opens its own screen, one that ended its minutes."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    if found.ended_at:
        return redirect("meetings:minutes", table_id, found.pk)
    return render(
        request,
        "meetings/agenda.html",
        {
            "meeting": found,
            "page": agenda_page(found, seat.table.today_at(localdate())),
            "may_lead": not why_not(check_can_lead, seat, found),
            "may_plan": not why_not(check_can_plan, seat),
            "calendar_address": calendar_address(found, token_of_seed(seed_of(found))),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Put a meeting at another day, hour or place."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    check_can_plan(seat)
    plan = plan_of(found)
    given = {name: getattr(plan, name) for name in ("held_on", "begins_at", "minutes", "place", "kind")}
    initial = {**given, "chair": plan.chair.key if plan.chair else None}
    form = MeetingForm(seat.table, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = number(request.POST.get("gezien", "")) or None
        with refused_in(form):
            change_meeting(found, form.plan, by=seat, at=now(), seen=seen)
            messages.success(
                request,
                _("Bewaard. Wie de agenda al kreeg, hoort dit niet vanzelf: stuur de agenda opnieuw rond."),
            )
            return redirect("meetings:meeting", table_id, found.pk)
    context = {"meeting": found, "form": form}
    return render(request, "meetings/change.html", context, status=400 if form.errors else 200)


@require_POST
def gone(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Call a meeting off, or put it back."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    check_can_plan(seat)
    if request.POST.get("doe") == "terug":
        put_back(found, by=seat, at=now())
        messages.success(request, _("De bijeenkomst gaat weer door."))
        return redirect("meetings:meeting", table_id, found.pk)
    call_off(found, by=seat, at=now())
    messages.success(request, _("De bijeenkomst is afgezegd. Terugzetten kan hieronder."))
    return redirect("meetings:overview", table_id)


@require_POST
def agenda(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Change the agenda: one button, one thing."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    check_can_lead(seat, found)
    sent = request.POST
    if sent.get("doe") == "erbij":
        item = add_item(found, sent.get("titel", ""), number(sent.get("minuten", ""), 10), by=seat, at=now())
        return _at(table_id, found, item)
    rows = AgendaItem.objects.select_related("meeting__table")
    item = get_object_or_404(rows, pk=number(sent.get("punt", "")), meeting=found)
    deed = _deeds(item, sent.get("titel", ""), number(sent.get("minuten", "")), seat).get(sent.get("doe", ""))
    if deed is None:
        raise Refused(_("Kies een knop op de pagina."))
    deed()
    return _at(table_id, found, item)


def _deeds(item: AgendaItem, title: str, minutes: int, seat: Seat) -> dict[str, Callable[[], None]]:
    at = now()
    return {
        "omhoog": lambda: move_item(item, -1, by=seat, at=at),
        "omlaag": lambda: move_item(item, 1, by=seat, at=at),
        "langer": lambda: change_item(item, minutes=item.minutes + STEP, by=seat, at=at),
        "korter": lambda: change_item(item, minutes=max(1, item.minutes - STEP), by=seat, at=at),
        "bewaar": lambda: change_item(item, title=title, minutes=minutes, by=seat, at=at),
        "weg": lambda: remove_item(item, by=seat, at=at),
        "terug": lambda: restore_item(item, by=seat, at=at),
    }


def _at(table_id: str, meeting: Meeting, item: AgendaItem) -> HttpResponse:
    answer = redirect("meetings:meeting", table_id, meeting.pk)
    answer["Location"] += f"#punt-{item.pk}"
    return answer


@require_POST
def send(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Send the agenda to everyone at the table, as a link."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    count = send_agenda(found, by=seat, at=now(), site=site_address(request))
    words = ngettext(
        "De agenda gaat naar één persoon aan tafel.", "De agenda gaat naar {n} mensen aan tafel.", count
    )
    messages.success(request, words.format(n=count))
    return redirect("meetings:meeting", table_id, found.pk)


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give day, hour and place as a calendar file to who has the link; nothing of the agenda."""
    text = calendar_of(token, site=site_address(request), at=now())
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="bijeenkomst.ics"'},
    )
