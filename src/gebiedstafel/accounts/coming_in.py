"""The last steps of every sign-in: a code where needed, a visit that begins, and on where one was going."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.dates import day

from .models import Person
from .second_step import has_second_step, must_have_by
from .visits import WAY

BACKEND = "gebiedstafel.accounts.backend.ByNameOrMail"
#: What a session keeps: who gave a password and still owes a code; an organisation's answer that waits;
#: from when a second step is needed; and how to sign out at the organisation.
HALFWAY, WAITING, OWES_STEP, LEAVE = "halfway", "waiting_identity", "owes_second_step", "leave_provider"
HALFWAY_SECONDS = 600


def after_password(request: HttpRequest, person: Person, *, where: str) -> HttpResponse:
    """Let someone in who gave the right password, or ask for a code first."""
    return _first_code(request, person, "", where) if has_second_step(person) else let_in(
        request, person, way="", where=where
    )  # fmt: skip


def after_provider(
    request: HttpRequest, person: Person, *, way: str, where: str, vouched: bool
) -> HttpResponse:
    """Let someone in whom their organisation vouches for; it asked for a second step itself, or we do."""
    if not vouched and has_second_step(person):
        return _first_code(request, person, way, where)
    return let_in(request, person, way=way, where=where, vouched=vouched)


def _first_code(request: HttpRequest, person: Person, way: str, where: str) -> HttpResponse:
    waiting, leave = request.session.get(WAITING), request.session.get(LEAVE)
    if request.user.is_authenticated:
        logout(request)
    request.session.cycle_key()
    for name, kept in ((WAITING, waiting), (LEAVE, leave)):
        if kept:
            request.session[name] = kept
    request.session[HALFWAY] = {
        "person": person.pk, "at": now().timestamp(), "where": where, "way": way,
        "hash": person.get_session_auth_hash(),
    }  # fmt: skip
    return redirect("accounts:second_step")


def halfway(request: HttpRequest, *, at: datetime) -> tuple[Person, dict[str, Any]] | None:
    """Return who gave a password here and owes a code; nobody when that was too long ago."""
    held = request.session.get(HALFWAY)
    if not isinstance(held, dict) or at.timestamp() - held["at"] > HALFWAY_SECONDS:
        return None
    person = Person.objects.filter(pk=held["person"], is_active=True).first()
    return (person, held) if person and person.get_session_auth_hash() == held["hash"] else None


def let_in(
    request: HttpRequest, person: Person, *, way: str, where: str, vouched: bool = False
) -> HttpResponse:
    """Begin the visit under a new session key, and go on where someone was going."""
    waiting, leave = request.session.get(WAITING), request.session.get(LEAVE)
    if request.user.is_authenticated:
        logout(request)
    request.session.pop(HALFWAY, None)
    request.session[WAY] = way
    login(request, person, backend=BACKEND)
    if leave:
        request.session[LEAVE] = leave
    if not vouched:
        _ask_second_step(request, person)
    if waiting:
        request.session[WAITING] = waiting
        answer = redirect("accounts:join")
    else:
        answer = redirect(safe(request, where))
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language)
    return answer


def _ask_second_step(request: HttpRequest, person: Person) -> None:
    by = must_have_by(person, at=now())
    if by is None:
        return
    request.session[OWES_STEP] = by.timestamp()
    if by > now():
        messages.info(
            request,
            _(
                "Als voorzitter of beheerder logt u vanaf {day} in met een tweede stap. "
                "U zet die aan bij Mijn account; het kost twee minuten."
            ).format(day=day(localtime(by).date())),
        )


def safe(request: HttpRequest, where: str) -> str:
    """Return an address on this site; every other one becomes the first page."""
    good = url_has_allowed_host_and_scheme(
        where, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return where if good and "\0" not in where else settings.LOGIN_REDIRECT_URL
