"""The conversations about roles: the list of canvases, and one canvas with its roles."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.means.visible import shared_document
from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .models import CanvasRole, RoleCanvas
from .permissions import check_can_read, check_can_remove_canvas, check_can_shape_roles
from .role_actions import (
    RoleSaid,
    add_role,
    begin_canvas,
    change_role,
    choose_decider,
    put_canvas_back,
    put_role_back,
    take_canvas_away,
    take_role_away,
)
from .role_page import headline, seated_parties, shown_canvas
from .role_words import usual_roles


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show every canvas with who decides, and begin one."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    challenges = _challenges(seat)
    if request.method == "POST":
        challenge = request.POST.get("opgave", "")
        subject = request.POST.get("onderwerp", "").strip() or challenges.get(challenge, "")
        known = challenge if challenge in challenges else ""
        canvas = begin_canvas(seat.table, subject, challenge=known, by=seat, at=now())
        return redirect("workshop:canvas", table_id, canvas.pk)
    every = RoleCanvas.objects.filter(table=table_id).select_related("decider").prefetch_related("roles")
    parties, seated = _parties(seat), seated_parties(seat.table)
    context = {
        "canvases": [shown_canvas(one, parties, seated) for one in every if not one.gone_at],
        "gone": [one for one in every if one.gone_at],
        "challenges": challenges.items(),
        "may_write": not why_not(check_can_shape_roles, seat),
        "may_remove": not why_not(check_can_remove_canvas, seat),
    }
    return render(request, "workshop/roles.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def canvas(request: HttpRequest, table_id: str, canvas_id: int) -> HttpResponse:
    """Show one canvas, and take in who decides."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    found = _canvas(seat, canvas_id)
    if request.method == "POST":
        seen = number_of(request.POST.get("seen", ""))
        choose_decider(found, request.POST.get("beslist", ""), by=seat, at=now(), seen=seen)
        messages.success(request, _("Opgeschreven wie beslist."))
        return redirect("workshop:canvas", table_id, canvas_id)
    parties = _parties(seat)
    shown = shown_canvas(found, parties, seated_parties(seat.table))
    context = {
        "shown": shown,
        "headline": headline(shown),
        "challenge": _challenges(seat).get(found.challenge, ""),
        "parties": [one for one in parties.values() if one.sits],
        "usual": usual_roles(),
        "may_write": not found.gone_at and not why_not(check_can_shape_roles, seat),
        "may_remove": not why_not(check_can_remove_canvas, seat),
    }
    return render(request, "workshop/canvas.html", context)


@never_cache
@require_safe
def canvas_changed(request: HttpRequest, table_id: str, canvas_id: int) -> HttpResponse:
    """Say whether somebody changed the canvas since a page of it was made."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    found = _canvas(seat, canvas_id)
    if request.headers.get("HX-Request") != "true":
        return redirect("workshop:canvas", table_id, canvas_id)
    seen = number_of(request.GET.get("gezien", "")) or found.edition
    return render(
        request,
        "workshop/canvas_changed.html",
        {"canvas": found, "changed": seen != found.edition, "seen": seen},
    )


@require_POST
def role(request: HttpRequest, table_id: str, canvas_id: int, role_id: int = 0) -> HttpResponse:
    """Add a role, change it, take it away or put it back."""
    seat = find_seat(request, table_id)
    check_can_shape_roles(seat)
    found = _canvas(seat, canvas_id)
    if not role_id:
        made = add_role(found, _said(request), by=seat, at=now())
        messages.success(request, _("{role} staat erbij.").format(role=made))
        return redirect("workshop:canvas", table_id, canvas_id)
    one = get_object_or_404(CanvasRole.objects.select_related("canvas__table"), pk=role_id, canvas=found)
    deed = request.POST.get("doe", "bewaar")
    if deed == "weg":
        take_role_away(one, by=seat, at=now())
        messages.success(
            request, _("{role} is weggehaald. Onderaan kunt u de rol terugzetten.").format(role=one)
        )
    elif deed == "terug":
        put_role_back(one, by=seat, at=now())
        messages.success(request, _("{role} staat er weer.").format(role=one))
    else:
        seen = number_of(request.POST.get("seen", ""))
        change_role(one, _said(request), by=seat, at=now(), seen=seen)
        messages.success(request, _("Bewaard."))
    return redirect("workshop:canvas", table_id, canvas_id)


@require_POST
def canvas_gone(request: HttpRequest, table_id: str, canvas_id: int) -> HttpResponse:
    """Take a canvas away, or put it back."""
    seat = find_seat(request, table_id)
    deeds: dict[str, tuple[Callable[..., None], str]] = {
        "weg": (take_canvas_away, _("Het rollenblad is weggehaald. Onderaan kunt u het terugzetten.")),
        "terug": (put_canvas_back, _("Het rollenblad staat er weer.")),
    }
    check_can_remove_canvas(seat)
    if request.POST.get("doe") not in deeds:
        raise Refused(_("Kies een knop op de pagina."))
    deed, told = deeds[request.POST["doe"]]
    deed(_canvas(seat, canvas_id), by=seat, at=now())
    messages.success(request, told)
    return redirect("workshop:roles", table_id)


def _said(request: HttpRequest) -> RoleSaid:
    sent = request.POST
    return RoleSaid(
        name=" ".join(sent.get("naam", "").split()),
        party=sent.get("partij", ""),
        does="doet" in sent,
        advises="adviseert" in sent,
        must_know="weet" in sent,
        needs=sent.get("nodig", "").replace("\r\n", "\n").strip(),
        may_not=sent.get("magniet", "").replace("\r\n", "\n").strip(),
    )


def _canvas(seat: Seat, canvas_id: int) -> RoleCanvas:
    rows = RoleCanvas.objects.select_related("table", "decider")
    return get_object_or_404(rows, pk=canvas_id, table=seat.table_id)


def _parties(seat: Seat) -> dict[str, Party]:
    return {party.key: party for party in seat.table.parties.all()}


def _challenges(seat: Seat) -> dict[str, str]:
    """Return the challenges that the whole table sees, by their ids."""
    shared = shared_document(seat.table, ("parties", "challenges"))
    return {row["id"]: row["title"] for row in shared.get("challenges", ())}
