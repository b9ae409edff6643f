"""The conversations of who runs a gathering: begin, step on, show, type cards over, end; and the hall."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.accounts.tokens import new_token
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.qr import qr_code
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .card_sent import answered, read_card
from .cards import put_card_back, take_card_away, write_card
from .permissions import check_can_answer, check_can_facilitate, check_can_read
from .sitting_models import Card, Sitting
from .sitting_page import around, hall_cards, own_steps, stand_of, steps_with_cards
from .sittings import (
    end_sitting,
    give_more_time,
    go_back_to_step,
    go_to_step,
    make_sitting,
    open_sitting_again,
    show_cards,
)


@require_POST
def make(request: HttpRequest, table_id: str) -> HttpResponse:
    """Make a gathering ready with the format that was chosen."""
    seat = find_seat(request, table_id)
    check_can_facilitate(seat)
    made = make_sitting(seat.table, request.POST.get("werkvorm", "")[:60], by=seat, at=now())
    messages.success(request, _("De bijeenkomst staat klaar. Mensen doen mee met de code op het scherm."))
    return redirect("workshop:sitting", table_id, made.pk)


@never_cache
@require_safe
def sitting(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Show the screen of who runs it: what to say and do now, the time, and what was written."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    found = _sitting(seat, sitting_id)
    context = {
        **around(found, now()),
        "steps": steps_with_cards(found, seat),
        "runs": not why_not(check_can_facilitate, seat),
        "way_in": way_in(request, found),
        "fresh": new_token()[:30],
    }
    return render(request, "workshop/sitting.html", context)


@never_cache
@require_safe
def sitting_cards(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Show the cards alone, for the screen that asks again every few seconds."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    found = _sitting(seat, sitting_id)
    if request.headers.get("HX-Request") != "true":
        return redirect("workshop:sitting", table_id, sitting_id)
    context = {
        "sitting": found,
        "steps": steps_with_cards(found, seat),
        "runs": not why_not(check_can_facilitate, seat),
    }
    return render(request, "workshop/sitting_cards.html", context)


@never_cache
@require_safe
def stand(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Say which step is on and how long it lasts."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    return JsonResponse(stand_of(_sitting(seat, sitting_id), now()))


@require_POST
def run(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Go to a step, give time, show or hide cards, end or go on."""
    seat = find_seat(request, table_id)
    check_can_facilitate(seat)
    found = _sitting(seat, sitting_id)
    at, sent = now(), request.POST
    step = sent.get("stap", "")
    deeds: dict[str, Callable[[], object]] = {
        "stap": lambda: go_to_step(
            found, _number(step), by=seat, at=at, seen=number_of(sent.get("gezien", ""))
        ),
        "terugstap": lambda: go_back_to_step(
            found, _number(step), by=seat, at=at, seen=number_of(sent.get("gezien", ""))
        ),
        "tijd": lambda: give_more_time(found, by=seat, at=at),
        "toon": lambda: show_cards(found, step, True, by=seat, at=at),
        "verberg": lambda: show_cards(found, step, False, by=seat, at=at),
        "klaar": lambda: end_sitting(found, by=seat, at=at),
        "verder": lambda: open_sitting_again(found, by=seat, at=at),
    }
    deed = deeds.get(sent.get("doe", ""))
    if deed is None:
        raise Refused(_("Kies een knop op de pagina."))
    deed()
    return redirect("workshop:sitting", table_id, sitting_id)


def _number(text: str) -> int:
    found = number_of(text)
    return -1 if found is None else found


@never_cache
@require_safe
def hall(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Show the one big page for the beamer; it renews itself."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    found = _sitting(seat, sitting_id)
    whole = way_in(request, found)
    context = {
        **around(found, now()),
        "cards": hall_cards(found),
        "phones": found.guests.count(),
        "way_in_short": whole.split("://", 1)[-1],
        "way_in": whole,
        "qr": qr_code(whole),
    }
    part_only = request.headers.get("HX-Request") == "true"
    return render(request, "workshop/hall_live.html" if part_only else "workshop/hall.html", context)


@never_cache
@require_safe
def own_cards(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Show what this seat wrote, and the step that is on."""
    seat = find_seat(request, table_id)
    check_can_answer(seat)
    found = _sitting(seat, sitting_id)
    own = Card.objects.filter(sitting=found, seat=seat)
    context = {
        **around(found, now()),
        "own": own_steps(found, own),
        "fresh": new_token()[:30],
        "takes": found.takes_cards(now()),
        "save_url": reverse("workshop:write_card", args=[table_id, sitting_id]),
        "stand_url": reverse("workshop:sitting_stand", args=[table_id, sitting_id]),
        "store": f"{table_id}/{found.pk}/{seat.pk}",
    }
    return render(request, "workshop/own_cards.html", context)


@require_POST
def write(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Take in a card of this seat; a script reads what stands."""
    seat = find_seat(request, table_id)
    check_can_answer(seat)
    found = _sitting(seat, sitting_id)
    back = "workshop:sitting" if request.POST.get("terug") == "leiden" else "workshop:own_cards"
    return answered(
        request,
        lambda: write_card(found, read_card(request), by=seat, at=now()),
        reverse(back, args=[table_id, sitting_id]),
    )


@require_POST
def card(request: HttpRequest, table_id: str, card_id: int) -> HttpResponse:
    """Take a card away or put it back."""
    seat = find_seat(request, table_id)
    check_can_facilitate(seat)
    found = get_object_or_404(
        Card.objects.select_related("sitting__table"), pk=card_id, sitting__table=seat.table_id
    )
    if request.POST.get("doe") == "weg":
        take_card_away(found, by=seat, at=now())
        messages.success(request, _("De kaart is weggehaald. Onder de stap kunt u haar terugzetten."))
    elif request.POST.get("doe") == "terug":
        put_card_back(found, by=seat, at=now())
        messages.success(request, _("De kaart ligt er weer."))
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return redirect("workshop:sitting", table_id, found.sitting_id)


def way_in(request: HttpRequest, sitting: Sitting) -> str:
    """Return the address that phones go to."""
    return request.build_absolute_uri(reverse("join:door", args=[sitting.code]))


def _sitting(seat: Seat, sitting_id: int) -> Sitting:
    rows = Sitting.objects.select_related("table", "workshop")
    return get_object_or_404(rows, pk=sitting_id, table=seat.table_id)
