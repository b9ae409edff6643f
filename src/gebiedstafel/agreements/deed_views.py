"""The buttons on the page of an agreement: confirm, decline, tell how it goes, drop, bring up."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gebiedstafel.exchange.dutch_amounts import Unreadable, day_of
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.sent import number_of

from .actions import (
    confirm_part,
    decline_part,
    drop_agreement,
    lift_reservation,
    report_progress,
    take_back,
    take_first_step,
)
from .models import Agreement, Part
from .raising import raise_agreement
from .views import find_agreement

Deed = Callable[[HttpRequest, Agreement, Seat], str]


@require_POST
def deed(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Do what a button of the page asks, and go back to it."""
    seat = find_seat(request, table_id)
    found = find_agreement(seat, key)
    do = DEEDS.get(request.POST.get("doe", ""))
    if do is None:
        raise Refused(_("Kies een knop op de pagina."))
    messages.success(request, do(request, found, seat))
    return redirect("agreements:agreement", table_id, found.key)


def _confirm(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    confirm_part(_part(request, found), by=seat, at=now(), seen=_seen(request))
    return _("U hebt het deel van uw partij bevestigd.")


def _decline(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    decline_part(
        _part(request, found), request.POST.get("waarom", ""), by=seat, at=now(), seen=_seen(request)
    )
    return _("Opgeschreven dat dit zo niet kan. De trekker en de voorzitter zien het.")


def _report(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    sent = request.POST
    report_progress(
        found,
        sent.get("stand", ""),
        sent.get("woorden", ""),
        by=seat,
        at=now(),
        blockage=sent.get("blokkade", ""),
        seen=_seen(request),
    )
    return _("Bewaard hoe het gaat.")


def _step(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    typed = request.POST.get("dag", "").strip()
    try:
        on = day_of(typed) if typed else localdate()
    except Unreadable:
        raise Refused(_("Dit is geen dag. Schrijf bijvoorbeeld 31-1-2027.")) from None
    take_first_step(found, on, by=seat, at=now(), seen=_seen(request))
    return _("Mooi: de eerste stap is gezet.")


def _lift(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    lift_reservation(found, request.POST.get("woorden", ""), by=seat, at=now(), seen=_seen(request))
    return _("Het voorbehoud is weg.")


def _drop(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    drop_agreement(found, request.POST.get("waarom", ""), by=seat, at=now(), seen=_seen(request))
    return _("De afspraak is vervallen. U kunt haar hieronder terughalen.")


def _back(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    take_back(found, by=seat, at=now())
    return _("De afspraak staat er weer.")


def _raise(request: HttpRequest, found: Agreement, seat: Seat) -> str:
    sent = request.POST
    raise_agreement(
        found, sent.get("niveau", ""), sent.get("aan", ""), sent.get("waarom", ""), by=seat, at=now()
    )
    return _("Dit ligt nu hogerop. Schrijf het antwoord op zodra het er is.")


DEEDS: dict[str, Deed] = {
    "bevestig": _confirm,
    "weiger": _decline,
    "vertel": _report,
    "stap": _step,
    "besloten": _lift,
    "vervalt": _drop,
    "terug": _back,
    "omhoog": _raise,
}


def _part(request: HttpRequest, found: Agreement) -> Part:
    rows = found.parts.select_related("party", "agreement")
    return get_object_or_404(rows, pk=number_of(request.POST.get("deel", "")) or 0)


def _seen(request: HttpRequest) -> int | None:
    return number_of(request.POST.get("seen", ""))
