"""What residents read without an account: they choose where they live, and see what happens there."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import check_for_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gebiedstafel.ideas.models import IdeaBox
from gebiedstafel.signals.published import figures_are_open
from gebiedstafel.stories.models import StoryBox
from gebiedstafel.strengths.models import StrengthBox
from gebiedstafel.tables.way_in import WayIn, open_addresses

from .models import StreetPage
from .page import area_page, find_page
from .places import places_of

A_YEAR = 365 * 24 * 60 * 60
#: A page may be this old: bad Wi-Fi is worse than five minutes.
FRESH = 5 * 60

#: The other ways in for residents at the same table, by their name on the page.
WAYS_IN: dict[str, type[WayIn]] = {"ideas": IdeaBox, "stories": StoryBox, "strengths": StrengthBox}


@require_safe
def choose(request: HttpRequest, address: str) -> HttpResponse:
    """Let someone choose where they live; the device remembers it."""
    page = open_or_told(request, address)
    if isinstance(page, HttpResponse):
        return page
    places = places_of(page.table)
    asked = request.GET.get("plek", "")
    if asked in places.areas:
        answer = redirect("street:area", address, asked)
        answer.set_cookie(
            cookie_of(address), asked, max_age=A_YEAR, path=reverse("street:choose", args=[address]),
            httponly=True, samesite="Lax", secure=request.is_secure(),
        )  # fmt: skip
        return answer
    kept = request.COOKIES.get(cookie_of(address), "")
    if kept in places.areas and "kies" not in request.GET:
        return redirect("street:area", address, kept)
    context = {"page": page, "place": page.table, "choices": places.choices(), "kept": kept}
    return render(request, "street/choose.html", context)


@cache_control(public=True, max_age=FRESH)
@require_safe
def area(request: HttpRequest, address: str, area: str) -> HttpResponse:
    """Show what happens near one area: no script, no account, few reads."""
    spoken = _language_asked(request, address, area)
    if spoken is not None:
        return spoken
    page = open_or_told(request, address)
    if isinstance(page, HttpResponse):
        return page
    return shown(request, page, area)


def shown(request: HttpRequest, page: StreetPage, area: str, *, preview: bool = False) -> HttpResponse:
    """Return the page of an area; a preview says to its reader that it is one."""
    found = area_page(page.table, area, at=now())
    if found is None:
        raise Http404
    context = {
        "page": page,
        "place": page.table,
        "shown": found,
        "preview": preview,
        "ways_in": open_addresses(WAYS_IN, page.table),
        "figures": figures_are_open(page.table),
    }
    if not preview:
        context["spoken_url"] = request.path
    return render(request, "street/area.html", context)


def open_or_told(request: HttpRequest, address: str) -> StreetPage | HttpResponse:
    """Return an open page, or the answer that says it is closed; an unknown address does not exist."""
    page = find_page(address)
    if page is None:
        raise Http404
    if not page.is_open:
        return render(request, "street/closed.html", {"page": page, "place": page.table})
    return page


def cookie_of(address: str) -> str:
    """Return the name under which a device remembers a street."""
    return f"straat-{address}"


def _language_asked(request: HttpRequest, address: str, area: str) -> HttpResponse | None:
    """Change the language by a link: the page needs no form and so no cookie of its own."""
    asked = request.GET.get("taal", "")
    if asked not in dict(settings.LANGUAGES) or not check_for_language(asked):
        return None
    answer = redirect("street:area", address, area)
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, asked, max_age=A_YEAR, samesite="Lax")
    answer["Cache-Control"] = "no-store"
    return answer
