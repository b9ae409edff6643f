"""Signing in with one's own organisation: going there, coming back, and joining an account."""

from __future__ import annotations

import time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.exchange.openid.conversation import (
    Question,
    check_answer,
    goodbye,
    new_question,
    where_to_go,
    who_came,
)
from gebiedstafel.exchange.openid.provider import Identity, NotReached, NotTrusted, Provider
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.refusals import actor_of

from .coming_in import LEAVE, WAITING, after_provider, safe
from .joining import account_with, begin_account, come_in, join, kept, may_begin, person_of, taken_up
from .letters import site_address
from .models import Person
from .provider_list import KNOWN, provider_called
from .slowing import TooOften, forget_tries, slows, too_often, try_secret

#: What a session keeps of the questions it asked: a few, for someone may have several tabs.
ASKED, MOST_ASKED, ASKED_SECONDS = "asked_providers", 5, 600


@never_cache
@require_safe
def with_provider(request: HttpRequest, provider: str) -> HttpResponse:
    """Send someone to their organisation, and remember what we asked."""
    found = _provider(provider)
    question = new_question()
    try:
        doors = KNOWN.doors(found, at=time.time())
    except (NotReached, NotTrusted) as fault:
        return _no(request, found, fault)
    asked = {
        state: one
        for state, one in request.session.get(ASKED, {}).items()
        if time.time() - one["at"] < ASKED_SECONDS
    }
    asked = dict(sorted(asked.items(), key=lambda item: item[1]["at"])[-(MOST_ASKED - 1) :])
    asked[question.state] = {
        "provider": found.slug, "nonce": question.nonce, "verifier": question.verifier,
        "where": safe(request, request.GET.get("next", "")), "at": time.time(),
    }  # fmt: skip
    request.session[ASKED] = asked
    return redirect(where_to_go(found, doors, question, back=_back(request, found)))


@slows("provider")
@never_cache
@require_safe
def came_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Believe what the organisation says, once everything about it holds."""
    found, at = _provider(provider), now()
    try:
        made = try_secret(request, "provider", at=at)
    except TooOften:
        return too_often(request)
    asked = _asked(request, found, request.GET.get("state", ""))
    if asked is None:
        return _page(request, found, "stale", status=400)
    question, where = asked
    try:
        doors = KNOWN.doors(found, at=time.time())
        code = check_answer(found, doors, {name: request.GET[name] for name in request.GET})
        identity = who_came(found, question, code, back=_back(request, found), known=KNOWN, at=time.time())
        request.session[LEAVE] = {
            "name": found.name, "slug": found.slug, "id_token": identity.id_token
        } if doors.end_session else None  # fmt: skip
    except (NotReached, NotTrusted) as fault:
        return _no(request, found, fault)
    forget_tries(made)
    return _known(request, found, identity, where)


def _known(request: HttpRequest, provider: Provider, identity: Identity, where: str) -> HttpResponse:
    at, person = now(), person_of(identity)
    if person is None and request.user.is_authenticated:
        request.session[WAITING] = {**kept(identity, at), "where": where}
        return redirect("accounts:join")
    if person is None and not account_with(identity.email) and may_begin(provider, identity):
        person = begin_account(provider, identity, at=at)
    if person is None:
        request.session[WAITING] = {**kept(identity, at), "where": where}
        return redirect("accounts:join")
    if not person.is_active:
        return _page(request, provider, "closed", status=403)
    come_in(person, provider, identity, at=at)
    return after_provider(request, person, way=provider.name, where=where, vouched=provider.own_second_step)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_account(request: HttpRequest) -> HttpResponse:
    """Show who is not known here yet both ways on; join only who is signed in and says so."""
    at = now()
    held = dict(request.session.get(WAITING) or {})
    where = str(held.pop("where", "/"))
    identity = taken_up(held, at)
    provider = provider_called(identity.provider) if identity else None
    if identity is None or provider is None:
        request.session.pop(WAITING, None)
        return redirect("tables:me" if request.user.is_authenticated else "accounts:sign_in")
    if request.method == "POST":
        del request.session[WAITING]
        if "join" in request.POST and request.user.is_authenticated:
            assert isinstance(request.user, Person)
            join(request.user, identity, at=at)
            come_in(request.user, provider, identity, at=at)
            messages.success(
                request, _("Gelukt. Voortaan logt u ook in met {name}.").format(name=provider.name)
            )
        return redirect(safe(request, where) if request.user.is_authenticated else "accounts:sign_in")
    known = bool(identity.email_verified and account_with(identity.email))
    context = {
        "provider": provider,
        "identity": identity,
        "has_account": known,
        "where": reverse("accounts:join"),
    }
    return render(request, "accounts/join.html", context)


@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that someone is out here, and where they may still be in."""
    if request.user.is_authenticated:
        return redirect("/")
    leave = request.session.pop(LEAVE, None)
    return render(request, "accounts/signed_out.html", {"leave": leave})


def leaving(request: HttpRequest) -> dict[str, str] | None:
    """Return where someone who came in by an organisation ends their visit there too."""
    held = request.session.get(LEAVE) or {}
    provider = provider_called(held.get("slug", ""))
    if provider is None:
        return None
    try:
        doors = KNOWN.doors(provider, at=time.time())
    except (NotReached, NotTrusted):
        return None
    back = site_address(request) + reverse("accounts:signed_out")
    url = goodbye(provider, doors, id_token=held["id_token"], back=back)
    return {"name": provider.name, "url": url} if url else None


def _provider(slug: str) -> Provider:
    found = provider_called(slug)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest, provider: Provider) -> str:
    return site_address(request) + reverse("accounts:came_back", args=[provider.slug])


def _asked(request: HttpRequest, provider: Provider, state: str) -> tuple[Question, str] | None:
    """Return what this browser asked, once: an answer to something else is none."""
    asked = dict(request.session.get(ASKED, {}))
    found = next((one for one in asked if constant_time_compare(one, state)), None)
    if found is None:
        return None
    one = asked.pop(found)
    request.session[ASKED] = asked
    if one["provider"] != provider.slug or time.time() - one["at"] > ASKED_SECONDS:
        return None
    return Question(found, one["nonce"], one["verifier"]), one["where"]


def _no(request: HttpRequest, provider: Provider, fault: Exception) -> HttpResponse:
    lies = isinstance(fault, NotTrusted)
    result = f"{'not trusted' if lies else 'not reached'}: {fault}"
    record_deed(
        "site", action="sign_in_with_provider", subject=provider.slug, result=result,
        actor=actor_of(request), at=now(),
    )  # fmt: skip
    return _page(request, provider, "lies" if lies else "unreached", status=403 if lies else 502)


def _page(request: HttpRequest, provider: Provider, why: str, *, status: int) -> HttpResponse:
    return render(request, "accounts/not_in.html", {"provider": provider, "why": why}, status=status)
