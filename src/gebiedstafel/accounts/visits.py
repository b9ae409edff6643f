"""Where someone is signed in: begun at sign-in, ended by time, by leaving, or from another place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from gebiedstafel.trail.deeds import record_deed

from .models import Person, Visit

#: What a session keeps of its visit.
VISIT, BEGAN, SEEN, KEY, WAY = "visit", "visit_began", "visit_seen", "visit_key", "visit_way"
SEEN_EVERY = timedelta(minutes=5)
DEVICES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip
BROWSERS = (("Edg/", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


@receiver(user_logged_in)
def begin_visit(sender: object, request: HttpRequest, user: Person, **_: Any) -> None:
    """Write down that someone came in here."""
    at, session = now(), request.session
    if session.session_key is None:
        session.create()
    Visit.objects.filter(session=session.session_key or "").delete()
    visit = Visit.objects.create(
        person=user,
        session=session.session_key or "",
        device=device_of(request.META.get("HTTP_USER_AGENT", "")),
        way=str(session.get(WAY, "")),
        began_at=at,
        seen_at=at,
    )
    session[VISIT], session[KEY] = visit.pk, session.session_key
    session[BEGAN] = session[SEEN] = int(at.timestamp())


@receiver(user_logged_out)
def forget_visit(sender: object, request: HttpRequest, **_: Any) -> None:
    """Someone left."""
    Visit.objects.filter(pk=request.session.get(VISIT, 0)).delete()


def device_of(agent: str) -> str:
    """Return a device in two words, as its owner would recognise it; nothing finer is kept."""
    system = next((name for sign, name in DEVICES if sign in agent), "")
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    return ", ".join(word for word in (browser, system) if word)


@transaction.atomic
def end_visits(person: Person, *, but: str | None, only: int | None = None, at: datetime) -> int:
    """End the visits elsewhere, or one of them; return how many."""
    visits = Visit.objects.filter(person=person).exclude(session=but or "")
    if only is not None:
        visits = visits.filter(pk=only)
    keys = list(visits.values_list("session", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    visits.delete()
    if keys:
        record_deed("site", action="end_visits", subject=str(len(keys)), actor=f"person/{person.pk}", at=at)
    return len(keys)


class KeepVisits:
    """Ends a visit that lasted too long or lay still too long, and remembers when it was last seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what the session itself says; the database is asked once in five minutes."""
        if BEGAN in request.session:
            _keep(request, now())
        return self.get_response(request)


def _keep(request: HttpRequest, at: datetime) -> None:
    session, moment = request.session, int(at.timestamp())
    too_long = moment - int(session[BEGAN]) > settings.VISIT_HOURS * 3600
    too_still = moment - int(session.get(SEEN, 0)) > settings.VISIT_IDLE_MINUTES * 60
    if too_long or too_still:
        logout(request)
        return
    if (
        moment - int(session.get(SEEN, 0)) >= SEEN_EVERY.total_seconds()
        or session.get(KEY) != session.session_key
    ):
        Visit.objects.filter(pk=session.get(VISIT, 0)).update(seen_at=at, session=session.session_key)
        session[SEEN], session[KEY] = moment, session.session_key


def open_visits(person: Person, *, at: datetime) -> list[Visit]:
    """Return where someone is signed in now; what is over by time is left out and forgotten."""
    began = at - timedelta(hours=settings.VISIT_HOURS)
    seen = at - timedelta(minutes=settings.VISIT_IDLE_MINUTES)
    over = Visit.objects.filter(person=person).exclude(began_at__gt=began, seen_at__gt=seen)
    over.delete()
    return list(Visit.objects.filter(person=person))
