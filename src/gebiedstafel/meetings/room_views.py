"""The conversations during a meeting: begin, write down, who is there, end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.accounts.tokens import new_token
from gebiedstafel.agreements.models import Blockage, Status
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import Refused, why_not

from .found import seat_and_meeting
from .leading import begin_meeting, end_meeting, go_to_item, open_again
from .models import AgendaItem, Meeting
from .once import write_down
from .permissions import check_can_lead, check_can_write
from .recording import Overtaken, Write
from .room import room_of, stand_of
from .typed import number

#: The states a meeting tells of, in the order of their keys.
STATES = (Status.ON_TRACK, Status.LATE, Status.BLOCKED, Status.DISPUTED, Status.DONE)


@require_POST
def begin(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Begin the meeting, or open one again that was ended too soon."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    if found.ended_at:
        open_again(found, by=seat, at=now())
        messages.success(request, _("De bijeenkomst is weer open. Er is niets weg."))
    else:
        begin_meeting(found, by=seat, at=now())
    return redirect("meetings:room", table_id, found.pk)


@never_cache
@require_safe
def room(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Show the one screen of a meeting."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    if not found.is_going_on:
        return redirect("meetings:meeting", table_id, found.pk)
    at = now()
    shown = room_of(found)
    context = {
        "meeting": found,
        "room": shown,
        "stand": stand_of(shown, at),
        "parties": list(seat.table.parties.exclude(at_table=False)),
        "states": [(n, one.value, one.label) for n, one in enumerate(STATES, start=1)],
        "blockages": Blockage.choices,
        "may_lead": not why_not(check_can_lead, seat, found),
        "may_write": not why_not(check_can_write, seat),
        "is_chair": seat.role == Seat.Role.CHAIR,
        "fresh": new_token()[:30],
        "over_at": found.ends,
    }
    return render(request, "meetings/room.html", context)


@never_cache
@require_safe
def stand(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Say what stands now, for a device that asks whether another wrote something."""
    _seat, found = seat_and_meeting(request, table_id, meeting_id)
    return JsonResponse(stand_of(room_of(found), now()))


@never_cache
@require_POST
def save(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Take in one write; a script reads what stands, a page goes back to the screen."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    as_data = request.headers.get("Accept", "").startswith("application/json")
    try:
        answer = write_down(found, _write(request, found), by=seat, at=now())
    except Refused as refusal:
        if not as_data:
            raise
        return _refused(refusal)
    if as_data:
        return JsonResponse(answer)
    messages.success(request, _("Opgeschreven."))
    back = redirect("meetings:room", table_id, found.pk)
    back["Location"] += f"#punt-{number(request.POST.get('punt', ''))}"
    return back


def _write(request: HttpRequest, meeting: Meeting) -> Write:
    # Names and keys are looked up as they came; PostgreSQL looks nothing up with this sign in it.
    sent = {name: value.replace("\x00", "") for name, value in request.POST.items() if isinstance(value, str)}
    items = AgendaItem.objects.filter(meeting=meeting, gone_at=None)
    item = items.filter(pk=number(sent.get("punt", ""))).first()
    seen = sent.get("gezien", "")
    return Write(
        key=sent.get("sleutel", ""),
        kind=sent.get("soort", ""),
        item=item,
        row=sent.get("rij", ""),
        seen=number(seen) if seen else None,
        text=sent.get("tekst", ""),
        more={name: sent.get(name, "") for name in ("wie", "wanneer", "stand", "blokkade", "aan")},
    )


def _refused(refusal: Refused) -> JsonResponse:
    told: dict[str, Any] = {"waarom": str(refusal)}
    if isinstance(refusal, Overtaken):
        told["stond"] = dict(refusal.theirs)
        told["versie"] = refusal.version
    return JsonResponse(told, status=refusal.status)


@require_POST
def go(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """Let another thing be on; its time begins."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    check_can_lead(seat, found)
    wanted = number(request.POST.get("punt", ""))
    item = get_object_or_404(AgendaItem, pk=wanted, meeting=found, gone_at=None)
    go_to_item(found, item, by=seat, at=now())
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"nu": item.pk, "sinds": 0})
    back = redirect("meetings:room", table_id, found.pk)
    back["Location"] += f"#punt-{item.pk}"
    return back


@require_POST
def end(request: HttpRequest, table_id: str, meeting_id: int) -> HttpResponse:
    """End the meeting; its minutes are ready."""
    seat, found = seat_and_meeting(request, table_id, meeting_id)
    end_meeting(found, by=seat, at=now())
    messages.success(request, _("De bijeenkomst is afgesloten. Dit is het verslag."))
    return redirect("meetings:minutes", table_id, found.pk)
