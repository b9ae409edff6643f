"""A card as a browser sends it, and the answer that a script or a page gets."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import NotAllowed, Refused

from .cards import AlreadyBecame, Written
from .sitting_models import Card

LONGEST_STAMP = 16


def read_card(request: HttpRequest) -> Written:
    """Return the card in what was sent; a page without a script has no clock of its own."""
    sent = {name: str(value).replace("\x00", "") for name, value in request.POST.items()}
    stamp = sent.get("tijd", "")
    known = stamp.isascii() and stamp.isdecimal() and len(stamp) <= LONGEST_STAMP
    return Written(
        key=sent.get("sleutel", "")[:60],
        step=sent.get("stap", "")[:60],
        text=sent.get("tekst", ""),
        stamp=int(stamp) if known else int(now().timestamp() * 1000),
    )


def answered(request: HttpRequest, write: Callable[[], Card | None], back: str) -> HttpResponse:
    """Do the write and answer: what stands as data for a script, else the page again."""
    if not request.headers.get("Accept", "").startswith("application/json"):
        write()
        messages.success(request, _("Uw kaart is bewaard."))
        return redirect(back)
    try:
        card = write()
    except Refused as refusal:
        told = {
            "waarom": str(refusal),
            "mag": not isinstance(refusal, NotAllowed),
            "nieuw": isinstance(refusal, AlreadyBecame),
        }
        return JsonResponse(told, status=refusal.status)
    return JsonResponse({"sleutel": card.key if card else "", "tijd": card.stamp if card else 0})
