"""The conversations of the chair about a round: three steps to open it, ways in, and its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused

from .actions import add_entrance, change_round, close_round, make_round, open_round
from .asked import in_other_languages
from .forms import EntranceForm, OpenForm, RoundForm, filled_in
from .languages import LANGUAGES
from .moderation import seed_statements
from .permissions import check_can_change, check_can_lead, check_not_closed
from .round_page import doors, standing
from .rounds import Entrance, Round, Route, Side

USUAL_LENGTH = timedelta(days=21)


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the rounds of a table, the newest first."""
    seat = find_seat(request, table_id)
    at = now()
    rounds = [(round, standing(round, at)) for round in seat.table.rounds.all()[:50]]
    context = {"rounds": rounds, "why_not": why_not_lead(seat)}
    return render(request, "dialogue/round/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask what the table wants to know; step one of three."""
    seat = find_seat(request, table_id)
    check_can_lead(seat, table_id)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        round = make_round(seat.table, form.rules(), by=seat, at=now())
        return redirect("rounds:page", table_id, round.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "dialogue/round/form.html", {"form": form, "round": None}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Change the question or the rules while nobody could come in yet."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_can_change(seat, round, now())
    form = RoundForm(request.POST if request.method == "POST" else None, initial=filled_in(round))
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        change_round(round, form.rules(), by=seat, at=now(), seen=int(seen) if seen.isdecimal() else None)
        return redirect("rounds:page", table_id, round.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "dialogue/round/form.html", {"form": form, "round": round}, status=status)


@require_safe
def page(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Show how far a round is and what the chair can do next."""
    seat, round = seat_and_round(request, table_id, round_id)
    return render(request, "dialogue/round/page.html", _page(request, seat, round, now()))


def _page(request: HttpRequest, seat: Seat, round: Round, at: datetime) -> dict[str, Any]:
    return {
        "round": round,
        "standing": standing(round, at),
        "why_not": why_not_lead(seat),
        "doors": doors(round, request.build_absolute_uri, address_of_entrance),
        "open_form": OpenForm(initial={"last_day": localdate(at) + USUAL_LENGTH}),
        "entrance_form": EntranceForm(table=seat.table),
        "languages": [(code, LANGUAGES[code]) for code in round.languages if code in LANGUAGES],
        "voter_address": request.build_absolute_uri(reverse("voter:start", args=[round.address])),
    }


@require_POST
def seed(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Take in pasted statements; step two of three."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_can_lead(seat, table_id)
    language = request.POST.get("taal", "nl")
    pasted = request.POST.get("stellingen", "")[:200_000]
    try:
        count, again = seed_statements(
            round, pasted, language=language if language in LANGUAGES else "nl", by=seat, at=now()
        )
    except Refused as refusal:
        context = {**_page(request, seat, round, now()), "pasted": pasted, "fault": str(refusal)}
        return render(request, "dialogue/round/page.html", context, status=refusal.status)
    messages.success(request, _told_seeded(count))
    if again:
        messages.info(
            request,
            _("Stond er al, dus niet opnieuw toegevoegd: {texts}").format(texts=" · ".join(again[:5])),
        )
    return redirect("rounds:page", table_id, round.pk)


def _told_seeded(count: int) -> str:
    return ngettext(
        "Eén stelling staat nu in het gesprek.", "{count} stellingen staan nu in het gesprek.", count
    ).format(count=count)


@require_POST
def open(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Open the round; step three of three."""
    seat, round = seat_and_round(request, table_id, round_id)
    form = OpenForm(request.POST)
    if not form.is_valid():
        check_can_lead(seat, table_id)
        context = {**_page(request, seat, round, now()), "open_form": form}
        return render(request, "dialogue/round/page.html", context, status=400)
    open_round(round, closes_at=form.closes_at(), by=seat, at=now())
    messages.success(request, _("Het gesprek is open. Deel nu de link."))
    return redirect("rounds:page", table_id, round.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Ask once more what closing means, then close."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_can_lead(seat, table_id)
    if request.method == "POST":
        close_round(round, by=seat, at=now())
        messages.success(request, _("Het gesprek is gesloten."))
        return redirect("rounds:page", table_id, round.pk)
    context = {"round": round, "standing": standing(round, now())}
    return render(request, "dialogue/round/close.html", context)


@require_POST
def add_door(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Make another link, poster or hall."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_not_closed(seat, round, now())
    form = EntranceForm(request.POST, table=seat.table)
    if not form.is_valid():
        context = {**_page(request, seat, round, now()), "entrance_form": form}
        return render(request, "dialogue/round/page.html", context, status=400)
    asked, at = form.cleaned_data, now()
    in_hall = asked["route"] == Route.HALL
    entrance = add_entrance(
        round,
        route=Route(asked["route"]),
        area=asked["area"],
        side=Side(asked["side"]),
        until=at + timedelta(hours=asked["hours"]) if in_hall and asked["hours"] else None,
        places=asked["places"] if in_hall else None,
        by=seat,
        at=at,
    )
    return redirect("rounds:poster", table_id, round.pk, entrance.pk)


@require_safe
def poster(request: HttpRequest, table_id: str, round_id: int, entrance_id: int) -> HttpResponse:
    """Show an entrance as a sheet to print and hang."""
    seat, round = seat_and_round(request, table_id, round_id)
    entrance = get_object_or_404(Entrance, pk=entrance_id, round=round)
    found = doors(round, request.build_absolute_uri, address_of_entrance)
    door = next(one for one in found if one.entrance == entrance)
    context = {"round": round, "door": door, "seat": seat, "others": in_other_languages(round)}
    return render(request, "dialogue/round/poster.html", context)


def seat_and_round(request: HttpRequest, table_id: str, round_id: int) -> tuple[Seat, Round]:
    """Return who asks and the round of their own table; another's round is not there."""
    seat = find_seat(request, table_id)
    return seat, get_object_or_404(Round.objects.select_related("table"), pk=round_id, table=table_id)


def address_of_entrance(entrance: Entrance) -> str:
    """Return where people come in by this entrance."""
    return reverse("voter:entrance", args=[entrance.round.address, entrance.key])


def why_not_lead(seat: Seat) -> str:
    """Return the sentence beside grey buttons; empty when this seat leads."""
    try:
        check_can_lead(seat, seat.table_id)
    except Refused as refusal:
        return str(refusal)
    return ""
