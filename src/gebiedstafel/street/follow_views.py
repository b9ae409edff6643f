"""Following a street by mail: asking, confirming and stopping, without an account."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.dialogue.crowding import Crowd, address_of
from gebiedstafel.tables.models import TableArea
from gebiedstafel.ui.refusals import Refused

from .followers import follower_of, stopped_by
from .following import ask_to_follow, confirm, stop
from .forms import FollowForm
from .models import StreetPage
from .places import places_of
from .views import open_or_told

#: How many addresses one place may leave in an hour.
ASKED = Crowd(timedelta(hours=1))
MOST_ASKED = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, address: str, area: str) -> HttpResponse:
    """Take in an address; the answer is the same whether we knew it or not."""
    page = open_or_told(request, address)
    if isinstance(page, HttpResponse):
        return page
    place = places_of(page.table).areas.get(area)
    if place is None:
        raise Http404
    form = FollowForm(request.POST if request.method == "POST" else None)
    context = {"page": page, "place": page.table, "area": place, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "street/follow.html", context, status=400 if form.is_bound else 200)
    _ask(request, page, area, form)
    return render(request, "street/asked.html", context | {"email": form.cleaned_data["email"]})


def _ask(request: HttpRequest, page: StreetPage, area: str, form: FollowForm) -> None:
    where = address_of(request, "street")
    if ASKED.is_full(where, MOST_ASKED, at=now()):
        raise Refused(_("Vanaf deze plek kwam al veel binnen. Probeer het over een uur opnieuw."))
    ASKED.count(where, at=now())
    ask_to_follow(
        page,
        area=area,
        email=form.cleaned_data["email"],
        has_shop=form.cleaned_data["has_shop"],
        language=(get_language() or "nl")[:2],
        site=site_address(request),
        at=now(),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Show what confirming does; only the button confirms."""
    follower = follower_of(token)
    if follower is None:
        return _spent(request)
    if request.method == "POST":
        follower = confirm(follower, at=now())
    elif follower.used_at is None and not follower.is_open(now()):
        return _spent(request)
    context = {"it": follower, "asks_shop": follower.may_become_shop(now())}
    return render(request, "street/confirm.html", _around(follower.table_id, follower.area) | context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_following(request: HttpRequest, token: str) -> HttpResponse:
    """Show what stopping does; the button erases the address, and a second time does no harm."""
    follower = stopped_by(token)
    if follower is None:
        return _spent(request)
    context = _around(follower.table_id, follower.area) | {"it": follower}
    if request.method == "POST":
        stop(follower, at=now())
        context["stopped"] = True
    return render(request, "street/stop.html", context)


def _around(table_id: str, area: str) -> dict[str, object]:
    page = StreetPage.objects.select_related("table").filter(table=table_id).first()
    if page is None:
        raise Http404
    place = TableArea.objects.filter(table=table_id, key=area).first()
    return {"page": page, "place": page.table, "area": place}


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "street/spent.html", status=410)
