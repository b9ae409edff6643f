"""The conversations with a participant: come in, judge, bring a statement, look back, take it all back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.paper_codes import read_code
from gebiedstafel.ui.refusals import Refused

from .ballots import Participant, Vote
from .became import became
from .counting import BOX, Arrival, Welcome
from .crowding import ARRIVALS, MOST_WRONG_CODES, WRONG_CODES, address_of
from .languages import chosen, name_of
from .rounds import Entrance, Round, RoundStatement, Route
from .statement_text import LONGEST
from .taking_part import (
    Held,
    add_statement,
    enter_with_code,
    held_in,
    holder_of,
    is_in_use_elsewhere,
    withdraw,
)
from .tokens import new_token
from .visit import (
    Visit,
    around,
    cookie_of,
    cookie_path,
    known,
    refused,
    remembering,
    told_on_the_page,
    visit_of,
)
from .voter_words import why_not_in


@require_safe
@told_on_the_page
def start(request: HttpRequest, address: str, key: str = "") -> HttpResponse:
    """Say what this round asks, what is kept, and let people begin or go on."""
    visit = visit_of(request, address)
    entrance = _entrance(visit.round, key)
    context = {
        **around(visit),
        "entrance": entrance,
        "phase": visit.round.phase(visit.at),
        "needs_code": visit.round.access == Round.Access.CODES,
        "count": visit.round.statements.filter(state=RoundStatement.State.SHOWN).count(),
        "languages": [(code, name_of(code)) for code in visit.round.languages],
        "reads": visit.language,
        "lost": visit.participant is None
        and visit.round.may_withdraw(visit.at)
        and held_in(request.COOKIES.get(cookie_of(address), "")) is not None,
    }
    return render(request, "dialogue/voter/start.html", context)


@require_POST
@told_on_the_page
def begin(request: HttpRequest, address: str) -> HttpResponse:
    """Let someone in by an entrance; who is in already goes on where they were."""
    visit = visit_of(request, address)
    round = visit.round
    if visit.participant is not None:
        return redirect("voter:vote", address)
    if round.access == Round.Access.CODES:
        raise Refused(why_not_in("codes"))
    entrance = _entrance(round, request.POST.get("ingang", ""))
    where = address_of(request, f"round/{round.pk}")
    in_hall = entrance.route == Route.HALL
    if not in_hall and ARRIVALS.is_full(where, round.per_address, at=visit.at):
        return refused(request, address, why_not_in("crowded"), 429)
    held = Held(new_token(), new_token())
    language = chosen(round.languages, request.POST.get("taal", visit.language))
    outcome = BOX.put(Arrival(address, entrance.pk, held.token, held.link, language, visit.at))
    assert isinstance(outcome, Welcome)
    if not outcome.let_in:
        raise Refused(why_not_in(outcome.reason))
    if not in_hall:
        ARRIVALS.count(where, at=visit.at)
    return remembering(redirect("voter:vote", address), round, held, request)


@require_http_methods(["GET", "HEAD", "POST"])
@told_on_the_page
def code(request: HttpRequest, address: str, code: str = "") -> HttpResponse:
    """Ask for the code of a letter or ballot; only sending it in uses it."""
    visit = visit_of(request, address)
    if request.method != "POST":
        return render(request, "dialogue/voter/code.html", {**around(visit), "code": code[:60]})
    where = address_of(request, f"code/{visit.round.pk}")
    if WRONG_CODES.is_full(where, MOST_WRONG_CODES, at=visit.at):
        return refused(request, address, _("Dat waren veel verkeerde codes. Wacht een kwartier."), 429)
    typed = request.POST.get("code", "")[:100]
    read = read_code(typed)
    moves = read is not None and is_in_use_elsewhere(visit.round, read, here=visit.participant)
    held = enter_with_code(visit.round, read, language=visit.language, at=visit.at) if read else None
    if held is None:
        WRONG_CODES.count(where, at=visit.at)
        fault = _("Deze code kennen we niet. Kijk of u elk teken hebt overgenomen. Er zijn er achttien.")
        context = {**around(visit), "code": typed, "fault": fault}
        return render(request, "dialogue/voter/code.html", context, status=400)
    if moves:
        messages.info(
            request,
            _("U gaat hier verder waar u was. Op uw vorige apparaat doet u met deze code niet meer mee."),
        )
    return remembering(redirect("voter:vote", address), visit.round, held, request)


@require_http_methods(["GET", "HEAD", "POST"])
@told_on_the_page
def add(request: HttpRequest, address: str) -> HttpResponse:
    """Take in a statement of the participant's own."""
    visit = visit_of(request, address)
    participant = known(visit)
    context = {**around(visit), "longest": LONGEST, "text": "", "fault": ""}
    if request.method != "POST":
        return render(request, "dialogue/voter/add.html", context)
    text = request.POST.get("tekst", "")
    try:
        add_statement(participant, text, language=participant.language, at=visit.at)
    except Refused as refusal:
        context |= {"text": text[:2000], "fault": str(refusal)}
        return render(request, "dialogue/voter/add.html", context, status=refusal.status)
    return redirect(reverse("voter:mine", args=[address]) + "#eigen")


@require_safe
@told_on_the_page
def mine(request: HttpRequest, address: str) -> HttpResponse:
    """Show what this participant chose and brought, and how to take it back."""
    visit = visit_of(request, address)
    participant = known(visit)
    votes = Vote.objects.filter(participant=participant, statement__state=RoundStatement.State.SHOWN)
    own = list(visit.round.statements.filter(writer=participant))
    done = became(visit.round, [one.number for one in own])
    context = {
        **around(visit),
        "votes": votes.select_related("statement").order_by("number"),
        "own": [(one, done.get(one.number, ())) for one in own],
        "is_open": visit.round.is_open(visit.at),
        "link": _withdrawal_link(request, visit),
        "may_withdraw": visit.round.may_withdraw(visit.at),
    }
    return render(request, "dialogue/voter/mine.html", context)


@require_POST
@told_on_the_page
def language(request: HttpRequest, address: str) -> HttpResponse:
    """Show statements in another language of the round from now on."""
    visit = visit_of(request, address)
    participant = known(visit)
    wished = chosen(visit.round.languages, request.POST.get("taal", ""))
    Participant.objects.filter(pk=participant.pk).update(language=wished)
    return redirect("voter:vote", address)


@require_http_methods(["GET", "HEAD", "POST"])
@told_on_the_page
def take_back(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Say what a withdrawal takes away, and do it when asked; looking alone changes nothing."""
    visit = visit_of(request, address)
    holder = holder_of(visit.round, link) if visit.round.may_withdraw(visit.at) else None
    if holder is None:
        return render(request, "dialogue/voter/nothing_to_withdraw.html", around(visit), status=404)
    if request.method != "POST":
        context = {
            **around(visit),
            "votes": Vote.objects.filter(participant=holder).count(),
            "own": visit.round.statements.filter(writer=holder).count(),
        }
        return render(request, "dialogue/voter/withdraw.html", context)
    withdraw(holder, at=visit.at)
    answer = render(request, "dialogue/voter/withdrawn.html", {**around(visit), "participant": None})
    answer.delete_cookie(cookie_of(address), path=cookie_path(address))
    return answer


def _entrance(round: Round, key: str) -> Entrance:
    """Return the entrance of this name, or the round's own link."""
    found = round.entrances.filter(key=key) if key else round.entrances.filter(route=Route.LINK)
    entrance = found.first()
    if entrance is None:
        raise Http404
    return entrance


def _withdrawal_link(request: HttpRequest, visit: Visit) -> str:
    if visit.held is None or not visit.held.link:
        return ""
    return request.build_absolute_uri(reverse("voter:take_back", args=[visit.round.address, visit.held.link]))
