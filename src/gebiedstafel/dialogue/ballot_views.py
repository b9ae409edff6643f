"""The conversation that counts: the next statement, and a judgement in the ballot box."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .ballots import Vote
from .counting import BOX, Ballot, Counted, Judged
from .languages import name_of
from .newest_result import ask_when_behind
from .statement_stack import Shown, Stack, stack_of
from .taking_part import held_in, turn_token
from .visit import around, cookie_of, refused, remembering, told_on_the_page, visit_of
from .voter_words import STATUS, told

VALUES = {"1": Vote.AGREE, "0": Vote.PASS, "-1": Vote.DISAGREE}


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, address: str) -> HttpResponse:
    """Show the next statement, or put a judgement in the ballot box."""
    return _judge(request, address) if request.method == "POST" else _next(request, address)


@told_on_the_page
def _next(request: HttpRequest, address: str) -> HttpResponse:
    visit = visit_of(request, address)
    if visit.participant is None or visit.held is None:
        return redirect("voter:start", address)
    if not visit.round.is_open(visit.at):
        return redirect("voter:mine", address)
    ask_when_behind(visit.round, at=visit.at)
    stack = stack_of(visit.round, visit.participant)
    context = {
        **around(visit),
        "stack": stack,
        "statement": stack.next[0] if stack.next else None,
        "ahead": stack.next[1:],
        "languages": [(code, name_of(code)) for code in visit.round.languages],
        "left": stack.total - stack.judged,
    }
    answer = render(request, "dialogue/voter/vote.html", context)
    return remembering(answer, visit.round, turn_token(visit.participant, visit.held, at=visit.at), request)


@never_cache
def _judge(request: HttpRequest, address: str) -> HttpResponse:
    """Put one judgement in the box; everything it needs to know is looked up there, for many at once."""
    as_data = request.headers.get("Accept", "").startswith("application/json")
    ballot = _ballot_in(request, address)
    if ballot is None:
        reason = _("Dit was geen antwoord op een stelling. Kies eens, oneens of pas.")
        return _answer_data(reason, 400) if as_data else refused(request, address, reason, 400)
    outcome = BOX.put(ballot)
    assert isinstance(outcome, Judged)
    result, status = outcome.result, STATUS.get(outcome.result, 200)
    if as_data:
        told_now = {"stands": result.stands, "value": outcome.value, "version": outcome.version}
        return JsonResponse({**told_now, "told": told(result)}, status=status)
    if status != 200:
        return refused(request, address, told(result), status)
    back = "voter:mine" if request.POST.get("terug") == "mijn" else "voter:vote"
    return redirect(back, address)


def _ballot_in(request: HttpRequest, address: str) -> Ballot | None:
    held = held_in(request.COOKIES.get(cookie_of(address), ""))
    statement, value = request.POST.get("stelling", ""), VALUES.get(request.POST.get("keuze", ""))
    seen = request.POST.get("gezien", "0")
    if value is None or not (_is_number(statement) and _is_number(seen)):
        return None
    # Without a token nobody is known, which the box says in its own words.
    token = held.token if held else ""
    return Ballot(address, token, int(statement), value, int(seen), now())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9


def _answer_data(reason: str, status: int) -> HttpResponse:
    return JsonResponse({"stands": False, "told": reason}, status=status)


@require_safe
@never_cache
def upcoming(request: HttpRequest, address: str) -> HttpResponse:
    """Give a page the statements that come next, beyond those whose judgement is still under way."""
    visit = visit_of(request, address)
    if visit.participant is None:
        return _answer_data(told(Counted.NOT_KNOWN), 403)
    numbers = [int(one) for one in request.GET.get("zonder", "").split(",")[:200] if _is_number(one)]
    ask_when_behind(visit.round, at=visit.at)
    stack = stack_of(visit.round, visit.participant, without=numbers)
    return JsonResponse(_as_data(stack))


def _as_data(stack: Stack) -> dict[str, Any]:
    return {"next": [_shown_data(one) for one in stack.next], "judged": stack.judged, "total": stack.total}


def _shown_data(one: Shown) -> dict[str, Any]:
    return {
        "number": one.number,
        "text": one.text,
        "language": one.language,
        "original": one.original,
        "originalLanguage": one.original_language,
    }
