"""The conversations with who takes part on a phone, without an account: a code, a trio, and cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.tokens import new_token
from gebiedstafel.dialogue.crowding import MOST_WRONG_CODES, WRONG_CODES, address_of
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.sent import number_of

from .card_sent import answered, read_card
from .cards import write_card
from .joining import guest_of, join
from .learning_models import Trying
from .series_page import tryings_for
from .sitting_models import Guest, Sitting
from .sitting_page import around, own_steps, stand_of
from .try_sent import tell_by_form

#: A half day, its end, and the days in which a sleeping phone still brings what it has.
COOKIE_LIVES = 60 * 60 * 24 * 4
View = Callable[..., HttpResponse]


def on_a_page_of_their_own(view: View) -> View:
    """Tell a guest why not on a page without the menu of the table."""

    @wraps(view)
    def answer(request: HttpRequest, *about: Any, **more: Any) -> HttpResponse:
        try:
            return view(request, *about, **more)
        except Refused as refusal:
            context = {"reason": str(refusal), "code": more.get("code", "")}
            return render(request, "workshop/guest/refused.html", context, status=refusal.status)

    return never_cache(answer)


@require_http_methods(["GET", "HEAD", "POST"])
@on_a_page_of_their_own
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the screen of the hall."""
    if request.method != "POST":
        return render(request, "workshop/guest/code.html", {"typed": "", "fault": ""})
    typed = request.POST.get("code", "")[:40]
    _refuse_guessing(request)
    read = re.sub(r"[^0-9a-z]", "", typed.lower())
    if Sitting.objects.filter(code=read).exists():
        return redirect("join:door", read)
    WRONG_CODES.count(address_of(request, "sitting"), at=now())
    fault = _("Deze code kennen we niet. Kijk op het scherm: het zijn zes letters en cijfers.")
    shown = typed.replace("\x00", "")
    return render(request, "workshop/guest/code.html", {"typed": shown, "fault": fault}, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@on_a_page_of_their_own
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Say what this is and what is kept, and let someone in; who is in goes on."""
    sitting = _sitting(request, code)
    if _guest(request, sitting) is not None:
        return redirect("join:cards", code)
    if request.method == "POST":
        token = join(sitting, number_of(request.POST.get("trio", "")), at=now())
        answer = redirect("join:cards", code)
        answer.set_cookie(
            _cookie(code),
            token,
            max_age=COOKIE_LIVES,
            path=reverse("join:door", args=[code]),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return answer
    context = {
        **around(sitting, now()),
        "place": sitting.table,
        "trios": list(sitting.workshop.trios.all()) if sitting.workshop else [],
    }
    return render(request, "workshop/guest/door.html", context)


@require_safe
@on_a_page_of_their_own
def cards(request: HttpRequest, code: str) -> HttpResponse:
    """Show the step that is on and what this person wrote."""
    sitting = _sitting(request, code)
    guest = _guest(request, sitting)
    if guest is None:
        return redirect("join:door", code)
    context = {
        **around(sitting, now()),
        "place": sitting.table,
        "guest": guest,
        "own": own_steps(sitting, guest.cards.all()),
        "fresh": new_token()[:30],
        "takes": sitting.takes_cards(now()),
        "save_url": reverse("join:write", args=[code]),
        "stand_url": reverse("join:stand", args=[code]),
        "store": f"{code}/{guest.number}",
    }
    return render(request, "workshop/guest/cards.html", context)


@require_POST
@on_a_page_of_their_own
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Take in a card; a script reads what stands."""
    sitting = _sitting(request, code)

    def deed() -> Any:
        guest = _guest(request, sitting)
        if guest is None:
            raise NotAllowed(_("Dit apparaat doet hier niet mee. Doe opnieuw mee met de code."))
        return write_card(sitting, read_card(request), by=guest, at=now())

    return answered(request, deed, reverse("join:cards", args=[code]))


@require_safe
@on_a_page_of_their_own
def tries(request: HttpRequest, code: str) -> HttpResponse:
    """Show what one's own trio tries, and what another trio tries, to read along."""
    sitting = _sitting(request, code)
    guest = _guest(request, sitting)
    if guest is None:
        return redirect("join:door", code)
    context = {
        **around(sitting, now()),
        "place": sitting.table,
        "guest": guest,
        **tryings_for(guest),
    }
    return render(request, "workshop/guest/tries.html", context)


@require_POST
@on_a_page_of_their_own
def tell_of_try(request: HttpRequest, code: str, trying_id: int) -> HttpResponse:
    """Take in what came of one's own try, or what one sees in another's."""
    sitting = _sitting(request, code)
    guest = _guest(request, sitting)
    if guest is None:
        raise NotAllowed(_("Dit apparaat doet hier niet mee. Doe opnieuw mee met de code."))
    rows = Trying.objects.select_related("sitting__table", "trio")
    found = get_object_or_404(rows, pk=trying_id, sitting__workshop=sitting.workshop_id or 0)
    tell_by_form(request, found, guest)
    return redirect("join:tries", code)


@require_safe
@on_a_page_of_their_own
def stand(request: HttpRequest, code: str) -> HttpResponse:
    """Say which step is on and how long it lasts."""
    return JsonResponse(stand_of(_sitting(request, code), now()))


def _sitting(request: HttpRequest, code: str) -> Sitting:
    """Return the gathering of a code; an address with a wrong one counts as a wrong code, in memory only.

    Who is in already goes on, however often others behind the same Wi-Fi mistype.
    """
    found = Sitting.objects.select_related("table", "workshop").filter(code=code).first()
    if found is not None and _guest(request, found) is not None:
        return found
    _refuse_guessing(request)
    if found is None:
        WRONG_CODES.count(address_of(request, "sitting"), at=now())
        raise Http404
    return found


def _refuse_guessing(request: HttpRequest) -> None:
    if WRONG_CODES.is_full(address_of(request, "sitting"), MOST_WRONG_CODES * 3, at=now()):
        raise Refused(_("Dat waren veel verkeerde codes. Wacht een kwartier."))


def _guest(request: HttpRequest, sitting: Sitting) -> Guest | None:
    return guest_of(sitting, request.COOKIES.get(_cookie(sitting.code), ""))


def _cookie(code: str) -> str:
    return f"werkplaats_{code}"
