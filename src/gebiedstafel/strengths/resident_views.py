"""Bringing a strength without an account and following it, and the chair who looks at it first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.crowding import check_not_too_many
from gebiedstafel.accounts.tokens import digest_of
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.qr import qr_code
from gebiedstafel.ui.refusals import Refused

from .forms import ResidentForm
from .from_residents import bring_from_outside, close_box, open_box, refuse, show, take_back
from .models import Strength, StrengthBox
from .page import groups_of, rows_of
from .permissions import check_can_moderate, check_can_open
from .table_map import draw_strengths


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, address: str) -> HttpResponse:
    """Show what is strong here to anyone, and let them bring something."""
    box = get_object_or_404(StrengthBox.objects.select_related("table"), address=address)
    context: dict[str, Any] = {"box": box, "place": box.table, "form": None}
    if not box.is_open:
        return render(request, "strengths/bring.html", context, status=409 if request.POST else 200)
    form = ResidentForm(request.POST if request.method == "POST" else None, table=box.table)
    if request.method == "POST" and form.is_valid():
        try:
            check_not_too_many("strengths", request)
            _strength, link = bring_from_outside(box, form.said, at=now())
        except Refused as refusal:
            # What was typed stays on the page.
            form.add_error(None, str(refusal))
        else:
            return redirect("strengths:follow", address, link)
    rows = rows_of(box.table, Strength.objects.of(box.table).public())
    context |= {"form": form, "groups": groups_of(rows), "map": draw_strengths(box.table, rows)}
    return render(request, "strengths/bring.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
def follow(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Show its bringer what became of it."""
    strength = _strength_of(address, link)
    row = rows_of(strength.table, [strength])[0]
    context = {"row": row, "address": address, "link": link, "place": strength.table}
    return render(request, "strengths/follow.html", context)


@require_POST
def take_it_back(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Let its bringer take it back."""
    take_back(_strength_of(address, link), at=now())
    messages.success(request, _("Wat u bracht, is weg. Dank dat u meedacht."))
    return redirect("strengths:bring", address)


def _strength_of(address: str, link: str) -> Strength:
    box = get_object_or_404(StrengthBox, address=address)
    rows = Strength.objects.select_related("table", "party")
    return get_object_or_404(rows, table=box.table_id, digest=digest_of(link))


@require_safe
def queue(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what residents brought and waits for a look, and the way in for them."""
    seat = find_seat(request, table_id)
    check_can_moderate(seat)
    brought = Strength.objects.of(seat.table)
    box = StrengthBox.objects.filter(table=seat.table).first()
    address = request.build_absolute_uri(reverse("strengths:bring", args=[box.address])) if box else ""
    context = {
        "waiting": [rows_of(seat.table, [one])[0] for one in brought.waiting()],
        "refused": brought.filter(state=Strength.State.REFUSED),
        "box": box,
        "address": address,
    }
    return render(request, "strengths/queue.html", context)


@require_POST
def judge(request: HttpRequest, table_id: str, strength_id: int) -> HttpResponse:
    """Show what a resident brought, or refuse it with a reason."""
    seat = find_seat(request, table_id)
    check_can_moderate(seat)
    rows = Strength.objects.exclude(digest=None)
    strength = get_object_or_404(rows, table=table_id, pk=strength_id)
    asked = request.POST.get("doe", "")
    if asked == "erbij":
        show(strength, by=seat, at=now())
        messages.success(request, _("{name} staat erbij, voor iedereen.").format(name=strength.name))
    elif asked == "niet":
        refuse(strength, request.POST.get("reden", ""), by=seat, at=now())
        messages.success(
            request, _("{name} komt er niet bij. De bewoner leest waarom.").format(name=strength.name)
        )
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return redirect("strengths:queue", table_id)


@require_POST
def box(request: HttpRequest, table_id: str) -> HttpResponse:
    """Open or close the page for residents."""
    seat = find_seat(request, table_id)
    if request.POST.get("open") == "1":
        open_box(seat.table, by=seat, at=now())
        messages.success(request, _("De pagina is open. Iedereen met het adres kan iets brengen."))
    else:
        close_box(seat.table, by=seat, at=now())
        messages.success(request, _("De pagina is dicht."))
    return redirect("strengths:queue", table_id)


@require_safe
def poster(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show a sheet to print and hang up."""
    seat = find_seat(request, table_id)
    check_can_open(seat)
    found = get_object_or_404(StrengthBox, table=table_id)
    address = request.build_absolute_uri(reverse("strengths:bring", args=[found.address]))
    return render(
        request, "strengths/poster.html", {"box": found, "address": address, "qr": qr_code(address)}
    )
