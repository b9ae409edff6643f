"""Where someone is signed in, and with which organisations; ending what is elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .joining import part_from
from .models import Person, ProviderLogin
from .provider_list import providers
from .visits import end_visits, open_visits


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visits(request: HttpRequest) -> HttpResponse:
    """Show where someone is signed in; end one visit elsewhere, or all of them."""
    person = request.user
    assert isinstance(person, Person)
    here = request.session.session_key
    if request.method == "POST":
        _end(request, person, here)
        return redirect("accounts:visits")
    rows = open_visits(person, at=now())
    joined = list(person.provider_logins.order_by("joined_at"))
    names = {one.slug: one.name for one in providers()}
    context = {
        "here": next((one for one in rows if one.session == here), None),
        "elsewhere": [one for one in rows if one.session != here],
        "joined": [(one, names.get(one.provider, one.provider)) for one in joined],
        "to_join": [one for one in providers() if one.slug not in {row.provider for row in joined}],
    }
    return render(request, "accounts/visits.html", context)


def _end(request: HttpRequest, person: Person, here: str | None) -> None:
    part = request.POST.get("part", "")
    if part:
        login = get_object_or_404(ProviderLogin, pk=_number(part), person=person)
        part_from(login, by=person, at=now())
        messages.success(request, _("U logt niet meer in met die organisatie."))
        return
    visit = request.POST.get("visit", "")
    ended = end_visits(person, but=here, only=_number(visit) if visit else None, at=now())
    if ended:
        messages.success(
            request,
            ngettext(
                "Op {n} andere plek bent u nu uitgelogd.", "Op {n} andere plekken bent u nu uitgelogd.", ended
            ).format(n=ended),
        )
    else:
        messages.info(request, _("U was nergens anders ingelogd."))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
