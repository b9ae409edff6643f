"""Beginning a table and arranging it: what it is called, where, when, and who takes part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gebiedstafel.accounts.models import Person
from gebiedstafel.areas.models import Area
from gebiedstafel.means.heading import FaultyHeading, change_heading, heading_mark, lifts_one_off
from gebiedstafel.means.party_leaving import add_party, let_party_leave, let_party_return
from gebiedstafel.tables.models import Level, Party, Seat
from gebiedstafel.tables.permissions import check_can_arrange
from gebiedstafel.tables.seats import find_seat

from .begin_forms import AreaForm, ArrangeForm, BeginForm, HeadingForm, PartyForm
from .leaving import leaving
from .new_table import begin_table
from .table_area import (
    area_entries,
    found_areas,
    typed_streets,
    with_own_area,
    with_public_area,
    with_streets,
)

READS_OR_SENDS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(READS_OR_SENDS)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a table with a name and an owner; area and years follow, and may wait."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, Person)
        given = form.cleaned_data
        table = begin_table(
            given["name"],
            given["owner"],
            given["owner_class"],
            by=request.user,
            at=now(),
            today=localdate(),
        )
        messages.success(request, _("Uw tafel staat er. U bent de voorzitter."))
        return redirect("start:begin_area", table.pk)
    return render(request, "start/begin.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(READS_OR_SENDS)
def begin_area(request: HttpRequest, table_id: str) -> HttpResponse:
    """Choose the area: one with loaded figures, or in one's own words."""
    seat = _chair(request, table_id)
    sought = request.GET.get("naam", "").replace("\0", "").strip()[:100]
    form = AreaForm(request.POST if "name" in request.POST else None, initial=_area_now(seat))
    refused: FaultyHeading | None = None
    if request.method == "POST":
        areas = _areas_wanted(seat, request, form)
        if areas is not None:
            refused = _try_heading(seat, {"area": areas[1]}, areas=areas[0])
            if refused is None:
                return redirect("start:begin_years", table_id)
    context = {"form": form, "sought": sought, "found": _told(found_areas(sought)), "refused": refused}
    status = 409 if refused else 400 if form.errors else 200
    return render(request, "start/begin_area.html", context, status=status)


def _areas_wanted(
    seat: Seat, request: HttpRequest, form: AreaForm
) -> tuple[list[dict[str, Any]], str] | None:
    """Return the areas and the code of the table's own, as this request asks for them."""
    table, code = seat.table, request.POST.get("code", "").replace("\0", "")[:64]
    if code:
        areas = with_public_area(area_entries(table), table.area, code)
        return (areas, code) if areas is not None else None
    if not form.is_valid():
        return None
    given = form.cleaned_data
    return with_own_area(area_entries(table), table.area, given["name"], given["level"]), table.area


@require_http_methods(READS_OR_SENDS)
def begin_years(request: HttpRequest, table_id: str) -> HttpResponse:
    """See the years that are filled in, and change them or not."""
    return _heading_page(request, table_id, "start/begin_years.html", HeadingForm, then="start:home")


@require_http_methods(READS_OR_SENDS)
def arrange(request: HttpRequest, table_id: str) -> HttpResponse:
    """Change name, years and day; the way to area, streets and parties."""
    return _heading_page(request, table_id, "start/arrange.html", ArrangeForm, then="start:arrange")


def _heading_page(
    request: HttpRequest, table_id: str, template: str, kind: type[HeadingForm], *, then: str
) -> HttpResponse:
    seat = _chair(request, table_id)
    table = seat.table
    now_there = {
        "name": table.name,
        "years": _span(table.years),
        "as_of": table.as_of,
        "one_off_pays_recurring": lifts_one_off(table),
    }
    form = kind(request.POST or None, initial=now_there)
    refused: FaultyHeading | None = None
    if request.method == "POST" and form.is_valid():
        refused = _try_heading(seat, form.cleaned_data, seen=request.POST.get("seen", "")[:16])
        if refused is None:
            messages.success(request, _("Bewaard."))
            return redirect(then, table_id)
    context = {
        "form": form,
        "mark": heading_mark(table),
        "refused": refused,
        "place": table.place,
        "streets": [area for area in table.areas.all() if area.level == Level.STREET],
        "parties": list(table.parties.all()),
    }
    return render(request, template, context, status=409 if refused else 400 if form.errors else 200)


@require_http_methods(READS_OR_SENDS)
def streets(request: HttpRequest, table_id: str) -> HttpResponse:
    """Name the streets, one a line; an emptied name takes a street out."""
    seat = _chair(request, table_id)
    stood = area_entries(seat.table)
    typed = typed_streets(request.POST, stood)
    refused: FaultyHeading | None = None
    if request.method == "POST":
        refused = _try_heading(seat, {}, areas=with_streets(stood, seat.table.area, typed))
        if refused is None:
            messages.success(request, _("Bewaard."))
            return redirect("start:streets", table_id)
    rows = [{"id": key, "name": name} for key, name in typed.names.items()]
    context = {"streets": rows, "added": "\n".join(typed.added), "refused": refused}
    return render(request, "start/streets.html", context, status=409 if refused else 200)


@require_http_methods(READS_OR_SENDS)
def parties(request: HttpRequest, table_id: str) -> HttpResponse:
    """See which parties take part, and let another one in."""
    seat = _chair(request, table_id)
    form = PartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        add_party(seat.table, given["name"], given["owner_class"] or None, by=seat, at=now())
        messages.success(request, _("{name} doet mee.").format(name=given["name"]))
        return redirect("start:parties", table_id)
    context = {"form": form, "parties": list(seat.table.parties.all())}
    return render(request, "start/parties.html", context, status=400 if form.errors else 200)


@require_http_methods(READS_OR_SENDS)
def party_leaves(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Show what hangs on a party, and let it leave the table."""
    seat, party = _chair(request, table_id), _party(table_id, key)
    if request.method != "POST":
        return render(request, "start/party_leaves.html", {"party": party, "leaving": leaving(party)})
    let_party_leave(party, by=seat, at=now(), today=localdate(), seen=_seen(request))
    messages.success(request, _("{name} is van tafel. Wat zij inbracht, blijft staan.").format(name=party))
    return redirect("start:parties", table_id)


@require_POST
def party_returns(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Let a party come back."""
    seat, party = _chair(request, table_id), _party(table_id, key)
    let_party_return(party, by=seat, at=now(), seen=_seen(request))
    messages.success(request, _("{name} zit weer aan tafel.").format(name=party))
    return redirect("start:parties", table_id)


def _chair(request: HttpRequest, table_id: str) -> Seat:
    seat = find_seat(request, table_id)
    check_can_arrange(seat)
    return seat


def _party(table_id: str, key: str) -> Party:
    return get_object_or_404(Party.objects.select_related("table"), table=table_id, key=key)


def _seen(request: HttpRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def _try_heading(
    seat: Seat,
    values: dict[str, Any],
    *,
    areas: list[dict[str, Any]] | None = None,
    seen: str = "",
) -> FaultyHeading | None:
    """Change the heading; return what stands in the way, so that the page can tell it beside the form."""
    try:
        change_heading(seat.table, values, areas=areas, by=seat, at=now(), seen=seen)
    except FaultyHeading as refused:
        return refused
    return None


def _told(areas: list[Area]) -> list[dict[str, Any]]:
    """Return areas as the page tells them."""
    return [
        {
            "code": area.code,
            "name": area.name,
            "level_word": Level(area.level).label,
            "residents": area.residents,
        }
        for area in areas
    ]


def _area_now(seat: Seat) -> dict[str, str]:
    place = seat.table.place
    return {"name": place.name, "level": place.level} if place else {}


def _span(years: list[int]) -> str:
    joined = years == list(range(years[0], years[-1] + 1)) and len(years) > 1
    return f"{years[0]}–{years[-1]}" if joined else ", ".join(map(str, years))
