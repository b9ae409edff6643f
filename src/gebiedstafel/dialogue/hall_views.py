"""At the meeting: a screen for the hall, in step with phones, and a sheet for paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.qr import qr_code

from .newest_result import told_result
from .result_views import result_context, waiting_context
from .rounds import Phase, Round, Route

#: So many statements stand on the screen at once: readable from the last row.
ON_SCREEN = 3


@vary_on_headers("HX-Request")
@require_safe
def hall(request: HttpRequest, table_id: str, address: str) -> HttpResponse:
    """Show who sits in the hall where to vote, and what is shared so far; it renews itself."""
    seat = find_seat(request, table_id)
    round = get_object_or_404(Round.objects.select_related("table"), table=seat.table_id, address=address)
    at = now()
    context = {"round": round, **_live(round, at=at), **_way_in(request, round, at=at)}
    template = "dialogue/hall_live.html" if request.headers.get("HX-Request") else "dialogue/hall.html"
    return render(request, template, context)


def _live(round: Round, *, at: datetime) -> dict[str, Any]:
    """Return what changes on the screen: who voted, and what is shared, as on the phones."""
    found = told_result(round, at=at)
    if found is None:
        return {**waiting_context(round), "is_open": round.phase(at) == Phase.OPEN}
    around = result_context(round, found[0], at=at)
    part = around["page"]
    shown = part.given or part.found
    return {
        "page": part,
        "renewed": around["renewed"],
        "voters": found[0].voters,
        "told_at": found[1],
        "shared": (*shown.agree, *shown.disagree)[:ON_SCREEN],
        "differing": part.found.differing[:1],
        "is_open": round.phase(at) == Phase.OPEN,
    }


def _way_in(request: HttpRequest, round: Round, *, at: datetime) -> dict[str, str]:
    """Return the address of the hall's own entrance, else of the round, and its picture."""
    doors = list(round.entrances.all())
    ranked = {Route.HALL: 0, Route.QR: 1, Route.LINK: 2}
    doors = [one for one in doors if one.until is None or one.until > at]
    door = min(doors, key=lambda one: (ranked.get(Route(one.route), 9), one.pk), default=None)
    path = (
        reverse("voter:entrance", args=[round.address, door.key])
        if door
        else reverse("voter:start", args=[round.address])
    )
    whole = request.build_absolute_uri(path)
    return {"way_in": whole, "way_in_short": whole.split("://", 1)[-1], "qr": qr_code(whole)}


@require_safe
def sheet(request: HttpRequest, table_id: str, address: str) -> HttpResponse:
    """Show the result as one sheet to bring to a meeting or to put through a door."""
    seat = find_seat(request, table_id)
    round = get_object_or_404(Round.objects.select_related("table"), table=seat.table_id, address=address)
    at = now()
    found = told_result(round, at=at)
    context: dict[str, Any] = {"round": round}
    context |= result_context(round, found[0], at=at) if found else waiting_context(round)
    whole = request.build_absolute_uri(reverse("gesprek:outcome", args=[round.address]))
    return render(request, "dialogue/sheet.html", context | {"outcome_url": whole, "qr": qr_code(whole)})
