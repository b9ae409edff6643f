"""The conversations of a table about a round: prepare, send, follow, and take answers over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.means.visible import read_document
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.dates import day

from .actions import (
    close_request,
    discard_request,
    extend_request,
    hand_out_link,
    own_link,
    prepare_request,
    remind,
    send_again,
    send_request,
    withdraw_links,
)
from .board import board
from .forms import Address, LaterDay, RequestForm
from .letters import EXAMPLE_TOKEN, letter, link_address
from .models import AskedParty, Request
from .permissions import check_can_ask, find_asked


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show every round of the table, and what a round is."""
    seat = find_seat(request, table_id)
    rounds = Request.objects.filter(table=table_id)
    if seat.role != Seat.Role.CHAIR:
        rounds = rounds.filter(sent_at__isnull=False)
    own = AskedParty.objects.filter(request__in=rounds, party=seat.party_id).select_related("request")
    return render(
        request,
        "asking/overview.html",
        {
            "rounds": [{"round": one, "is_open": one.is_open(now())} for one in rounds],
            "own_open": next((one for one in own if one.request.is_open(now())), None),
            "own_last": next(iter(own.order_by("-request__created_at")), None),
            "is_chair": seat.role == Seat.Role.CHAIR,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask what the round is about; nothing leaves before the mail was seen."""
    seat = find_seat(request, table_id)
    check_can_ask(seat, table_id)
    form = RequestForm(request.POST or None, table=seat.table, today=localdate())
    if request.method == "POST" and form.is_valid():
        prepared = prepare_request(
            seat.table,
            subjects=form.cleaned_data["subjects"],
            parties=form.asked,
            answer_by=form.cleaned_data["answer_by"],
            word=form.cleaned_data["word"],
            address=site_address(request),
            by=seat,
            at=now(),
        )
        return redirect("asking:board", table_id, prepared.pk)
    status = 422 if form.is_bound else 200
    return render(request, "asking/prepare.html", {"form": form}, status=status)


@require_safe
def show_board(request: HttpRequest, table_id: str, request_id: int) -> HttpResponse:
    """Show how far every party is; before sending, the mail and who gets it."""
    seat = find_seat(request, table_id)
    one = _round(seat, request_id)
    if one.sent_at is None:
        check_can_ask(seat, table_id)
        return render(request, "asking/preview.html", _preview(one))
    context = {
        "round": one,
        "board": board(one, read_document(seat.table)),
        "is_open": one.is_open(now()),
        "is_chair": seat.role == Seat.Role.CHAIR,
        "own_party": seat.party_id,
        "later": LaterDay(initial={"answer_by": one.answer_by}),
    }
    return render(request, "asking/board.html", context)


@require_POST
def send(request: HttpRequest, table_id: str, request_id: int) -> HttpResponse:
    """Send the round."""
    seat = find_seat(request, table_id)
    send_request(_round(seat, request_id), by=seat, at=now())
    messages.success(request, _("De uitvraag is verstuurd."))
    return redirect("asking:board", table_id, request_id)


@require_POST
def discard(request: HttpRequest, table_id: str, request_id: int) -> HttpResponse:
    """Throw a prepared round away."""
    seat = find_seat(request, table_id)
    discard_request(_round(seat, request_id), by=seat, at=now())
    return redirect("asking:overview", table_id)


@require_POST
def remind_all(request: HttpRequest, table_id: str, request_id: int) -> HttpResponse:
    """Remind everyone who has not answered."""
    seat = find_seat(request, table_id)
    count = remind(_round(seat, request_id), by=seat, at=now())
    told = ngettext("{n} partij krijgt een herinnering.", "{n} partijen krijgen een herinnering.", count)
    messages.success(request, told.format(n=count))
    return redirect("asking:board", table_id, request_id)


@require_POST
def extend(request: HttpRequest, table_id: str, request_id: int) -> HttpResponse:
    """Give everyone longer."""
    seat = find_seat(request, table_id)
    check_can_ask(seat, table_id)
    form = LaterDay(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(map(str, form.errors["answer_by"])))
    later = form.cleaned_data["answer_by"]
    extend_request(_round(seat, request_id), later, by=seat, at=now())
    messages.success(request, _("Antwoorden kan nu tot en met {day}.").format(day=day(later)))
    return redirect("asking:board", table_id, request_id)


@require_POST
def close(request: HttpRequest, table_id: str, request_id: int) -> HttpResponse:
    """End the round."""
    seat = find_seat(request, table_id)
    close_request(_round(seat, request_id), by=seat, at=now())
    messages.success(request, _("De uitvraag is gesloten. Wat er is, kunt u nog overnemen."))
    return redirect("asking:board", table_id, request_id)


@require_POST
def send_one_again(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Mail one party again."""
    seat = find_seat(request, table_id)
    asked = find_asked(seat, asked_id)
    check_can_ask(seat, table_id)
    form = Address(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(map(str, form.errors["email"])))
    send_again(asked, form.cleaned_data["email"], by=seat, at=now())
    messages.success(request, _("De mail aan {party} gaat opnieuw weg.").format(party=asked))
    return redirect("asking:board", table_id, asked.request_id)


@never_cache
@require_POST
def hand_out(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Show a new link, once, for the chair to pass on."""
    seat = find_seat(request, table_id)
    asked = find_asked(seat, asked_id)
    token = hand_out_link(asked, by=seat, at=now())
    context = {"asked": asked, "round": asked.request, "link": link_address(asked.request, token)}
    return render(request, "asking/link.html", context)


@require_POST
def answer_here(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Go on to the page that the link of one's own party opens."""
    seat = find_seat(request, table_id)
    return redirect("answering:answer", own_link(find_asked(seat, asked_id), by=seat, at=now()))


@require_POST
def withdraw(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Take back every link of a party."""
    seat = find_seat(request, table_id)
    asked = find_asked(seat, asked_id)
    withdraw_links(asked, by=seat, at=now())
    messages.success(request, _("De links van {party} werken niet meer.").format(party=asked))
    return redirect("asking:board", table_id, asked.request_id)


def _round(seat: Seat, request_id: int) -> Request:
    rounds = Request.objects.select_related("table", "created_by__person")
    return get_object_or_404(rounds, pk=request_id, table=seat.table_id)


def _preview(one: Request) -> dict[str, object]:
    asked = list(one.asked.select_related("party", "request__table", "request__created_by__person"))
    return {
        "round": one,
        "asked": asked,
        "letter": letter(asked[0], EXAMPLE_TOKEN),
        "first": asked[0],
        "by_hand": [each for each in asked if not each.email],
    }
