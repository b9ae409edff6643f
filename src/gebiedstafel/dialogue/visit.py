"""Who looks at a round: what their cookie says, and what is kept in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gebiedstafel.ui.refusals import NotAllowed, Refused

from .asked import asked_in, wished_language
from .ballots import Participant
from .counting import Counted
from .languages import chosen
from .rounds import Phase, Round
from .taking_part import Held, find_participant, held_in
from .voter_words import told

LONGEST_COOKIE = timedelta(days=400)
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visit:
    """A round, and who looks at it as far as their cookie says."""

    round: Round
    participant: Participant | None
    held: Held | None
    at: datetime
    language: str = "nl"


def told_on_the_page(view: View) -> View:
    """Tell a participant why not on a page of their own; the trail of the table is not about them."""

    @wraps(view)
    def answer(request: HttpRequest, address: str, **more: Any) -> HttpResponse:
        try:
            return view(request, address, **more)
        except Refused as refusal:
            return refused(request, address, str(refusal), refusal.status)

    return never_cache(answer)


def visit_of(request: HttpRequest, address: str) -> Visit:
    """Return the round and who asks; a draft is known to nobody outside the table."""
    round = Round.objects.select_related("table").filter(address=address).first()
    at = now()
    if round is None or round.phase(at) == Phase.DRAFT:
        raise Http404
    held = held_in(request.COOKIES.get(cookie_of(address), ""))
    # When withdrawing ended, nobody is known any more.
    participant = find_participant(round, held) if round.may_withdraw(at) else None
    language = wished_language(request, round)
    if participant is not None and not request.GET.get("taal"):
        language = chosen(round.languages, participant.language)
    return Visit(round, participant, held if participant else None, at, language)


def known(visit: Visit) -> Participant:
    """Return who asks; refuse who is not known here."""
    if visit.participant is None:
        raise NotAllowed(told(Counted.NOT_KNOWN))
    return visit.participant


def cookie_of(address: str) -> str:
    """Return the name of the cookie that holds a participant's token."""
    return f"gesprek_{address}"


def cookie_path(address: str) -> str:
    """Return where a browser sends that cookie: to this round alone."""
    return reverse("voter:start", args=[address])


def around(visit: Visit) -> dict[str, Any]:
    """Return what every page of a participant shows around its answer."""
    return {
        "round": visit.round,
        "asked": asked_in(visit.round, visit.language),
        "place": visit.round.table,
        "participant": visit.participant,
        "voter_menu": _menu(visit.round) if visit.participant else (),
    }


def _menu(round: Round) -> list[tuple[str, str]]:
    """Return the words and addresses between which a participant goes to and fro."""
    entries = [
        (_("Stemmen"), "voter:vote"),
        (_("Inbrengen"), "voter:add"),
        (_("Mijn keuzes"), "voter:mine"),
        (_("Uitkomst"), "gesprek:outcome"),
    ]
    wanted = [(label, name) for label, name in entries if name != "voter:add" or round.takes_statements]
    return [(label, reverse(name, args=[round.address])) for label, name in wanted]


def remembering(answer: HttpResponse, round: Round, held: Held, request: HttpRequest) -> HttpResponse:
    """Give the token to this browser alone, for as long as withdrawing goes on."""
    until = round.withdrawable_until
    lives = min(until - now(), LONGEST_COOKIE) if until else LONGEST_COOKIE
    answer.set_cookie(
        cookie_of(round.address),
        str(held),
        max_age=lives,
        path=cookie_path(round.address),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def refused(request: HttpRequest, address: str, reason: str, status: int) -> HttpResponse:
    """Return the page that tells a participant why not."""
    context = {"reason": reason, "address": address, "allowed": status != 403}
    return render(request, "dialogue/voter/refused.html", context, status=status)
