"""The table's side: what the wijk sees, what it does not see yet, and what it was told."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.qr import qr_code
from gebiedstafel.ui.refusals import Refused

from .actions import close_page, open_page, say_whom_to_ask, take_back_told, tell_wijk
from .forms import ToldForm
from .models import StreetPage, Told
from .overview import overview_of
from .permissions import check_can_see_hidden, check_can_tell
from .places import places_of
from .publishing import publish
from .views import shown


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what the wijk sees, what is not public yet and why, and what was told per month."""
    seat = find_seat(request, table_id)
    check_can_see_hidden(seat)
    return _overview(request, seat)


def _overview(request: HttpRequest, seat: Seat, *, form: ToldForm | None = None) -> HttpResponse:
    found = overview_of(seat)
    address = ""
    if found.page:
        address = request.build_absolute_uri(reverse("street:choose", args=[found.page.address]))
    context = {
        "found": found,
        "address": address,
        "form": form or ToldForm(table=seat.table),
        "is_chair": seat.role == Seat.Role.CHAIR,
    }
    return render(request, "street/overview.html", context, status=400 if form else 200)


@require_POST
def page(request: HttpRequest, table_id: str) -> HttpResponse:
    """Open or close the page, or say whom residents may ask."""
    seat = find_seat(request, table_id)
    if "ask" in request.POST:
        say_whom_to_ask(seat.table, request.POST["ask"], by=seat, at=now())
        messages.success(request, _("Bewaard. Zo staat het op Mijn straat."))
    elif request.POST.get("open") == "1":
        open_page(seat.table, by=seat, at=now())
        messages.success(request, _("Mijn straat is open. Iedereen met het adres kan meelezen."))
    else:
        close_page(seat.table, by=seat, at=now())
        messages.success(request, _("Mijn straat is dicht. Het adres blijft hetzelfde."))
    return redirect("street:overview", table_id)


@require_POST
def tell(request: HttpRequest, table_id: str) -> HttpResponse:
    """Tell the wijk something; what was typed comes back where it cannot be."""
    seat = find_seat(request, table_id)
    check_can_tell(seat)
    form = ToldForm(request.POST, table=seat.table)
    if form.is_valid():
        try:
            tell_wijk(seat.table, **form.cleaned_data, by=seat, at=now())
        except Refused as refusal:
            form.add_error("words", str(refusal))
    if not form.is_valid():
        return _overview(request, seat, form=form)
    messages.success(request, _("Verteld. Het staat nu op Mijn straat."))
    return redirect("street:overview", table_id)


@require_POST
def take_back(request: HttpRequest, table_id: str, told_id: int) -> HttpResponse:
    """Take back what was told."""
    seat = find_seat(request, table_id)
    take_back_told(get_object_or_404(Told, table=table_id, pk=told_id), by=seat, at=now())
    messages.success(request, _("Teruggenomen. Het staat niet meer op Mijn straat."))
    return redirect("street:overview", table_id)


@require_POST
def publish_agreement(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Make an agreement public, or the table's own again."""
    seat = find_seat(request, table_id)
    public = request.POST.get("public") == "1"
    publish(seat.table, key, public=public, by=seat, at=now())
    messages.success(
        request, _("Deze afspraak is nu openbaar.") if public else _("Deze afspraak ziet nu alleen de tafel.")
    )
    return redirect("street:overview", table_id)


@require_safe
def preview(request: HttpRequest, table_id: str, area: str) -> HttpResponse:
    """Show the page of an area as residents see it, also while it is closed."""
    seat = find_seat(request, table_id)
    check_can_see_hidden(seat)
    page = get_object_or_404(StreetPage.objects.select_related("table"), table=table_id)
    return shown(request, page, area, preview=True)


@require_safe
def poster(request: HttpRequest, table_id: str, area: str) -> HttpResponse:
    """Show a sheet to print and hang in a street."""
    seat = find_seat(request, table_id)
    check_can_see_hidden(seat)
    page = get_object_or_404(StreetPage, table=table_id)
    place = places_of(seat.table).areas.get(area)
    if place is None:
        raise Http404
    address = request.build_absolute_uri(reverse("street:area", args=[page.address, area]))
    context = {"page": page, "area": place, "address": address, "qr": qr_code(address)}
    return render(request, "street/poster.html", context)
