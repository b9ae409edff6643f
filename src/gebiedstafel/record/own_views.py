"""The conversations about a person's own data: reading it, and taking it along."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gebiedstafel.accounts.models import Person
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed

from .own_data import own_data, readable


@login_required
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show someone everything that is kept about them, what stays when they go, and why."""
    person = _person(request)
    seats = Seat.objects.filter(person=person).select_related("table")
    return render(request, "record/mine.html", {"data": own_data(person), "seats": seats})


@login_required
@never_cache
@require_safe
def mine_file(request: HttpRequest) -> HttpResponse:
    """Give someone everything that is kept about them: for a computer, or to read."""
    person, at = _person(request), now()
    data = own_data(person)
    record_deed("site", action="take_own_data", subject="", actor=f"person/{person.pk}", at=at)
    if request.GET.get("vorm") == "tekst":
        answer = HttpResponse(readable(data, at=localtime(at)), content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="mijn-gegevens.txt"'
        return answer
    options = {"ensure_ascii": False, "indent": 2}
    whole = JsonResponse({"made_at": at, **asdict(data)}, json_dumps_params=options)
    whole["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return whole


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
